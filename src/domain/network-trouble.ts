/** What programs print when the network, a name or a certificate keeps them from their work, whatever they are written in. */
const troubles: readonly RegExp[] = [
  /\b(?:ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ESOCKETTIMEDOUT|EHOSTUNREACH|ENETUNREACH|CERT_HAS_EXPIRED)\b/,
  /\bERR_(?:NAME_NOT_RESOLVED|NAME_RESOLUTION_FAILED|CONNECTION_[A-Z_]{1,40}|INTERNET_DISCONNECTED|ADDRESS_UNREACHABLE)\b/,
  /\bERR_(?:NETWORK_[A-Z_]{1,40}|CERT_[A-Z_]{1,40}|TIMED_OUT|PROXY_[A-Z_]{1,40}|TUNNEL_[A-Z_]{1,40}|SOCKET_TIMEOUT)\b/,
  /\bNS_ERROR_(?:UNKNOWN_HOST|CONNECTION_REFUSED|NET_[A-Z_]{1,40})\b/,
  /could not resolve (?:host|proxy)|name or service not known|temporary failure in name resolution|nodename nor servname/i,
  /network is unreachable|no route to host|connection (?:refused|timed out|reset by peer)|failed to establish a new connection/i,
  /ssl certificate problem|certificate verify failed|certificate has expired|x509: certificate|dial tcp\b/i,
];

/** Whether a line of a program's output says that it did not get through. */
export function tellsNetworkTrouble(line: string): boolean {
  return troubles.some((trouble) => trouble.test(line));
}

/** Why no HTTP answer came, as a phrase: "the connection was refused (connect ECONNREFUSED 127.0.0.1:8080)". */
export function reasonOf(error: unknown): string {
  const { code, message } = described(error);
  const phrase = phrases[code];
  return phrase ? `${phrase} (${message})` : message;
}

/** What to look at, for the failures that have a usual cause. */
export function advice(error: unknown): string | undefined {
  return advices[described(error).code];
}

const phrases: Readonly<Record<string, string>> = {
  ENOTFOUND: 'the host name does not exist',
  EAI_AGAIN: 'the host name could not be looked up',
  ECONNREFUSED: 'the connection was refused',
  ECONNRESET: 'the connection was closed before an answer came',
  EPIPE: 'the connection was closed while the request was being sent',
  ETIMEDOUT: 'the connection timed out',
  EHOSTUNREACH: 'there is no route to the host',
  ENETUNREACH: 'there is no route to the network',
  CERT_HAS_EXPIRED: 'the certificate has expired',
  CERT_NOT_YET_VALID: 'the certificate is not valid yet',
  ERR_TLS_CERT_ALTNAME_INVALID: 'the certificate is for another host',
  ERR_PROXY_TUNNEL: 'the proxy did not let it through',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'the certificate is self-signed',
  SELF_SIGNED_CERT_IN_CHAIN: 'the chain ends in a certificate that is not trusted',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'the chain is incomplete',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'the issuer is not trusted',
};

const advices: Readonly<Record<string, string>> = {
  ENOTFOUND: 'Check the address, and whether its DNS record exists.',
  ECONNREFUSED: 'Nothing listens there: check host and port, and whether the service runs.',
  ERR_PROXY_TUNNEL: 'Allow the host in the proxy, or name it in NO_PROXY where it can be reached directly.',
  CERT_HAS_EXPIRED: 'Renew the certificate (ACM renews only while its DNS validation record exists).',
  ERR_TLS_CERT_ALTNAME_INVALID: 'Attach a certificate for this name to the distribution or custom domain.',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'Let the server send its intermediate certificates too.',
};

/** Where a name has several addresses, Node tells the failures of all; the first stands for them. */
function described(error: unknown): { readonly code: string; readonly message: string } {
  if (typeof error !== 'object' || error === null) return { code: '', message: String(error) };
  if ('errors' in error && Array.isArray(error.errors) && error.errors.length > 0) return described(error.errors[0]);
  return {
    code: 'code' in error ? String(error.code) : '',
    message: 'message' in error ? String(error.message) : String(error),
  };
}

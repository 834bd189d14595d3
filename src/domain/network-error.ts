/** What kind of failure keeps a response from coming. */
export type NetworkFailure =
  /** The host name has no address, or nobody could say. */
  | 'name'
  /** Nothing listens at the host's port. */
  | 'refused'
  /** No way to the host, or it keeps silent. */
  | 'unreachable'
  /** The connection was made, and broke. */
  | 'lost'
  /** TLS was not agreed on, or the certificate is not to be trusted. */
  | 'tls'
  /** The proxy refused. */
  | 'proxy'
  /** What came is not to be read. */
  | 'protocol';

/** An error of the network, as Node.js names it by a code: https://nodejs.org/api/errors.html#common-system-errors */
export interface NetworkError {
  readonly failure: NetworkFailure;
  /** As a phrase: "the connection was refused". */
  readonly meaning: string;
  /** Whether the same request may succeed a moment later. */
  readonly transient: boolean;
}

/** All codes that are known. */
const networkErrors: ReadonlyMap<string, NetworkError> = new Map([
  ['ENOTFOUND', lasting('name', 'the host name does not exist')],
  ['EAI_AGAIN', passing('name', 'the host name could not be looked up')],
  ['ECONNREFUSED', passing('refused', 'the connection was refused')],
  ['ETIMEDOUT', passing('unreachable', 'the connection timed out')],
  ['EHOSTUNREACH', passing('unreachable', 'there is no route to the host')],
  ['ENETUNREACH', passing('unreachable', 'there is no route to the network')],
  ['ECONNRESET', passing('lost', 'the connection was closed before a response came')],
  ['ECONNABORTED', passing('lost', 'the connection was aborted')],
  ['EPIPE', passing('lost', 'the connection was closed while the request was being sent')],
  ['ERR_STREAM_PREMATURE_CLOSE', passing('lost', 'the connection was closed in the middle of the response')],
  ['EPROTO', lasting('tls', 'the other side does not speak TLS as expected')],
  ['CERT_HAS_EXPIRED', lasting('tls', 'the certificate has expired')],
  ['CERT_NOT_YET_VALID', lasting('tls', 'the certificate is not valid yet')],
  ['ERR_TLS_CERT_ALTNAME_INVALID', lasting('tls', 'the certificate is for another host')],
  ['DEPTH_ZERO_SELF_SIGNED_CERT', lasting('tls', 'the certificate is self-signed')],
  ['SELF_SIGNED_CERT_IN_CHAIN', lasting('tls', 'the chain ends in a certificate that is not trusted')],
  ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', lasting('tls', 'the chain is incomplete')],
  ['UNABLE_TO_GET_ISSUER_CERT', lasting('tls', 'the issuer is not trusted')],
  ['UNABLE_TO_GET_ISSUER_CERT_LOCALLY', lasting('tls', 'the issuer is not trusted')],
  ['ERR_PROXY_TUNNEL', lasting('proxy', 'the proxy did not let it through')],
  ['HPE_HEADER_OVERFLOW', lasting('protocol', 'the headers are larger than what is read')],
]);

function passing(failure: NetworkFailure, meaning: string): NetworkError {
  return { failure, meaning, transient: true };
}

function lasting(failure: NetworkFailure, meaning: string): NetworkError {
  return { failure, meaning, transient: false };
}

/** What the code of an error means; undefined where it is not one of the network. */
export function networkError(code: string): NetworkError | undefined {
  return networkErrors.get(code);
}

/** The code of an error; '' where it has none. Looked at by shape: errors of Node.js may come from another realm. */
export function codeOf(error: unknown): string {
  return typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : '';
}

/** Whether a request never reached the other side, so that it has done nothing there. */
export function neverReached(code: string): boolean {
  const failure = networkErrors.get(code)?.failure;
  return failure === 'name' || failure === 'refused' || failure === 'unreachable';
}

/** Whether a connection broke, or fell silent, while it was in use: what was asked for may have been done. */
export function isConnectionLost(code: string): boolean {
  return networkErrors.get(code)?.failure === 'lost' || code === 'ETIMEDOUT';
}

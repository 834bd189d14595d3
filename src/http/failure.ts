import { messageOf } from '../errors.ts';

/** Why no HTTP answer came, as a phrase: "connection refused by 127.0.0.1:8080". */
export function reasonOf(error: unknown): string {
  const first = error instanceof AggregateError && error.errors.length > 0 ? error.errors[0] : error;
  const phrase = phrases[codeOf(first)];
  return phrase ? `${phrase} (${messageOf(first)})` : messageOf(first);
}

/** What to look at, for the failures that have a usual cause. */
export function advice(error: unknown): string | undefined {
  const first = error instanceof AggregateError && error.errors.length > 0 ? error.errors[0] : error;
  return advices[codeOf(first)];
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
  DEPTH_ZERO_SELF_SIGNED_CERT: 'the certificate is self-signed',
  SELF_SIGNED_CERT_IN_CHAIN: 'the chain ends in a certificate that is not trusted',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'the chain is incomplete',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'the issuer is not trusted',
};

const advices: Readonly<Record<string, string>> = {
  ENOTFOUND: 'Check the address, and whether its DNS record exists.',
  ECONNREFUSED: 'Nothing listens there: check host and port, and whether the service runs.',
  CERT_HAS_EXPIRED: 'Renew the certificate (ACM renews only while its DNS validation record exists).',
  ERR_TLS_CERT_ALTNAME_INVALID: 'Attach a certificate for this name to the distribution or custom domain.',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'Let the server send its intermediate certificates too.',
};

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}

import { networkAdvice, proxyAdvice } from '../domain/network-advice.ts';
import { codeOf, networkError } from '../domain/network-error.ts';
import { bodyTooLarge } from './encoding.ts';

/** Why no HTTP response came, as a phrase: "the connection was refused (connect ECONNREFUSED 127.0.0.1:8080)". */
export function reasonOf(error: unknown): string {
  const { code, message } = described(error);
  const known = networkError(code);
  return known ? `${known.meaning} (${message})` : message;
}

/** Whether a response came that is more than we read: that is our limit, and says nothing of the server. */
export function isOwnLimit(error: unknown): boolean {
  return [bodyTooLarge, 'HPE_HEADER_OVERFLOW'].includes(codeOf(error));
}

/** The next step, for failures with a usual cause. */
export function advice(error: unknown): string | undefined {
  const { env } = process;
  return proxyAdvice(error, env) ?? advices[described(error).code] ?? networkAdvice(error, env);
}

const advices: Readonly<Record<string, string>> = {
  ENOTFOUND: 'Check the address, and whether its DNS record exists.',
  ECONNREFUSED: 'Nothing listens there: check host and port, and whether the service runs.',
  CERT_HAS_EXPIRED: 'Renew the certificate (ACM renews only while its DNS validation record exists).',
  ERR_TLS_CERT_ALTNAME_INVALID: 'Attach a certificate for this name to the distribution or custom domain.',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'Let the server send its intermediate certificates too.',
};

/** Where a name has several addresses, Node.js reports the failures of all; the first stands for them. */
function described(error: unknown): { readonly code: string; readonly message: string } {
  if (typeof error !== 'object' || error === null) return { code: '', message: String(error) };
  if ('errors' in error && Array.isArray(error.errors) && error.errors.length > 0) return described(error.errors[0]);
  return {
    code: codeOf(error),
    message: 'message' in error ? String(error.message) : String(error),
  };
}

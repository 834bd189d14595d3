import { codeOf, networkError } from './network-error.ts';
import { proxiesOf } from './proxies.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * What somebody who looks after the runner can do about an error of the network; undefined where it is not the runner's, or
 * has no usual cause there. `environment` names the proxy.
 */
export function networkAdvice(error: unknown, environment: Environment): string | undefined {
  const code = codeOf(innermost(error));
  return proxyAdvice(error, environment) ?? advices.find(([codes]) => codes.test(code))?.[1];
}

/** What to do about a proxy that was not reached; undefined where it was something else. */
export function proxyAdvice(error: unknown, environment: Environment): string | undefined {
  const proxy = proxyThatFailed(innermost(error), environment);
  if (proxy === undefined) return undefined;
  return `The proxy ${proxy} does not answer: start it, or correct HTTPS_PROXY. A host that can be reached without it belongs in NO_PROXY.`;
}

/**
 * undici has UND_ERR_ABORTED for a proxy that refuses; a request that we abort ends with the signal's own reason.
 * Source of the codes: https://nodejs.org/api/tls.html#x509-certificate-error-codes
 */
const advices: readonly (readonly [codes: RegExp, advice: string])[] = [
  [
    /^(DEPTH_ZERO_SELF_SIGNED_CERT|SELF_SIGNED_CERT_IN_CHAIN|UNABLE_TO_VERIFY_LEAF_SIGNATURE|UNABLE_TO_GET_ISSUER_CERT\w*|CERT_UNTRUSTED|INVALID_CA)$/,
    'Where a proxy or a server has a private authority, give the job NODE_EXTRA_CA_CERTS: the path of its certificate (PEM) on the runner. Verification is never skipped.',
  ],
  [/^CERT_NOT_YET_VALID$/, "Set the runner's clock."],
  [
    /^(ERR_PROXY_TUNNEL|UND_ERR_ABORTED)$/,
    'Check user name and password in HTTPS_PROXY, and allow the host in the proxy, or name it in NO_PROXY where it can be reached directly.',
  ],
];

/** Where a name has several addresses, Node.js reports the failures of all; fetch wraps what happened. */
function innermost(error: unknown): unknown {
  if (typeof error !== 'object' || error === null) return error;
  if ('errors' in error && Array.isArray(error.errors) && error.errors.length > 0) return innermost(error.errors[0]);
  return networkError(codeOf(error)) === undefined && 'cause' in error && error.cause ? innermost(error.cause) : error;
}

/** Host and port of the proxy, where it is the one that was not reached. */
function proxyThatFailed(error: unknown, environment: Environment): string | undefined {
  const proxy = URL.parse(proxiesOf(environment)?.https_proxy ?? '');
  if (!proxy || typeof error !== 'object' || error === null) return undefined;
  const { port, hostname } = error as { readonly port?: unknown; readonly hostname?: unknown };
  const ownPort = proxy.port || (proxy.protocol === 'https:' ? '443' : '80');
  const isProxy = hostname === undefined ? String(port) === ownPort : hostname === proxy.hostname;
  return isProxy ? `${proxy.hostname}:${ownPort}` : undefined;
}

import type { ProbeResponse } from '../../../http/probe.ts';
import type { Flaw } from '../expect/finding.ts';
import type { CorsRequest } from './fetch-standard.ts';

/** Browsers follow no more: https://fetch.spec.whatwg.org/#http-redirect-fetch, step 8 */
export const maxRedirects = 20;

/**
 * What a browser does with a response that redirects a page's request: the request that follows, or why there is none;
 * undefined for a response that is no redirect. https://fetch.spec.whatwg.org/#http-redirect-fetch
 */
export function redirected(
  request: CorsRequest,
  { status, headers }: Pick<ProbeResponse, 'status' | 'headers'>,
): CorsRequest | Flaw | undefined {
  const location = headers.get('location')?.[0];
  if (![301, 302, 303, 307, 308].includes(status) || location === undefined) return undefined;
  const [from, target] = [new URL(request.url), URL.parse(location, request.url)];
  if (!target || !/^https?:$/.test(target.protocol)) return refused(from, 'an http(s) address', 'another one');
  if (isMixedContent(request.origin, target))
    return { ...refused(from, 'https', `http (${target.origin})`), advice: schemeAdvice };
  const leaves = target.origin !== from.origin;
  if (target.username + target.password !== '' && target.origin !== request.origin)
    return refused(from, 'an address without user and password', 'one with them');
  const becomesGet = status === 303 ? request.method !== 'HEAD' : status <= 302 && request.method === 'POST';
  const dropped = [...(becomesGet ? ofBody : []), ...(leaves ? ['authorization'] : [])];
  return {
    url: target.href,
    origin: leaves && request.origin !== from.origin ? 'null' : request.origin,
    method: becomesGet ? 'GET' : request.method,
    unsafeHeaders: request.unsafeHeaders.filter((name) => !dropped.includes(name)),
  };
}

/** https://fetch.spec.whatwg.org/#request-body-header-name */
const ofBody = ['content-encoding', 'content-language', 'content-location', 'content-type'];

/** A page over HTTPS loads nothing over plain HTTP, but from the machine itself. https://w3c.github.io/webappsec-mixed-content/ */
function isMixedContent(origin: string, { protocol, hostname }: URL): boolean {
  const isOwnMachine = hostname === 'localhost' || hostname.endsWith('.localhost') || /^127\.|^\[::1\]$/.test(hostname);
  return origin.startsWith('https:') && protocol === 'http:' && !isOwnMachine;
}

const schemeAdvice =
  'Let the service know the scheme that its visitors use (X-Forwarded-Proto), or use the address that needs no redirect.';

function refused({ origin }: URL, expected: string, actual: string): Flaw {
  return { subject: `redirect of ${origin}`, expected: `to ${expected}`, actual: `to ${actual}` };
}

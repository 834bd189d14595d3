import { withoutOptionalWhitespace } from '../../../domain/optional-whitespace.ts';
import type { CorsTemplate } from '../suite/cors.ts';

/** A request as a page's `fetch` sends it: to this address, on behalf of this origin. */
export interface CorsRequest {
  readonly url: string;
  /** As browsers write it: without a path, without a port that goes without saying; `null` after some redirects. */
  readonly origin: string;
  readonly method: string;
  /** Names of the headers that the browser asks leave for: in lower case, sorted. */
  readonly unsafeHeaders: readonly string[];
}

/** The first request of a check. */
export function corsRequest({ url, origin, method, headers }: CorsTemplate): CorsRequest {
  return { url, origin: serializedOrigin(origin), method, unsafeHeaders: unsafeHeaders(headers) };
}

/** Of these a browser asks for no leave: https://fetch.spec.whatwg.org/#cors-safelisted-method */
export const safeMethods: readonly string[] = ['GET', 'HEAD', 'POST'];

/** https://fetch.spec.whatwg.org/#http-fetch, step 4 */
export function needsPreflight({ method, unsafeHeaders: names }: CorsRequest): boolean {
  return !safeMethods.includes(method) || names.length > 0;
}

/** https://fetch.spec.whatwg.org/#cors-preflight-fetch, steps 2 to 5 */
export function preflightHeaders({ origin, method, unsafeHeaders: names }: CorsRequest): SentHeaders {
  const asked: SentHeaders = names.length === 0 ? [] : [['access-control-request-headers', names.join(',')]];
  return [['accept', '*/*'], ['origin', origin], ['access-control-request-method', method], ...asked];
}

type SentHeaders = readonly (readonly [name: string, value: string])[];

/** https://html.spec.whatwg.org/multipage/browsers.html#ascii-serialisation-of-an-origin; of apps in a shell, as written. */
function serializedOrigin(written: string): string {
  const origin = URL.parse(written)?.origin ?? 'null';
  return origin === 'null' ? written : origin;
}

/** Without `content-type`, which is safe for forms only: a page that names it sends JSON. https://fetch.spec.whatwg.org/#cors-safelisted-request-header */
const safeHeaders = ['accept', 'accept-language', 'content-language', 'range'];

/** https://fetch.spec.whatwg.org/#cors-unsafe-request-header-names, without those that a page cannot set. */
function unsafeHeaders(names: readonly string[]): readonly string[] {
  const written = names.map((name) => name.trim().toLowerCase());
  return [...new Set(written)].filter((name) => !safeHeaders.includes(name) && !isForbidden(name)).toSorted();
}

/** https://fetch.spec.whatwg.org/#forbidden-request-header */
const forbiddenHeaders = [
  ...['accept-charset', 'accept-encoding', 'access-control-request-headers', 'access-control-request-method'],
  ...['connection', 'content-length', 'cookie', 'cookie2', 'date', 'dnt', 'expect', 'host', 'keep-alive', 'origin'],
  ...['referer', 'set-cookie', 'te', 'trailer', 'transfer-encoding', 'upgrade', 'via'],
];

function isForbidden(name: string): boolean {
  return forbiddenHeaders.includes(name) || name.startsWith('proxy-') || name.startsWith('sec-');
}

/** The names in a list of a preflight's answer, and the first of them that is none: then browsers take the whole answer for an error. */
export interface NameList {
  readonly names: readonly string[];
  readonly malformed: string | undefined;
}

/** https://fetch.spec.whatwg.org/#extract-header-list-values */
export function nameList(values: readonly string[]): NameList {
  const names = values
    .flatMap((value) => value.split(','))
    .map(withoutOptionalWhitespace)
    .filter((name) => name !== '');
  return { names, malformed: names.find((name) => !/^[\w!#$%&'*+.^`|~-]+$/.test(name)) };
}

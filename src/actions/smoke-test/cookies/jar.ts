import { isTrustworthy, type KeptCookie, keptCookie } from './kept-cookie.ts';

/** The cookies of a session, as a browser keeps them whose pages are of the site that is asked. */
export interface CookieJar {
  /** Keeps what these lines of Set-Cookie set, and what a browser refuses it does not. */
  keep(lines: readonly string[], url: string): void;
  /** The value of the header Cookie for an address; empty where there are none. */
  cookiesFor(url: string): string;
}

interface Entry extends KeptCookie {
  /** In milliseconds since 1970; undefined for as long as the session lasts. */
  readonly endsAt: number | undefined;
}

/**
 * `now` is in milliseconds since 1970. Source:
 * https://datatracker.ietf.org/doc/html/draft-ietf-httpbis-rfc6265bis#section-5.7 and 5.8.3
 */
export function cookieJar(now: () => number): CookieJar {
  // In the order of their creation, which one that is replaced keeps.
  const entries = new Map<string, Entry>();
  const dropOld = () => {
    for (const [key, { endsAt }] of entries) if (endsAt !== undefined && endsAt <= now()) entries.delete(key);
  };
  const keepOne = (line: string, url: string) => {
    const cookie = keptCookie(line, url);
    if ('refusal' in cookie || isOverSecure(cookie, new URL(url), [...entries.values()])) return;
    entries.set(keyOf(cookie), { ...cookie, endsAt: endOf(cookie, now()) });
    dropOld();
  };
  return {
    keep(lines, url) {
      dropOld();
      for (const line of lines) keepOne(line, url);
    },
    cookiesFor(url) {
      dropOld();
      const address = new URL(url);
      return [...entries.values()]
        .filter((cookie) => goesTo(cookie, address))
        .toSorted((one, other) => other.path.length - one.path.length)
        .map(({ name, value }) => (name === '' ? value : `${name}=${value}`))
        .join('; ');
    },
  };
}

function keyOf({ name, domain, isHostOnly, path, partition = '' }: KeptCookie): string {
  return JSON.stringify([name, domain, isHostOnly, path, partition]);
}

/** A longer time than one can write is one without an end. */
function endOf({ maxAgeSeconds, expires }: KeptCookie, now: number): number | undefined {
  return maxAgeSeconds === undefined
    ? expires?.getTime()
    : now + Math.min(maxAgeSeconds, Number.MAX_SAFE_INTEGER / 2_000) * 1_000;
}

/** What came over TLS is not replaced over plain HTTP. */
function isOverSecure(cookie: KeptCookie, url: URL, entries: readonly KeptCookie[]): boolean {
  if (cookie.secure || isTrustworthy(url)) return false;
  return entries.some(
    (each) =>
      each.secure &&
      each.name === cookie.name &&
      (isWithin(each.domain, cookie.domain) || isWithin(cookie.domain, each.domain)) &&
      isBelow(cookie.path, each.path),
  );
}

function goesTo({ domain, isHostOnly, path, partition, secure }: KeptCookie, url: URL): boolean {
  const isOfHost = isHostOnly ? url.hostname === domain : isWithin(url.hostname, domain);
  const isOfPage = partition === undefined || partition === url.protocol;
  return isOfHost && isOfPage && isBelow(url.pathname, path) && (!secure || isTrustworthy(url));
}

function isWithin(host: string, domain: string): boolean {
  return host === domain || host.endsWith(`.${domain}`);
}

/** https://datatracker.ietf.org/doc/html/draft-ietf-httpbis-rfc6265bis#section-5.1.4 */
function isBelow(path: string, cookiePath: string): boolean {
  return path === cookiePath || path.startsWith(cookiePath.endsWith('/') ? cookiePath : `${cookiePath}/`);
}

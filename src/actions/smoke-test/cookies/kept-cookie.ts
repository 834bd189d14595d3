import { getPublicSuffix } from 'tough-cookie';
import { parseSetCookie, type SetCookie } from './set-cookie.ts';

/** A cookie as a browser keeps it. */
export interface KeptCookie extends SetCookie {
  /** The host that set it, or with `isHostOnly: false` the domain to whose hosts it goes. */
  readonly domain: string;
  readonly isHostOnly: boolean;
  readonly path: string;
  /** Of a partitioned cookie, the scheme of the pages that it is kept for; undefined: it is for all. */
  readonly partition: string | undefined;
}

/** Why no browser keeps a cookie, as a phrase. */
export interface Refusal {
  readonly refusal: string;
}

/** Name and value together. https://datatracker.ietf.org/doc/html/draft-ietf-httpbis-rfc6265bis#section-5.7 */
const maxPairBytes = 4_096;

/**
 * The cookie that a browser keeps of a line that this address sets for a page of the same site, or why it keeps none.
 * Source: https://datatracker.ietf.org/doc/html/draft-ietf-httpbis-rfc6265bis#section-5.7
 */
export function keptCookie(line: string, url: string): KeptCookie | Refusal {
  const address = new URL(url);
  const cookie = parseSetCookie(line);
  const { secure, name, value } = cookie;
  if (hasControlCharacter(line) || `${name}${value}`.includes('\t')) return { refusal: 'it holds a control character' };
  if (name === '' && value === '') return { refusal: 'it has neither name nor value' };
  if (name === '' && value.includes('=')) return { refusal: 'it has no name, and its value looks like one' };
  if (name.length + value.length > maxPairBytes)
    return { refusal: `name and value are longer than ${maxPairBytes} bytes` };
  const place = placeOf(cookie.domain, address.hostname);
  if ('refusal' in place) return place;
  if (secure && !isTrustworthy(address)) return { refusal: 'it is Secure, and was set over plain HTTP' };
  if (cookie.sameSite === 'none' && !secure) return { refusal: 'SameSite=None without Secure' };
  if (cookie.partitioned && !secure) return { refusal: 'Partitioned without Secure' };
  const partition = cookie.partitioned ? address.protocol : undefined;
  const kept = { ...cookie, ...place, partition, path: cookie.path ?? defaultPath(address.pathname) };
  return prefixRefusal(cookie) ?? kept;
}

function hasControlCharacter(line: string): boolean {
  // Not a tab, which may stand around a name or a value.
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for
  return /[\0-\x08\x0a-\x1f\x7f]/.test(line);
}

/** Browsers trust the machine itself as they do TLS. https://w3c.github.io/webappsec-secure-contexts/#is-origin-trustworthy */
export function isTrustworthy({ protocol, hostname }: URL): boolean {
  return (
    protocol === 'https:' ||
    hostname === 'localhost' ||
    hostname.endsWith('.localhost') ||
    /^127(?:\.\d{1,3}){3}$|^\[::1\]$/.test(hostname)
  );
}

type Place = Pick<KeptCookie, 'domain' | 'isHostOnly'>;

/** A domain must be the host or above it, and below the public suffixes; where the host is one, it may name itself. */
function placeOf(written: string | undefined, host: string): Place | Refusal {
  if (written === undefined || written === '') return { domain: host, isHostOnly: true };
  const domain = written.replace(/^\./, '').toLowerCase();
  const site = isAddress(host) ? undefined : siteOf(host);
  if (domain === host) return { domain, isHostOnly: site === undefined };
  if (site === undefined || domain === '' || !host.endsWith(`.${domain}`))
    return { refusal: `its domain ${written} is not that of the host ${host}` };
  if (siteOf(domain) === undefined)
    return { refusal: `its domain ${domain} is a public suffix, below which hosts of others stand` };
  return { domain, isHostOnly: false };
}

function isAddress(host: string): boolean {
  return /^[\d.]+$|^\[/.test(host);
}

/** The registrable domain of a host; undefined for one that is none, such as a public suffix. */
export function siteOf(host: string): string | undefined {
  if (!host.includes('.')) return undefined;
  return getPublicSuffix(host, { allowSpecialUseDomain: true, ignoreError: true });
}

/** https://datatracker.ietf.org/doc/html/draft-ietf-httpbis-rfc6265bis#section-5.1.4 */
function defaultPath(path: string): string {
  const end = path.lastIndexOf('/');
  return end <= 0 ? '/' : path.slice(0, end);
}

/** https://datatracker.ietf.org/doc/html/draft-ietf-httpbis-rfc6265bis#name-cookie-name-prefixes */
function prefixRefusal({ name, value, secure, httpOnly, domain, path }: SetCookie): Refusal | undefined {
  const has = (prefix: string) => (name === '' ? value : name).toLowerCase().startsWith(prefix);
  const prefix = ['__host-http-', '__host-', '__http-', '__secure-'].find(has);
  if (prefix === undefined) return undefined;
  if (name === '') return { refusal: 'its value looks like a name with a prefix' };
  const isOfHost = path === '/' && (domain === undefined || domain === '');
  const lacks = [
    ...(secure ? [] : ['Secure']),
    ...(httpOnly || !prefix.includes('http') ? [] : ['HttpOnly']),
    ...(isOfHost || !prefix.startsWith('__host-') ? [] : ['Path=/ and no Domain']),
  ];
  return lacks.length === 0 ? undefined : { refusal: `its prefix demands ${lacks.join(', ')}` };
}

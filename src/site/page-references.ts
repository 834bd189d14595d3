import { isJsonObject, parseJsonObject } from '../domain/json.ts';
import type { Result } from '../domain/result.ts';
import { UserError } from '../errors.ts';
import { type AssetKind, kindOfFile } from './asset-kind.ts';
import { nameVerdict } from './hashed/hashed-files.ts';
import { type PageElement, pageElements } from './page-elements.ts';

/** A file that a page, a script or a stylesheet loads. */
export interface AssetReference {
  readonly url: string;
  readonly kind: AssetKind;
  /** Whether it is fetched for a page that may come next, and not for this one. */
  readonly isAhead?: true;
  /** Subresource Integrity, as the page gives it. */
  readonly integrity: string | undefined;
}

const maxReferences = 100_000;
/** Of what CloudFront takes. https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/cloudfront-limits.html */
const maxUrlCharacters = 8_192;

/** What an HTML page loads, with absolute addresses; what CSS and scripts load is not among it. Throws where the page has too much of something. */
export function pageReferences(html: string, pageUrl: string): readonly AssetReference[] {
  const found = readPageReferences(html, pageUrl);
  if (found.ok) return found.value;
  throw new UserError({ what: `The page ${pageUrl} has ${found.reason}.` });
}

/** The same as a value; the reason is what the page has too much of. */
export function readPageReferences(html: string, pageUrl: string): Result<readonly AssetReference[]> {
  const elements = pageElements(html);
  if (!elements.ok) return elements;
  const baseUrl = baseUrlOf(elements.value, pageUrl);
  const found: AssetReference[] = [];
  for (const element of elements.value) {
    for (const { address, kind } of loadedBy(element)) {
      const ahead = isPrefetch(element) ? ({ isAhead: true } as const) : {};
      const url = loadableUrl(address, baseUrl);
      if (url === undefined) continue;
      if (found.length >= maxReferences) return { ok: false, reason: `more than ${maxReferences} files that it loads` };
      found.push({ url, kind, ...ahead, integrity: attribute(element, 'integrity') });
    }
  }
  return { ok: true, value: found };
}

/** What the relative addresses of a page stand for. https://html.spec.whatwg.org/multipage/urls-and-fetching.html#document-base-url */
export function baseUrlOf(elements: readonly PageElement[], pageUrl: string): string {
  const base = elements.find(({ tagName }) => tagName === 'base');
  return URL.parse((base && attribute(base, 'href')) ?? '', pageUrl)?.href ?? pageUrl;
}

/** The absolute address of what is fetched: not of data, and without a fragment. An empty address loads nothing, nor does one that no server takes. */
export function loadableUrl(address: string, base: string): string | undefined {
  const url = address === '' ? null : URL.parse(address, base);
  if (!url || !/^https?:$/.test(url.protocol)) return undefined;
  url.hash = '';
  return url.href.length > maxUrlCharacters ? undefined : url.href;
}

interface Loaded {
  readonly address: string;
  readonly kind: AssetKind;
}

function loadedBy(element: PageElement): readonly Loaded[] {
  const one = (name: string, kind: AssetKind) => addressesOf([attribute(element, name) ?? ''], kind);
  const set = (name: string, kind: AssetKind) => addressesOf(candidates(attribute(element, name) ?? ''), kind);
  switch (element.tagName) {
    case 'script':
      if (isImportMap(element)) return bundlesInMap(element.text);
      // What Vite has made for browsers without modules: https://github.com/vitejs/vite/tree/main/packages/plugin-legacy
      return one(attribute(element, 'id') === 'vite-legacy-entry' ? 'data-src' : 'src', 'script');
    case 'img':
      return [...one('src', 'image'), ...set('srcset', 'image')];
    case 'source':
      return [...one('src', 'media'), ...set('srcset', 'image')];
    case 'video':
    case 'audio':
      return [...one('src', 'media'), ...one('poster', 'image')];
    case 'link': {
      const kind = kindOfLink(element);
      return kind === undefined ? [] : [...one('href', kind), ...set('imagesrcset', kind)];
    }
    default:
      return [];
  }
}

function isImportMap(script: PageElement): boolean {
  return (attribute(script, 'type') ?? '').toLowerCase().trim() === 'importmap';
}

/** What a bundler has put into an import map (Parcel's lazy files): hashed names. All else is fetched only where something imports it. */
function bundlesInMap(json: string): readonly Loaded[] {
  const map = parseJsonObject(json)?.['imports'];
  const addresses = isJsonObject(map) ? Object.values(map) : [];
  return addresses.flatMap((address) => {
    if (typeof address !== 'string' || nameVerdict(address) === 'plain') return [];
    return [{ address, kind: kindOfFile(address) ?? 'other' }];
  });
}

function addressesOf(addresses: readonly string[], kind: AssetKind): readonly Loaded[] {
  return addresses.map((address) => ({ address: address.trim(), kind }));
}

/** Nobody makes an image in more sizes. */
const maxCandidates = 1_000;

/** The addresses in a `srcset`; one may hold commas, but does not end in one. https://html.spec.whatwg.org/multipage/images.html#parsing-a-srcset-attribute */
function candidates(srcset: string): readonly string[] {
  const found: string[] = [];
  for (const [, address = ''] of srcset.matchAll(/([^\s,]\S*[^\s,]|[^\s,])(?:\s[^,]*)?/g)) {
    if (found.length === maxCandidates) break;
    found.push(address);
  }
  return found;
}

/** https://html.spec.whatwg.org/multipage/links.html#linkTypes; undefined for links that load nothing. */
function kindOfLink(link: PageElement): AssetKind | undefined {
  const words = (attribute(link, 'rel') ?? '').toLowerCase().split(/\s+/);
  const destination = kinds[attribute(link, 'as')?.toLowerCase() ?? ''];
  const has = (...names: readonly string[]) => names.some((name) => words.includes(name));
  if (has('stylesheet')) return 'stylesheet';
  if (has('modulepreload')) return 'script';
  if (has('icon', 'apple-touch-icon', 'mask-icon')) return 'image';
  if (has('manifest')) return 'manifest';
  if (has('preload')) return destination ?? 'other';
  // What is fetched ahead may also be the next page, which is no file of the site.
  return has('prefetch') ? (destination ?? kindOfFile(attribute(link, 'href') ?? '')) : undefined;
}

const kinds: Readonly<Record<string, AssetKind>> = {
  script: 'script',
  style: 'stylesheet',
  image: 'image',
  font: 'font',
  audio: 'media',
  video: 'media',
};

function isPrefetch(element: PageElement): boolean {
  return element.tagName === 'link' && /(?:^|\s)prefetch(?:\s|$)/i.test(attribute(element, 'rel') ?? '');
}

export function attribute({ attributes }: PageElement, name: string): string | undefined {
  return attributes.find((candidate) => candidate.name === name)?.value;
}

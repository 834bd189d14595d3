import { type DefaultTreeAdapterTypes, defaultTreeAdapter, parse } from 'parse5';
import { UserError } from '../errors.ts';
import { type AssetKind, kindOfFile } from './asset-kind.ts';

/** A file that a page, a script or a stylesheet loads. */
export interface AssetReference {
  readonly url: string;
  readonly kind: AssetKind;
  /** Subresource Integrity, as the page gives it. */
  readonly integrity: string | undefined;
}

type Element = DefaultTreeAdapterTypes.Element;

/** What an HTML page loads, with absolute addresses; those in CSS and in scripts are not among them. */
export function pageReferences(html: string, pageUrl: string): readonly AssetReference[] {
  const elements = elementsOf(html, pageUrl);
  const base = elements.find(({ tagName }) => tagName === 'base');
  const baseUrl = URL.parse((base && attribute(base, 'href')) ?? '', pageUrl)?.href ?? pageUrl;
  return elements.flatMap((element) =>
    loadedBy(element).flatMap(({ address, kind }) => {
      const url = loadableUrl(address, baseUrl);
      return url === undefined ? [] : [{ url, kind, integrity: attribute(element, 'integrity') }];
    }),
  );
}

/** The absolute address of what is fetched: not of data, and without a fragment. An empty address loads nothing. */
export function loadableUrl(address: string, base: string): string | undefined {
  const url = address === '' ? null : URL.parse(address, base);
  if (!url || !/^https?:$/.test(url.protocol)) return undefined;
  url.hash = '';
  return url.href;
}

interface Loaded {
  readonly address: string;
  readonly kind: AssetKind;
}

function loadedBy(element: Element): readonly Loaded[] {
  const one = (name: string, kind: AssetKind) => addressesOf([attribute(element, name) ?? ''], kind);
  const set = (name: string, kind: AssetKind) => addressesOf(candidates(attribute(element, name) ?? ''), kind);
  switch (element.tagName) {
    case 'script':
      return one('src', 'script');
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
function kindOfLink(link: Element): AssetKind | undefined {
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

/** Chromium nests no deeper; and parsers take quadratic time for what is nested or repeated without end. */
const maxDepth = 512;
const maxElements = 200_000;

/** The elements of a page in the order of their start tags. */
function elementsOf(html: string, pageUrl: string): readonly Element[] {
  let depth = 0;
  let count = 0;
  const document = parse(html, {
    treeAdapter: {
      ...defaultTreeAdapter,
      onItemPush() {
        depth += 1;
        count += 1;
        if (depth > maxDepth) throw tooMuch(pageUrl, `elements nested deeper than ${maxDepth}`);
        if (count > maxElements) throw tooMuch(pageUrl, `more than ${maxElements} elements`);
      },
      onItemPop() {
        depth -= 1;
      },
    },
  });
  return elementsBelow(document);
}

function tooMuch(pageUrl: string, what: string): UserError {
  return new UserError({ what: `The page ${pageUrl} has ${what}.` });
}

function elementsBelow(document: DefaultTreeAdapterTypes.Document): readonly Element[] {
  const elements: Element[] = [];
  const open: DefaultTreeAdapterTypes.Node[] = [document];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    if ('tagName' in node) elements.push(node);
    if ('childNodes' in node) open.push(...node.childNodes.toReversed());
  }
  return elements;
}

function attribute({ attrs }: Element, name: string): string | undefined {
  return attrs.find((candidate) => candidate.name === name)?.value;
}

import { type DefaultTreeAdapterTypes, parse } from 'parse5';
import { isJsonObject } from '../../domain/json.ts';

type Element = DefaultTreeAdapterTypes.Element;

/** A site of its own, so that addresses of other sites are told apart. */
const origin = 'https://site.invalid';

/** Paths of this site that a page loads: scripts, preloads, styles, images, the web app's manifest. */
export function pageReferences(html: string, path: string): readonly string[] {
  const elements = elementsBelow(parse(html));
  const base = elements.find(({ tagName }) => tagName === 'base');
  const here = `${origin}/${encodeURI(path)}`;
  const baseUrl = URL.parse((base && attribute(base, 'href')) ?? '', here)?.href ?? here;
  const paths = elements.flatMap(addressesOf).map((address) => sitePath(address, baseUrl));
  return [...new Set(paths.filter((found) => found !== undefined))];
}

/** Paths of this site that a bundler's own manifest names: Vite's, or Create React App's `asset-manifest.json`. */
export function bundleReferences(json: unknown): readonly string[] {
  if (!isJsonObject(json)) return [];
  const { files } = json;
  if (isJsonObject(files))
    return strings(Object.values(files)).flatMap((address) => sitePath(address, `${origin}/`) ?? []);
  return Object.values(json)
    .filter(isJsonObject)
    .flatMap(({ file, css, assets }) => strings([file, css, assets].flat()));
}

/** Where bundlers leave their manifest, relative to the built folder. */
export const bundleManifests = ['.vite/manifest.json', 'asset-manifest.json'];

function addressesOf(element: Element): readonly string[] {
  const value = (name: string) => attribute(element, name) ?? [];
  const set = (name: string) =>
    (attribute(element, name) ?? '').split(',').map((each) => each.trim().split(/\s/)[0] ?? '');
  switch (element.tagName) {
    case 'script':
      return [value('src')].flat();
    case 'img':
    case 'source':
      return [value('src'), set('srcset')].flat();
    case 'video':
    case 'audio':
      return [value('src'), value('poster')].flat();
    case 'link':
      return isLoaded(attribute(element, 'rel') ?? '') ? [value('href'), set('imagesrcset')].flat() : [];
    default:
      return [];
  }
}

/** https://html.spec.whatwg.org/multipage/links.html#linkTypes */
function isLoaded(rel: string): boolean {
  const loading = ['stylesheet', 'modulepreload', 'preload', 'icon', 'apple-touch-icon', 'mask-icon', 'manifest'];
  return rel
    .toLowerCase()
    .split(/\s+/)
    .some((word) => loading.includes(word));
}

/** The path of an address within this site, decoded; undefined for other sites, data and templates. */
function sitePath(address: string, base: string): string | undefined {
  if (address === '' || /[{}]|%[A-Z_]+%/.test(address)) return undefined;
  const url = URL.parse(address, base);
  if (!url || url.origin !== origin || url.pathname === '/') return undefined;
  try {
    return decodeURIComponent(url.pathname.slice(1));
  } catch {
    return undefined;
  }
}

function elementsBelow(node: DefaultTreeAdapterTypes.Node): readonly Element[] {
  const own = 'tagName' in node ? [node] : [];
  const children = 'childNodes' in node ? node.childNodes.flatMap(elementsBelow) : [];
  return [...own, ...children];
}

function attribute({ attrs }: Element, name: string): string | undefined {
  return attrs.find((candidate) => candidate.name === name)?.value;
}

function strings(values: readonly unknown[]): readonly string[] {
  return values.filter((value) => typeof value === 'string');
}

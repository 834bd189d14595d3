import { type DefaultTreeAdapterTypes, parse } from 'parse5';

export type AssetKind = 'script' | 'stylesheet' | 'image' | 'font' | 'manifest' | 'other';

/** A file that a page, a script or a stylesheet loads. */
export interface AssetReference {
  readonly url: string;
  readonly kind: AssetKind;
  /** Subresource Integrity, as the page gives it. */
  readonly integrity: string | undefined;
}

type Element = DefaultTreeAdapterTypes.Element;

/** What an HTML page loads, with absolute addresses. */
export function pageReferences(html: string, pageUrl: string): readonly AssetReference[] {
  const elements = elementsBelow(parse(html));
  const base = elements.find(({ tagName }) => tagName === 'base');
  const baseUrl = URL.parse((base && attribute(base, 'href')) ?? '', pageUrl)?.href ?? pageUrl;
  return elements.flatMap((element) =>
    addressesOf(element).flatMap(({ address, kind }) => {
      const url = URL.parse(address, baseUrl);
      if (!url || !/^https?:$/.test(url.protocol)) return [];
      url.hash = '';
      return [{ url: url.href, kind, integrity: attribute(element, 'integrity') }];
    }),
  );
}

/** What a stylesheet loads. */
export function stylesheetReferences(css: string, url: string): readonly AssetReference[] {
  return [...css.matchAll(/url\(\s*(["']?)([^"')]+)\1\s*\)/g)].flatMap(([, , address = '']) =>
    reference(address.trim(), url),
  );
}

/**
 * The chunks that a bundled script names: hashed file names, either beside the script (`./Page-4f3a9c1b.js`) or below the
 * site's root (`assets/Page-4f3a9c1b.js`, as Vite lists what to preload).
 */
export function scriptReferences(script: string, url: string, siteUrl: string): readonly AssetReference[] {
  return [...script.matchAll(/["'`]([\w./-]+\.(?:m?js|css))["'`]/g)].flatMap(([, address = '']) =>
    isHashed(address) ? reference(address, /^\.{0,2}\//.test(address) ? url : `${siteUrl.replace(/\/$/, '')}/`) : [],
  );
}

/** Whether a file name carries a hash of its content, as bundlers write it. */
export function isHashed(path: string): boolean {
  const [, hash = ''] = /[-.]([0-9a-f]{8,40}|[\w-]{8})\.\w+(?:\.map)?$/.exec(path) ?? [];
  return /\d/.test(hash) || (/[a-z]/.test(hash) && /[A-Z]/.test(hash));
}

function reference(address: string, base: string): readonly AssetReference[] {
  const url = URL.parse(address, base);
  if (!url || !/^https?:$/.test(url.protocol)) return [];
  url.hash = '';
  return [{ url: url.href, kind: kindOfFile(url.pathname), integrity: undefined }];
}

function kindOfFile(path: string): AssetKind {
  const extension = /\.(\w+)$/.exec(path)?.[1]?.toLowerCase() ?? '';
  if (/^m?js$/.test(extension)) return 'script';
  if (extension === 'css') return 'stylesheet';
  if (/^(png|jpe?g|gif|svg|webp|avif|ico)$/.test(extension)) return 'image';
  return /^(woff2?|ttf|otf|eot)$/.test(extension) ? 'font' : 'other';
}

function addressesOf(element: Element): readonly { readonly address: string; readonly kind: AssetKind }[] {
  const source = attribute(element, 'src');
  switch (element.tagName) {
    case 'script':
      return source === undefined ? [] : [{ address: source, kind: 'script' }];
    case 'img':
      return source === undefined ? [] : [{ address: source, kind: 'image' }];
    case 'link': {
      const address = attribute(element, 'href');
      const kind = kindOfLink(attribute(element, 'rel') ?? '', attribute(element, 'as') ?? '');
      return address === undefined || kind === undefined ? [] : [{ address, kind }];
    }
    default:
      return [];
  }
}

/** https://html.spec.whatwg.org/multipage/links.html#linkTypes; undefined for links that load nothing. */
function kindOfLink(rel: string, destination: string): AssetKind | undefined {
  const words = rel.toLowerCase().split(/\s+/);
  const has = (...names: readonly string[]) => names.some((name) => words.includes(name));
  if (has('stylesheet')) return 'stylesheet';
  if (has('modulepreload')) return 'script';
  if (has('icon', 'apple-touch-icon', 'mask-icon')) return 'image';
  if (has('manifest')) return 'manifest';
  if (!has('preload', 'prefetch')) return undefined;
  const kinds: Readonly<Record<string, AssetKind>> = {
    script: 'script',
    style: 'stylesheet',
    image: 'image',
    font: 'font',
  };
  return kinds[destination.toLowerCase()] ?? 'other';
}

function elementsBelow(node: DefaultTreeAdapterTypes.Node): readonly Element[] {
  const own = 'tagName' in node ? [node] : [];
  const children = 'childNodes' in node ? node.childNodes.flatMap(elementsBelow) : [];
  return [...own, ...children];
}

function attribute({ attrs }: Element, name: string): string | undefined {
  return attrs.find((candidate) => candidate.name === name)?.value;
}

import { isJsonObject } from '../../domain/json.ts';
import type { Result } from '../../domain/result.ts';
import { kindOfFile } from '../../site/asset-kind.ts';
import { chunkFiles } from '../../site/chunks/chunk-files.ts';
import { inlineScripts } from '../../site/inline-scripts.ts';
import { type AssetReference, readPageReferences } from '../../site/page-references.ts';

/** A file that a page, or the bundler's own manifest, names and that the build does not hold. */
export interface OutsideReference {
  readonly page: string;
  /** Relative to the site, where it is of this site. */
  readonly path: string;
  readonly isOurs: boolean;
  /** Without it the page is broken for a visitor, at once or later: a script or a stylesheet that it loads when it starts, or that a script loads. */
  readonly isNeeded: boolean;
}

/** A path of this site that is loaded, decoded. */
export type LoadedPath = Pick<OutsideReference, 'path' | 'isNeeded'>;

/** A site of its own, so that addresses of other sites can be recognised. */
const origin = 'https://site.invalid';

/** Paths of this site that a page of it loads (scripts, preloads, styles, images, the web app's manifest), or what the page has too much of. */
export function pagePaths(html: string, path: string): Result<readonly LoadedPath[]> {
  const found = readPageReferences(html, siteAddress(path));
  if (!found.ok) return found;
  const isNeeded = new Map<string, boolean>();
  for (const chunk of inlineChunks(html, siteAddress(path))) isNeeded.set(chunk, true);
  for (const reference of found.value) {
    const of = sitePath(reference.url);
    if (of !== undefined) isNeeded.set(of, isNeeded.get(of) === true || isNeededAtStart(reference));
  }
  return { ok: true, value: [...isNeeded].map(([of, needed]) => ({ path: of, isNeeded: needed })) };
}

/** Files of a bundler's runtime that stands in the page itself; few pages have one, and only these are read for it. */
function inlineChunks(html: string, pageUrl: string): readonly string[] {
  const inline = html.includes('.u=') ? inlineScripts(html, pageUrl) : undefined;
  const { texts, baseUrl } = inline?.ok ? inline.value : { texts: [], baseUrl: pageUrl };
  const chunks = texts.flatMap((text) => chunkFiles({ text, url: undefined, pageUrl: baseUrl }));
  return chunks.flatMap(({ address }) => sitePath(address) ?? []);
}

/** What has no ending of code is answered by something that makes it, as `/api/session` is; and so is what Cloudflare serves. */
function isNeededAtStart({ url, kind, isAhead }: AssetReference): boolean {
  const { pathname } = new URL(url);
  return (
    !isAhead && (kind === 'script' || kind === 'stylesheet') && isCode(pathname) && !pathname.startsWith('/cdn-cgi/')
  );
}

function isCode(path: string): boolean {
  const kind = kindOfFile(path);
  return kind === 'script' || kind === 'stylesheet';
}

/** Paths of this site that a bundler's own manifest names: Vite's, or Create React App's `asset-manifest.json`. */
export function bundlePaths(json: unknown): readonly LoadedPath[] {
  return pathsOfBundle(json).map((path) => ({ path, isNeeded: isCode(path) }));
}

function pathsOfBundle(json: unknown): readonly string[] {
  if (!isJsonObject(json)) return [];
  const { files } = json;
  if (isJsonObject(files)) {
    const urls = strings(Object.values(files)).flatMap((address) => URL.parse(address, `${origin}/`)?.href ?? []);
    return urls.flatMap((url) => sitePath(url) ?? []);
  }
  return Object.values(json)
    .filter(isJsonObject)
    .flatMap(({ file, css, assets }) => strings([file, css, assets].flat()));
}

/** Where bundlers leave their manifest, relative to the built folder. */
export const bundleManifests = ['.vite/manifest.json', 'asset-manifest.json'];

/** The address of a path within this site. */
export function siteAddress(path: string): string {
  return `${origin}/${encodeURI(path)}`;
}

/** The path of an address within this site, decoded; undefined for other sites and for what a server will put in: {{host}}, %PUBLIC_URL%. */
export function sitePath(address: string): string | undefined {
  const url = new URL(address);
  if (url.origin !== origin || url.pathname === '/' || /[{}]|%7[BD]|%[A-Z_]+%/.test(address)) return undefined;
  try {
    return decodeURIComponent(url.pathname.slice(1));
  } catch {
    return undefined;
  }
}

/** File systems know no longer paths. */
const maxPathCharacters = 4_096;

function strings(values: readonly unknown[]): readonly string[] {
  return values.filter((value) => typeof value === 'string').filter(({ length }) => length <= maxPathCharacters);
}

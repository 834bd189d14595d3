import { initSync, parse } from 'es-module-lexer';
import { kindOfFile } from './asset-kind.ts';
import { chunkFiles } from './chunks/chunk-files.ts';
import { nameVerdict } from './hashed/hashed-files.ts';
import type { AssetReference } from './page-references.ts';
import { reference } from './references.ts';

/** A script, and where it is. */
export interface PlacedScript {
  readonly text: string;
  /** Undefined for one that stands in a page. */
  readonly url: string | undefined;
  /** What the relative addresses of a page stand for. */
  readonly pageUrl: string;
}

/**
 * What a script loads: the modules that it imports, its service worker, and the chunks that a bundler has named in it. Those
 * are its maps of chunks, and hashed file names, either beside the script (`./Page-4f3a9c1b.js`) or below the site's root
 * (`assets/Page-4f3a9c1b.js`, as Vite lists what to preload).
 */
export function* scriptReferences(text: string, url: string, siteUrl: string): Generator<AssetReference> {
  const root = siteUrl.endsWith('/') ? siteUrl : `${siteUrl}/`;
  yield* bundledReferences({ text, url, pageUrl: root });
  yield* registeredWorkers(text, url);
  for (const [, address = ''] of text.matchAll(/["'`]([\w./-]+\.(?:m?js|css))["'`]/g))
    if (nameVerdict(address) === 'hashed' || isRemoteEntry(address))
      yield* reference(address, /^\.{0,2}\//.test(address) ? url : root);
}

/** Of an app that is loaded into another one, by the name that everybody gives it: https://webpack.js.org/concepts/module-federation/ */
function isRemoteEntry(address: string): boolean {
  return address.endsWith('/remoteEntry.js');
}

/** What a script that stands in a page loads when it runs. */
export function* inlineReferences(text: string, pageUrl: string): Generator<AssetReference> {
  yield* bundledReferences({ text, url: undefined, pageUrl });
  yield* registeredWorkers(text, pageUrl);
}

/** What a script says for sure that it loads, now or later: modules that it imports, and chunks of its maps. */
export function* bundledReferences({ text, url, pageUrl }: PlacedScript): Generator<AssetReference> {
  for (const specifier of [...specifiers(text), ...systemSpecifiers(text)])
    yield* reference(specifier, url ?? pageUrl, kindOfFile(specifier) ?? 'script');
  for (const { address, kind } of chunkFiles({ text, url, pageUrl })) yield* reference(address, pageUrl, kind);
}

/** A worker's address is relative to the page. */
function* registeredWorkers(text: string, pageUrl: string): Generator<AssetReference> {
  const registers = /\bserviceWorker\s{0,5}\.\s{0,5}register\s{0,5}\(\s{0,5}["'`]([^"'`$\s]{1,500})["'`]/g;
  for (const [, address = ''] of text.matchAll(registers)) yield* reference(address, pageUrl, 'script');
}

/** Modules in the form of SystemJS, which Vite makes for old browsers: https://github.com/systemjs/systemjs/blob/main/docs/system-register.md */
function systemSpecifiers(script: string): readonly string[] {
  if (!script.includes('System.register(')) return [];
  const imports = script.matchAll(/\.import\(["'`](\.{1,2}\/[\w./-]{1,500}\.m?js)["'`]\)/g);
  return [...imports].flatMap(([, specifier = '']) => specifier);
}

/** Those that an address stands for by itself: what others stand for, an import map says. */
function specifiers(script: string): readonly string[] {
  // What is begun already is not begun again.
  initSync();
  try {
    return parse(script)[0].flatMap(({ n }) => (n !== undefined && /^(\.{0,2}\/|https?:)/.test(n) ? [n] : []));
  } catch {
    // It is no script that can be read, and imports nothing that is known.
    return [];
  }
}

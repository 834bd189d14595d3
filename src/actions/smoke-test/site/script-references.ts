import { parse } from 'es-module-lexer/js';
import { kindOfFile } from '../../../site/asset-kind.ts';
import { nameVerdict } from '../../../site/hashed/hashed-files.ts';
import type { AssetReference } from '../../../site/page-references.ts';
import { reference } from './references.ts';

/**
 * What a script loads: the modules that it imports, its service worker, and the chunks that a bundler has named in it. Those
 * are hashed file names, either beside the script (`./Page-4f3a9c1b.js`) or below the site's root (`assets/Page-4f3a9c1b.js`,
 * as Vite lists what to preload).
 */
export function* scriptReferences(script: string, url: string, siteUrl: string): Generator<AssetReference> {
  yield* runReferences(script, url, url);
  const root = siteUrl.endsWith('/') ? siteUrl : `${siteUrl}/`;
  for (const [, address = ''] of script.matchAll(/["'`]([\w./-]+\.(?:m?js|css))["'`]/g))
    if (nameVerdict(address) === 'hashed') yield* reference(address, /^\.{0,2}\//.test(address) ? url : root);
}

/** What a script loads when it runs; a worker's address is relative to the page. */
export function* runReferences(script: string, url: string, pageUrl: string): Generator<AssetReference> {
  for (const specifier of specifiers(script)) yield* reference(specifier, url, kindOfFile(specifier) ?? 'script');
  const registers = /\bserviceWorker\s{0,5}\.\s{0,5}register\s{0,5}\(\s{0,5}["'`]([^"'`$\s]{1,500})["'`]/g;
  for (const [, address = ''] of script.matchAll(registers)) yield* reference(address, pageUrl, 'script');
}

/** Those that an address stands for by itself: what others stand for, an import map says. */
function specifiers(script: string): readonly string[] {
  try {
    return parse(script)[0].flatMap(({ n }) => (n !== undefined && /^(\.{0,2}\/|https?:)/.test(n) ? [n] : []));
  } catch {
    // It is no script that can be read, and imports nothing that is known.
    return [];
  }
}

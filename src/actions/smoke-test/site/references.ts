import { isHashedName } from '../../../domain/hashed-name.ts';
import { kindOfFile } from '../../../site/asset-kind.ts';
import { type AssetReference, loadableUrl } from '../../../site/page-references.ts';

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
    isHashedName(address)
      ? reference(address, /^\.{0,2}\//.test(address) ? url : `${siteUrl.replace(/\/$/, '')}/`)
      : [],
  );
}

function reference(address: string, base: string): readonly AssetReference[] {
  const url = loadableUrl(address, base);
  return url === undefined ? [] : [{ url, kind: kindOfFile(new URL(url).pathname) ?? 'other', integrity: undefined }];
}

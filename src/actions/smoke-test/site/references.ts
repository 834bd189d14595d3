import { kindOfFile } from '../../../site/asset-kind.ts';
import { nameVerdict } from '../../../site/hashed/hashed-files.ts';
import { type AssetReference, loadableUrl } from '../../../site/page-references.ts';

/** What a stylesheet loads. */
export function* stylesheetReferences(css: string, url: string): Generator<AssetReference> {
  for (const address of cssAddresses(css)) yield* reference(address, url);
}

/**
 * The addresses in `url(…)`. The text is read once from start to end: a regular expression would read on from each `url(`
 * to the end of a stylesheet that closes none.
 */
function* cssAddresses(css: string): Generator<string> {
  const delimiter = /["')]/g;
  const next = (from: number) => {
    delimiter.lastIndex = from;
    return delimiter.exec(css)?.index ?? css.length;
  };
  let end = 0;
  for (let start = css.indexOf('url('); start !== -1; start = css.indexOf('url(', start + 4)) {
    const opening = afterSpaces(css, start + 4);
    const quote = /["']/.test(css[opening] ?? '') ? css[opening] : undefined;
    const first = quote === undefined ? opening : opening + 1;
    if (end < first) end = next(first);
    if (end === css.length) return;
    const closing = quote === undefined ? end : css[end] === quote ? afterSpaces(css, end + 1) : -1;
    if (css[closing] !== ')' || end === first) continue;
    yield css.slice(first, end).trim();
    start = closing - 3;
  }
}

function afterSpaces(text: string, from: number): number {
  let position = from;
  while (/\s/.test(text[position] ?? '')) position += 1;
  return position;
}

/**
 * The chunks that a bundled script names: hashed file names, either beside the script (`./Page-4f3a9c1b.js`) or below the
 * site's root (`assets/Page-4f3a9c1b.js`, as Vite lists what to preload).
 */
export function* scriptReferences(script: string, url: string, siteUrl: string): Generator<AssetReference> {
  const root = siteUrl.endsWith('/') ? siteUrl : `${siteUrl}/`;
  for (const [, address = ''] of script.matchAll(/["'`]([\w./-]+\.(?:m?js|css))["'`]/g))
    if (nameVerdict(address) === 'hashed') yield* reference(address, /^\.{0,2}\//.test(address) ? url : root);
}

function reference(address: string, base: string): readonly AssetReference[] {
  const url = loadableUrl(address, base);
  return url === undefined ? [] : [{ url, kind: kindOfFile(new URL(url).pathname) ?? 'other', integrity: undefined }];
}

import type { AssetReference } from '../../../site/page-references.ts';
import { reference } from '../../../site/references.ts';

/** What a stylesheet loads. */
export function* stylesheetReferences(text: string, url: string): Generator<AssetReference> {
  const css = withoutComments(text);
  for (const [, address = ''] of css.matchAll(/@import\s*["']([^"'\n]{1,2000})["']/gi))
    yield* reference(address, url, 'stylesheet');
  for (const address of cssAddresses(css)) yield* reference(address, url);
}

/** Comments may stand anywhere but in a text. https://drafts.csswg.org/css-syntax/#consume-comment */
function withoutComments(css: string): string {
  const kept: string[] = [];
  const opening = /["']|\/\*/g;
  let from = 0;
  for (let found = opening.exec(css); found !== null; found = opening.exec(css)) {
    if (found[0] !== '/*') {
      opening.lastIndex = endOfText(css, found.index);
      continue;
    }
    kept.push(css.slice(from, found.index));
    const end = css.indexOf('*/', found.index + 2);
    from = end === -1 ? css.length : end + 2;
    opening.lastIndex = from;
  }
  return [...kept, css.slice(from)].join(' ');
}

/** Where a text in quotes is over: behind its end, or at the end of its line. */
function endOfText(css: string, start: number): number {
  let position = start + 1;
  while (position < css.length && css[position] !== css[start] && css[position] !== '\n')
    position += css[position] === '\\' ? 2 : 1;
  return position + 1;
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

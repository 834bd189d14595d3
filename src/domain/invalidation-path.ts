import type { Result } from './result.ts';

/**
 * A path as CloudFront's CreateInvalidation takes it: a leading slash, at most one `*` and that at the end, and
 * everything that RFC 1738 calls unsafe percent-encoded. Source:
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/invalidation-specifying-objects.html
 */
export function parseInvalidationPath(text: string): Result<string> {
  const mistake = mistakeIn(text);
  if (mistake !== undefined) return { ok: false, reason: mistake };
  const path = encodePath(text.startsWith('/') ? text : `/${text}`);
  const star = path.indexOf('*');
  if (star >= 0 && star < path.length - 1) return { ok: false, reason: 'a * may stand only at its end' };
  if (path.length > 4_000) return { ok: false, reason: 'it is longer than 4,000 characters' };
  return { ok: true, value: path };
}

/** What would be sent as one path that no edge has, and invalidate nothing. */
function mistakeIn(text: string): string | undefined {
  const [path = ''] = text.split('?', 1);
  if (/^[a-z][a-z0-9+.-]*:\/\//i.test(text)) {
    const url = URL.parse(text);
    return `it is a whole address: give its path, ${url ? url.pathname + url.search : 'from the / behind the host on'}`;
  }
  if (/^["'`]|^\[["'/]|^-\s/.test(text)) return 'it has the quotes, brackets or dashes of a list: give one path a line';
  if (text.startsWith('#')) return 'it is a cache tag: give it as one of `tags`, without the #';
  if (/^[\w-]+(?:\.[\w-]+)+\//.test(path)) return 'it may begin with a host: begin a path with /';
  if (path.includes('//')) return 'it has // in it: give one /, or cover such a path by a wildcard before it';
  if (severalNames.test(path))
    return 'it looks like several paths: give one a line, and write a space within one as %20';
  return undefined;
}

/** A name with an ending, and another one behind a space or a comma. */
const severalNames = /\.[a-z][a-z0-9]{0,7}(?:\s|,(?!$))/i;

/** The path of an object's key: nothing in a key is encoded yet. A wildcard covers what no list of paths can hold as it is: a `*`, a comma that would end a path, an empty folder. */
export function invalidationPathOfKey(key: string): string {
  const path = `/${key.toWellFormed().replace(/[%?]|[^\x21-\x7e]|["<>\\^`{|}#~[\]]/gu, encoded)}`;
  const end = path.search(/\*|(?<=\/)\/|,(?=\/|$)|(?<=\.[a-z][a-z0-9]{0,7}),/i);
  return end < 0 ? path : `${path.slice(0, end)}*`;
}

/** Encodes what must not stand in a path as it is, decodes what need not be encoded, and leaves all other escapes. */
function encodePath(path: string): string {
  return path
    .toWellFormed()
    .replace(/%(?![0-9A-Fa-f]{2})|[^\x21-\x7e]|["<>\\^`{|}#~[\]]/gu, encoded)
    .replace(/%[0-9A-Fa-f]{2}/g, (escape) => {
      const character = String.fromCharCode(Number.parseInt(escape.slice(1), 16));
      return /[A-Za-z0-9\-_.]/.test(character) ? character : escape.toUpperCase();
    });
}

/** encodeURIComponent leaves the tilde, which RFC 1738 calls unsafe; CloudFront refuses it as it stands. */
function encoded(character: string): string {
  return character === '~' ? '%7E' : encodeURIComponent(character);
}

/** Whether invalidating `item` forgets everything that invalidating `path` forgets. */
export function coversPath(item: string, path: string): boolean {
  return item.endsWith('*') ? path.startsWith(item.slice(0, -1)) : item === path;
}

/** Sorted, without doubles, and without paths that a wildcard among them covers. */
export function withoutCovered(paths: readonly string[]): readonly string[] {
  const kept: string[] = [];
  let wildcard: string | undefined;
  // What a wildcard covers follows it without a gap once each stands where its own text begins.
  for (const path of [...new Set(paths)].sort(byStem)) {
    if (wildcard !== undefined && path.startsWith(wildcard)) continue;
    kept.push(path);
    if (path.endsWith('*')) wildcard = path.slice(0, -1);
  }
  return kept.sort();
}

/** By the text that a path must begin with; a wildcard before the path of the same text. */
function byStem(a: string, b: string): number {
  const [stemOfA, stemOfB] = [stemOf(a), stemOf(b)];
  if (stemOfA === stemOfB) return b.length - a.length;
  return stemOfA < stemOfB ? -1 : 1;
}

function stemOf(path: string): string {
  return path.endsWith('*') ? path.slice(0, -1) : path;
}

/** At most `max` paths that cover all of these: folders become wildcards, the deepest first, at last `/*`. */
export function collapsePaths(paths: readonly string[], max: number): readonly string[] {
  const all = withoutCovered(paths);
  if (all.length <= max) return all;
  const atDepth = (depth: number) =>
    withoutCovered(all.map((path) => (depthOf(path) > depth ? folderWildcard(path, depth) : path)));
  let [collapsed, tooFlat, tooDeep]: [readonly string[], number, number] = [['/*'], 0, deepest(all) + 1];
  // The flatter, the fewer.
  while (tooDeep - tooFlat > 1) {
    const depth = Math.floor((tooFlat + tooDeep) / 2);
    const found = atDepth(depth);
    if (found.length > max) tooDeep = depth;
    else [collapsed, tooFlat] = [found, depth];
  }
  return collapsed;
}

/** Paths that cover all of these and, a line each, have at most so many bytes. */
export function coveringPaths(paths: readonly string[], maxBytes: number): readonly string[] {
  let covering = withoutCovered(paths);
  for (let bytes = bytesOf(covering); bytes > maxBytes; bytes = bytesOf(covering))
    covering = collapsePaths(covering, Math.floor(covering.length * Math.min(0.9, maxBytes / bytes)));
  return covering;
}

function bytesOf(paths: readonly string[]): number {
  return paths.reduce((sum, path) => sum + Buffer.byteLength(path) + 1, 0);
}

function deepest(paths: readonly string[]): number {
  return paths.reduce((most, path) => Math.max(most, depthOf(path)), 0) - 1;
}

/** `/index.html` has depth 1, `/assets/a.js` 2. */
function depthOf(path: string): number {
  let depth = 0;
  for (let at = path.indexOf('/'); at >= 0; at = path.indexOf('/', at + 1)) depth++;
  return depth;
}

function folderWildcard(path: string, depth: number): string {
  let end = 0;
  for (let passed = 0; passed < depth; passed++) end = path.indexOf('/', end + 1);
  return `${path.slice(0, end)}/*`;
}

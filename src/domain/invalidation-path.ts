import type { Result } from './result.ts';

/**
 * A path as CloudFront's CreateInvalidation takes it: a leading slash, at most one `*` and that at the end, and
 * everything that RFC 1738 calls unsafe percent-encoded. Source:
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/invalidation-specifying-objects.html
 */
export function parseInvalidationPath(text: string): Result<string> {
  const path = encodePath(text.startsWith('/') ? text : `/${text}`);
  const star = path.indexOf('*');
  if (star >= 0 && star < path.length - 1) return { ok: false, reason: 'a * may stand only at its end' };
  if (path.length > 4_000) return { ok: false, reason: 'it is longer than 4,000 characters' };
  return { ok: true, value: path };
}

/** Encodes what must not stand in a path as it is, and leaves what is encoded already. */
function encodePath(path: string): string {
  return path
    .toWellFormed()
    .replace(/%(?![0-9A-Fa-f]{2})|[^\x21-\x7e]|["<>\\^`{|}#]/gu, (character) => encodeURIComponent(character));
}

/** Sorted, without doubles, and without paths that a wildcard among them covers. */
export function withoutCovered(paths: readonly string[]): readonly string[] {
  const unique = [...new Set(paths)].toSorted();
  const wildcards = unique.filter((path) => path.endsWith('*'));
  const covers = (wildcard: string, path: string) => wildcard !== path && path.startsWith(wildcard.slice(0, -1));
  return unique.filter((path) => !wildcards.some((wildcard) => covers(wildcard, path)));
}

/** At most `max` paths that cover all of these: folders become wildcards, the deepest first, at last `/*`. */
export function collapsePaths(paths: readonly string[], max: number): readonly string[] {
  let collapsed = withoutCovered(paths);
  for (let depth = deepest(collapsed); collapsed.length > max && depth > 0; depth--) {
    collapsed = withoutCovered(collapsed.map((path) => (depthOf(path) > depth ? folderWildcard(path, depth) : path)));
  }
  return collapsed.length > max ? ['/*'] : collapsed;
}

function deepest(paths: readonly string[]): number {
  return Math.max(0, ...paths.map(depthOf)) - 1;
}

/** `/index.html` has depth 1, `/assets/a.js` 2. */
function depthOf(path: string): number {
  return path.split('/').length - 1;
}

function folderWildcard(path: string, depth: number): string {
  return `${path
    .split('/')
    .slice(0, depth + 1)
    .join('/')}/*`;
}

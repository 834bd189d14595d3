import { wildmatch } from './wildmatch.ts';

/** One rule of an ignore file. */
export interface IgnorePattern {
  /** Whether it takes back what earlier rules ignore. */
  readonly isNegated: boolean;
  /** Whether it is about this entry. `path` is relative to the folder of the ignore file, in bytes. */
  fits(path: string, isFolder: boolean): boolean;
}

/** Reads one line; undefined where it is no rule. Source: https://git-scm.com/docs/gitignore and https://github.com/git/git/blob/v2.39.5/dir.c */
export function ignorePattern(line: string): IgnorePattern | undefined {
  if (line === '' || line.startsWith('#')) return undefined;
  const written = withoutTrailingBlanks(line);
  const isNegated = written.startsWith('!');
  const whole = isNegated ? written.slice(1) : written;
  const isOfFolders = whole.endsWith('/');
  const pattern = isOfFolders ? whole.slice(0, -1) : whole;
  const matches = pattern.includes('/') ? pathMatcher(pattern) : nameMatcher(pattern, whole);
  return { isNegated, fits: (path, isFolder) => (isFolder || !isOfFolders) && matches(path) };
}

/** Blanks at the end do not count, unless a backslash is before them. */
function withoutTrailingBlanks(line: string): string {
  let end: number | undefined;
  for (let at = 0; at < line.length; at++) {
    if (line[at] === ' ') end ??= at;
    else end = undefined;
    if (line[at] === '\\' && ++at === line.length) return line;
  }
  return line.slice(0, end);
}

type Matcher = (path: string) => boolean;

/** Without a slash, a rule is about names, in whatever folder. */
function nameMatcher(pattern: string, whole: string): Matcher {
  const nameOf = (path: string) => path.slice(path.lastIndexOf('/') + 1);
  if (!hasWildcard(pattern)) return (path) => nameOf(path) === pattern;
  if (pattern.startsWith('*') && !hasWildcard(whole.slice(1))) return (path) => nameOf(path).endsWith(pattern.slice(1));
  return (path) => wildmatch(pattern, nameOf(path));
}

/** What is before the first wildcard is compared by itself, so that asterisks after it stand at a beginning. */
function pathMatcher(pattern: string): Matcher {
  const anchored = pattern.startsWith('/') ? pattern.slice(1) : pattern;
  const wildcard = anchored.search(wildcards);
  if (wildcard < 0) return (path) => path === anchored;
  const [literal, rest] = [anchored.slice(0, wildcard), anchored.slice(wildcard)];
  return (path) => path.startsWith(literal) && wildmatch(rest, path.slice(literal.length));
}

const wildcards = /[*?[\\]/;

function hasWildcard(text: string): boolean {
  return wildcards.test(text);
}

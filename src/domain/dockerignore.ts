import { type Bytes, cleanPath, trimSpace } from './go-text.ts';
import { type IgnorePattern, type MatchedPath, matchedPath, parseIgnorePattern } from './ignore-pattern.ts';
import { imageLimits } from './image-limits.ts';
import type { Result } from './result.ts';

/** Which of the rules matched a path or a folder above it, as far as the builder asked. */
export type Matched = readonly boolean[];

/** What the rules say of one path. */
export interface Verdict {
  readonly isHidden: boolean;
  /** For what is in this folder. */
  readonly matched: Matched;
}

/** What an ignore file keeps from a build. Paths have `/` and are texts of bytes (Latin-1): a name need not be UTF-8. */
export interface IgnoreRules {
  /** Judges a path by itself and by what its folder matched; undefined at the top. A malformed rule is a failure. */
  judge(path: Bytes, above: Matched | undefined): Result<Verdict>;
  /** Whether the builder looks into a folder that is hidden: an exception may be about something in it. */
  entersHidden(folder: Bytes): boolean;
  /** Whether the builder opens a file that it sees, and what was matched there. If not, it gets an empty file. */
  opens(path: Bytes, matched: Matched): boolean;
}

/** No rules: all is visible. */
export const noRules: IgnoreRules = rulesOf([]);

/**
 * Reads an ignore file as BuildKit does, whose rules are those of moby/patternmatcher. Sources:
 * https://docs.docker.com/build/concepts/context/#syntax, https://github.com/moby/patternmatcher/tree/v0.6.1/ignorefile
 */
export function parseDockerignore(bytes: Bytes): Result<IgnoreRules> {
  const lines = bytes.replace(/^\xef\xbb\xbf/, '').split('\n');
  const written = lines
    .map((line) => line.replace(/\r$/, ''))
    .filter((line) => !line.startsWith('#'))
    .map(trimSpace)
    .filter((line) => line !== '');
  if (written.length > imageLimits.ignoreRules)
    return { ok: false, reason: `it has ${written.length} rules, and at most ${imageLimits.ignoreRules} are taken` };
  const patterns: IgnorePattern[] = [];
  for (const line of written) {
    const refused = (reason: string): Result<never> => ({ ok: false, reason: `of its rule ${shown(line)}, ${reason}` });
    if (line.length > imageLimits.ignoreRuleCharacters)
      return refused(`it has more than ${imageLimits.ignoreRuleCharacters} characters`);
    const pattern = parseIgnorePattern(relativeRule(line));
    if (!pattern.ok) return refused(pattern.reason);
    patterns.push(pattern.value);
  }
  return { ok: true, value: rulesOf(patterns) };
}

function shown(line: Bytes): string {
  return Buffer.from(line.slice(0, 100), 'latin1').toString();
}

/** A rule is relative to the context, with a slash before it or not. */
function relativeRule(line: Bytes): Bytes {
  const isException = line.startsWith('!');
  const given = isException ? trimSpace(line.slice(1)) : line;
  const path = given === '' ? '' : cleanPath(given);
  return `${isException ? '!' : ''}${path.length > 1 && path.startsWith('/') ? path.slice(1) : path}`;
}

function rulesOf(patterns: readonly IgnorePattern[]): IgnoreRules {
  const exceptions = patterns.filter(({ isException }) => isException);
  const folders = exceptions.map(({ text }) => text.replace(/\/\*\*$/, '').replace(/\/\*$/, ''));
  const firstException = patterns.findIndex(({ isException }) => isException);
  // Only where a rule hides again what an exception showed do the walk and the opening of files differ.
  const isMixed = firstException >= 0 && patterns.slice(firstException).some(({ isException }) => !isException);
  const isShownByException = (matched: Matched) =>
    patterns.some(({ isException }, index) => isException && matched[index]);
  const areNames = !folders.some((text) => /[*[\]?^\\]/.test(text));
  return {
    judge: (path, above) => judge(patterns, matchedPath(path), above),
    entersHidden: (folder) => !areNames || folders.some((text) => `${text}/`.startsWith(`${folder}/`)),
    opens: (path, matched) => !isMixed || !isShownByException(matched) || !isHiddenByLastMatch(patterns, path),
  };
}

/**
 * Follows MatchesUsingParentResults. A rule that would change nothing is not asked, and then counts as not matched for all
 * that is below: the last rule that matches a folder above a path does not always decide.
 */
function judge(patterns: readonly IgnorePattern[], path: MatchedPath, above: Matched | undefined): Result<Verdict> {
  let isHidden = false;
  const matched: boolean[] = [];
  for (const pattern of patterns) {
    const matchedAbove = above?.[matched.length] === true;
    const isAsked = !matchedAbove && pattern.isException === isHidden;
    if (isAsked && pattern.malformed !== undefined)
      return { ok: false, reason: `of its rule ${shown(pattern.text)}, ${pattern.malformed}` };
    const isMatch = matchedAbove || (isAsked && pattern.matches(path));
    matched.push(isMatch);
    if (isMatch) isHidden = !pattern.isException;
  }
  return { ok: true, value: { isHidden, matched } };
}

/** Follows MatchesOrParentMatches, by which the builder opens files. */
function isHiddenByLastMatch(patterns: readonly IgnorePattern[], path: Bytes): boolean {
  const parts = path.split('/');
  const paths = parts.map((_, index) => matchedPath(parts.slice(0, index + 1).join('/'))).toReversed();
  const last = patterns.findLast(({ matches }) => paths.some((each) => matches(each)));
  return last?.isException === false;
}

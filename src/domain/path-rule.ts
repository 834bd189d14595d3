import { imageLimits } from './image-limits.ts';
import type { Result } from './result.ts';

/** Whether a rule matches a path, or a folder above it. */
export type PathRule = (path: string) => boolean;

/**
 * Parses a rule of a .dockerignore. It is matched by following all its possible readings at once, character by character:
 * a regular expression would try them one after the other: with ten `*` in a rule, for ever.
 */
export function parsePathRule(text: string): Result<PathRule> {
  if (text.length > imageLimits.ignoreRuleCharacters)
    return { ok: false, reason: `it has more than ${imageLimits.ignoreRuleCharacters} characters` };
  const pattern = plainPattern(text);
  const tokens = parseTokens(pattern);
  if (!tokens) return { ok: false, reason: 'a [ is not closed' };
  if (tokens.every((token) => typeof token === 'string')) {
    const name = tokens.join('');
    return { ok: true, value: (path) => path === name || path.startsWith(`${name}/`) };
  }
  return { ok: true, value: matcher(tokens) };
}

/** Without `.`, `..`, doubled slashes and those at both ends: as Go's `filepath.Clean` leaves it. */
function plainPattern(text: string): string {
  const parts: string[] = [];
  for (const part of text.split('/')) {
    if (part === '..' && parts.length > 0 && parts.at(-1) !== '..') parts.pop();
    else if (part !== '' && part !== '.' && !(part === '..' && text.startsWith('/'))) parts.push(part);
  }
  return parts.join('/') || '.';
}

/** A character; or a wildcard for one or several. */
type Token =
  | string
  /** `?`: any character but a slash. */
  | { readonly kind: 'any' }
  /** `[a-z]` */
  | { readonly kind: 'class'; readonly isNegated: boolean; readonly ranges: readonly (readonly [string, string])[] }
  /** `*`: any characters but slashes. */
  | { readonly kind: 'name' }
  /** `**` before something: nothing, or any folders. */
  | { readonly kind: 'folders' }
  /** `**` at the end: anything. */
  | { readonly kind: 'rest' };

function parseTokens(pattern: string): readonly Token[] | undefined {
  const characters = pattern.split('');
  const tokens: Token[] = [];
  for (let at = 0; at < characters.length; at++) {
    const character = characters[at] ?? '';
    if (character === '*' && characters[at + 1] === '*') {
      at += characters[at + 2] === '/' ? 2 : 1;
      tokens.push(at + 1 < characters.length ? { kind: 'folders' } : { kind: 'rest' });
    } else if (character === '*') tokens.push({ kind: 'name' });
    else if (character === '?') tokens.push({ kind: 'any' });
    else if (character === '\\' && at + 1 < characters.length) tokens.push(characters[++at] ?? '');
    else if (character === '[') {
      const end = characters.indexOf(']', at + 2);
      if (end < 0) return undefined;
      tokens.push(classOf(characters.slice(at + 1, end)));
      at = end;
    } else tokens.push(character);
  }
  return tokens;
}

function classOf(inside: readonly string[]): Token {
  const isNegated = inside[0] === '^';
  const members = isNegated ? inside.slice(1) : inside;
  const ranges: [string, string][] = [];
  for (let at = 0; at < members.length; at++) {
    const first = members[at] === '\\' ? (members[++at] ?? '') : (members[at] ?? '');
    const isRange = members[at + 1] === '-' && at + 2 < members.length;
    ranges.push([first, isRange ? (members[(at += 2)] ?? '') : first]);
  }
  return { kind: 'class', isNegated, ranges };
}

/** A state is the index of a token, doubled; its odd neighbour is reached inside the folders that `**` matches. */
function matcher(tokens: readonly Token[]): PathRule {
  const end = tokens.length * 2;
  const foundAt = new Int32Array(end + 1);
  return (path) => {
    foundAt.fill(-1);
    let states: number[] = [];
    reach(0, -2, states);
    for (let at = 0; at < path.length; at++) {
      const character = path.charAt(at);
      if (character === '/' && states.includes(end)) return true;
      const next: number[] = [];
      for (const state of states) step(state, character, at, next);
      if (next.length === 0) return false;
      states = next;
    }
    return states.includes(end);
  };

  /** Adds a state, once at each place, and those that are reached when `*` and `**` match nothing. */
  function reach(from: number, at: number, states: number[]): void {
    for (let state = from; foundAt[state] !== at; state += 2) {
      foundAt[state] = at;
      states.push(state);
      const token = tokens[state >> 1];
      if (typeof token !== 'object' || token.kind === 'any' || token.kind === 'class' || (state & 1) === 1) return;
    }
  }

  /** Adds the states that follow one when a character is read. */
  function step(state: number, character: string, at: number, next: number[]): void {
    const token = tokens[state >> 1];
    if (token === undefined) return;
    const isOneName = character !== '/';
    const following = (state | 1) + 1;
    if (typeof token === 'string') {
      if (token === character) reach(following, at, next);
      return;
    }
    switch (token.kind) {
      case 'any':
        return isOneName ? reach(following, at, next) : undefined;
      case 'class':
        return isIn(token, character) ? reach(following, at, next) : undefined;
      case 'name':
        return isOneName ? reach(state, at, next) : undefined;
      case 'folders':
        reach(state | 1, at, next);
        return isOneName ? undefined : reach(following, at, next);
      case 'rest':
        return reach(state, at, next);
    }
  }
}

function isIn({ ranges, isNegated }: Extract<Token, { kind: 'class' }>, character: string): boolean {
  return ranges.some(([first, last]) => first <= character && character <= last) !== isNegated;
}

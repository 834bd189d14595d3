import { lookUp } from './character-class.ts';

/**
 * Whether a pattern fits a whole path. `*`, `?` and classes stay within a name; a `**` between slashes, or at an end, goes over
 * several. Text and pattern are bytes, a character each. Source: https://github.com/git/git/blob/v2.39.5/wildmatch.c
 */
export function wildmatch(pattern: string, text: string): boolean {
  return fits(0, 0, { pattern, text, failed: new Set() });
}

interface Match {
  readonly pattern: string;
  readonly text: string;
  /** Pairs of places that were tried in vain, so that many asterisks do not take for ever. */
  readonly failed: Set<number>;
}

function fits(fromPattern: number, fromText: number, match: Match): boolean {
  const { pattern, text } = match;
  let [p, t] = [fromPattern, fromText];
  for (; p < pattern.length; p++, t++) {
    if (pattern[p] === '*') return fitsAsterisk(p, t, match);
    const character = text[t];
    if (character === undefined) return false;
    if (pattern[p] === '[') {
      const found = lookUp(pattern, p, character);
      if (!found?.matches || character === '/') return false;
      p = found.end;
    } else if (pattern[p] === '?') {
      if (character === '/') return false;
    } else if (character !== pattern[pattern[p] === '\\' ? ++p : p]) return false;
  }
  return t === text.length;
}

function fitsAsterisk(start: number, from: number, match: Match): boolean {
  const { pattern, text, failed } = match;
  let next = start;
  while (pattern[next] === '*') next++;
  const crosses = next - start > 1 && isBetweenSlashes(pattern, start, next);
  if (crosses && pattern[next] === '/' && attempt(next + 1, from, match)) return true;
  if (next === pattern.length) return crosses || !text.includes('/', from);
  if (!crosses && pattern[next] === '/') {
    const slash = text.indexOf('/', from);
    return slash >= 0 && attempt(next, slash, match);
  }
  for (let t = from; t < text.length; t++) {
    if (attempt(next, t, match)) return true;
    if (!crosses && text[t] === '/') break;
  }
  return false;

  function attempt(p: number, t: number, within: Match): boolean {
    const key = p * (text.length + 1) + t;
    if (failed.has(key)) return false;
    if (fits(p, t, within)) return true;
    failed.add(key);
    return false;
  }
}

function isBetweenSlashes(pattern: string, start: number, next: number): boolean {
  const after = pattern[next];
  const ends = after === undefined || after === '/' || (after === '\\' && pattern[next + 1] === '/');
  return ends && (start === 0 || pattern[start - 1] === '/');
}

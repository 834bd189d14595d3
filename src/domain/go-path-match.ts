import { type Bytes, runeAt, runeError } from './go-text.ts';

/**
 * What Go's `filepath.Match(pattern, ".")` says against a pattern, which the builder asks first; undefined where it says
 * nothing. It reads a pattern up to the part that does not match, so what comes later may be malformed.
 * Source: https://cs.opensource.google/go/go/+/refs/tags/go1.24.0:src/path/filepath/match.go
 */
export function patternProblem(pattern: Bytes): string | undefined {
  let name = '.';
  let rest = pattern;
  while (rest.length > 0) {
    const isAnything = rest.startsWith('*');
    const end = chunkEnd(rest.replace(/^\*+/, ''));
    const chunk = rest.replace(/^\*+/, '').slice(0, end);
    rest = rest.replace(/^\*+/, '').slice(end);
    if (isAnything && chunk === '') return undefined;
    const left = matchChunk(chunk, name);
    if (left.problem !== undefined) return left.problem;
    const skipped = isAnything && left.name === undefined && name !== '' ? matchChunk(chunk, '') : left;
    if (skipped.name === undefined || (skipped.name !== '' && rest === '')) return undefined;
    name = skipped.name;
  }
  return undefined;
}

/** Where the next `*` stands that is in no class. */
function chunkEnd(pattern: Bytes): number {
  let isInClass = false;
  for (let at = 0; at < pattern.length; at++) {
    const character = pattern[at];
    if (character === '\\') at++;
    else if (character === '[') isInClass = true;
    else if (character === ']') isInClass = false;
    else if (character === '*' && !isInClass) return at;
  }
  return pattern.length;
}

/** What is left of the name behind a match; undefined without one. */
interface Left {
  readonly name: Bytes | undefined;
  readonly problem?: string;
}

/** The name has one byte, or none. */
function matchChunk(chunk: Bytes, name: Bytes): Left {
  let left: Bytes | undefined = name;
  for (let at = 0; at < chunk.length; at++) {
    const first: number | undefined = left === undefined || left === '' ? undefined : left.charCodeAt(0);
    let isMatch: boolean = first !== undefined;
    if (chunk[at] === '[') {
      const found = classAt(chunk, at + 1, first ?? -1);
      if (!found) return { name: undefined, problem: 'a [ is not closed' };
      isMatch &&= found.isMatch;
      at = found.end;
    } else if (chunk[at] !== '?') {
      if (chunk[at] === '\\') at++;
      if (at >= chunk.length) return { name: undefined, problem: 'nothing follows its last \\' };
      isMatch &&= chunk.charCodeAt(at) === first;
    }
    left = isMatch ? left?.slice(1) : undefined;
  }
  return { name: left };
}

function classAt(
  chunk: Bytes,
  from: number,
  rune: number,
): { readonly end: number; readonly isMatch: boolean } | undefined {
  const isNegated = chunk[from] === '^';
  let isMatch = false;
  for (let at = isNegated ? from + 1 : from, ranges = 0; ; ranges++) {
    if (ranges > 0 && chunk[at] === ']') return { end: at, isMatch: isMatch !== isNegated };
    const low = memberAt(chunk, at);
    const high = low && chunk[low.next] === '-' ? memberAt(chunk, low.next + 1) : low;
    if (!low || !high) return undefined;
    isMatch ||= low.rune <= rune && rune <= high.rune;
    at = high.next;
  }
}

function memberAt(chunk: Bytes, from: number): { readonly rune: number; readonly next: number } | undefined {
  if (chunk[from] === '-' || chunk[from] === ']') return undefined;
  const at = chunk[from] === '\\' ? from + 1 : from;
  if (at >= chunk.length) return undefined;
  const { rune, length } = runeAt(chunk, at);
  const isInvalid = rune === runeError && length === 1;
  return isInvalid || at + length >= chunk.length ? undefined : { rune, next: at + length };
}

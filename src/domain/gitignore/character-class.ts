/** What a bracket expression makes of a character, and where the pattern goes on; undefined where the expression has no end. */
export interface ClassVerdict {
  readonly matches: boolean;
  /** Of the closing bracket. */
  readonly end: number;
}

/**
 * Looks a character up in the bracket expression that begins at `start`, as Git reads it: `[a-z]`, `[!a]`, `[^a]`, `[[:digit:]]`,
 * with backslashes as escapes. Source: https://github.com/git/git/blob/v2.39.5/wildmatch.c
 */
export function lookUp(pattern: string, start: number, character: string): ClassVerdict | undefined {
  let at = start + 1;
  const isNegated = pattern[at] === '!' || pattern[at] === '^';
  if (isNegated) at++;
  let matched = false;
  let previous = '';
  for (let first = true; first || pattern[at] !== ']'; first = false) {
    const item = itemAt(pattern, at, previous);
    if (!item) return undefined;
    if (item.has(character)) matched = true;
    previous = item.previous;
    at = item.next;
  }
  return { matches: matched !== isNegated, end: at };
}

interface Item {
  has(character: string): boolean;
  /** What a following `-` begins a range with. */
  readonly previous: string;
  readonly next: number;
}

function itemAt(pattern: string, at: number, previous: string): Item | undefined {
  const character = pattern[at];
  if (character === undefined) return undefined;
  if (character === '\\') return single(pattern[at + 1], at + 2);
  const end = pattern[at + 1];
  if (character === '-' && previous !== '' && end !== undefined && end !== ']') return range(pattern, at, previous);
  return character === '[' && end === ':' ? named(pattern, at) : single(character, at + 1);
}

function single(character: string | undefined, next: number): Item | undefined {
  return character === undefined ? undefined : { has: (other) => other === character, previous: character, next };
}

function range(pattern: string, at: number, from: string): Item | undefined {
  const escaped = pattern[at + 1] === '\\';
  const to = pattern[at + (escaped ? 2 : 1)];
  if (to === undefined) return undefined;
  return { has: (other) => from <= other && other <= to, previous: '', next: at + (escaped ? 3 : 2) };
}

function named(pattern: string, at: number): Item | undefined {
  const end = pattern.indexOf(']', at + 2);
  if (end < 0) return undefined;
  if (end < at + 3 || pattern[end - 1] !== ':') return single('[', at + 1);
  const members = classes.get(pattern.slice(at + 2, end - 1));
  return members && { has: (other) => members.test(other), previous: '', next: end + 1 };
}

/** Of ASCII alone, as in Git's own tables. */
const classes: ReadonlyMap<string, RegExp> = new Map([
  ['alnum', /^[A-Za-z0-9]$/],
  ['alpha', /^[A-Za-z]$/],
  ['blank', /^[ \t]$/],
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the class of control characters
  ['cntrl', /^[\x00-\x1f\x7f]$/],
  ['digit', /^[0-9]$/],
  ['graph', /^[!-~]$/],
  ['lower', /^[a-z]$/],
  ['print', /^[ -~]$/],
  ['punct', /^[!-/:-@[-`{-~]$/],
  ['space', /^[ \t\n\r]$/],
  ['upper', /^[A-Z]$/],
  ['xdigit', /^[A-Fa-f0-9]$/],
]);

/** Whether a class has a code point. */
export type CharacterClass = (rune: number) => boolean;

type Range = readonly [first: number, last: number];

const digit: readonly Range[] = [[0x30, 0x39]];
const space: readonly Range[] = [[0x09, 0x0a], [0x0c, 0x0d], [0x20, 0x20]]; // biome-ignore format: one line
const lower: readonly Range[] = [[0x61, 0x7a]];
const upper: readonly Range[] = [[0x41, 0x5a]];
const letter = [...upper, ...lower];
const word = [...digit, ...letter, [0x5f, 0x5f] as const];

const perlGroups: Readonly<Record<string, readonly Range[]>> = { d: digit, s: space, w: word };

/** `\d`, `\S` and their kind by their letter; undefined for any other one. https://pkg.go.dev/regexp/syntax */
export function perlClass(name: string): CharacterClass | undefined {
  const ranges = perlGroups[name.toLowerCase()];
  if (!ranges) return undefined;
  const isNegated = name !== name.toLowerCase();
  return (rune) => isIn(ranges, rune) !== isNegated;
}

const posixGroups: Readonly<Record<string, readonly Range[]>> = {
  alnum: [...digit, ...letter],
  alpha: letter,
  ascii: [[0x00, 0x7f]],
  blank: [[0x09, 0x09], [0x20, 0x20]], // biome-ignore format: one line
  cntrl: [[0x00, 0x1f], [0x7f, 0x7f]], // biome-ignore format: one line
  digit,
  graph: [[0x21, 0x7e]],
  lower,
  print: [[0x20, 0x7e]],
  punct: [[0x21, 0x2f], [0x3a, 0x40], [0x5b, 0x60], [0x7b, 0x7e]], // biome-ignore format: one line
  space: [[0x09, 0x0d], [0x20, 0x20]], // biome-ignore format: one line
  upper,
  word,
  xdigit: [...digit, [0x41, 0x46], [0x61, 0x66]],
};

function isIn(ranges: readonly Range[], rune: number): boolean {
  return ranges.some(([first, last]) => first <= rune && rune <= last);
}

interface ParsedClass {
  readonly matches: CharacterClass;
  /** Where the text goes on after the class. */
  readonly next: number;
}

/** Reads a class from behind its `[`, or says why it is none. */
export function parseCharacterClass(characters: readonly string[], from: number): ParsedClass | string {
  const isNegated = characters[from] === '^';
  const members: CharacterClass[] = [];
  let at = from + (isNegated ? 1 : 0);
  for (let isFirst = true; characters[at] !== ']' || isFirst; isFirst = false) {
    const member = parseMember(characters, at);
    if (typeof member === 'string') return member;
    members.push(member.matches);
    at = member.next;
  }
  return { matches: (rune) => members.some((matches) => matches(rune)) !== isNegated, next: at + 1 };
}

function parseMember(characters: readonly string[], at: number): ParsedClass | string {
  if (characters[at] === '[' && characters[at + 1] === ':') {
    const posix = parsePosix(characters, at + 2);
    if (posix) return posix;
  }
  if (characters[at] === '\\') {
    const group = perlClass(characters[at + 1] ?? '');
    if (group) return { matches: group, next: at + 2 };
  }
  const low = parseCharacter(characters, at);
  if (typeof low === 'string') return low;
  const isRange = characters[low.next] === '-' && low.next + 1 < characters.length && characters[low.next + 1] !== ']';
  const high = isRange ? parseCharacter(characters, low.next + 1) : low;
  if (typeof high === 'string') return high;
  if (high.rune < low.rune) return 'a range in a [ ] ends before it begins';
  return { matches: (rune) => low.rune <= rune && rune <= high.rune, next: high.next };
}

/** `[:alpha:]` from behind its `[:`; undefined where it is not closed, and so none. */
function parsePosix(characters: readonly string[], from: number): ParsedClass | string | undefined {
  let end = from;
  while (end < characters.length && !(characters[end] === ':' && characters[end + 1] === ']')) end++;
  if (end >= characters.length) return undefined;
  const name = characters.slice(from, end).join('');
  const isNegated = name.startsWith('^');
  const ranges = posixGroups[isNegated ? name.slice(1) : name];
  if (!ranges) return `there is no class [:${name}:]`;
  return { matches: (rune) => isIn(ranges, rune) !== isNegated, next: end + 2 };
}

interface ParsedRune {
  readonly rune: number;
  readonly next: number;
}

function parseCharacter(characters: readonly string[], at: number): ParsedRune | string {
  const character = characters[at];
  if (character === undefined) return 'a [ is not closed';
  return character === '\\' ? parseEscape(characters, at) : { rune: character.codePointAt(0) ?? 0, next: at + 1 };
}

const controls: Readonly<Record<string, number>> = { a: 0x07, f: 0x0c, n: 0x0a, r: 0x0d, t: 0x09, v: 0x0b };

/** Reads what a backslash begins, or says why it begins nothing. */
export function parseEscape(characters: readonly string[], at: number): ParsedRune | string {
  const escaped = characters[at + 1];
  const none = `\\${escaped ?? ''} has no meaning`;
  if (escaped === undefined) return none;
  const control = controls[escaped];
  if (control !== undefined) return { rune: control, next: at + 2 };
  const rest = characters.slice(at + 1, at + 4).join('');
  const octal = /^(?:[1-7][0-7]{1,2}|0[0-7]{0,2})/.exec(rest)?.[0];
  if (octal !== undefined) return { rune: Number.parseInt(octal, 8), next: at + 1 + octal.length };
  if (/^x[0-9A-Fa-f]{2}/.test(rest)) return { rune: Number.parseInt(rest.slice(1), 16), next: at + 4 };
  const rune = escaped.codePointAt(0) ?? 0;
  return rune < 0x80 && !/[0-9A-Za-z]/.test(escaped) ? { rune, next: at + 2 } : none;
}

import { type CharacterClass, parseCharacterClass, parseEscape, perlClass } from './go-character-class.ts';
import { type Instruction, optional, repeated } from './go-expression-program.ts';

export interface Atom {
  /** Of which a repetition would take the last one. */
  readonly parts: readonly (readonly Instruction[])[];
  /** Whether it may not be repeated, since it is a repetition itself. */
  readonly isRepetition: boolean;
  /** Where the text goes on after it. */
  readonly next: number;
}

/** The atom that begins at a character, or why there is none. */
export function parseAtom(characters: readonly string[], at: number): Atom | string {
  const character = characters[at] ?? '';
  if (character === '(' && characters.slice(at, at + 6).join('') === '(.*/)?')
    return { parts: [folders], isRepetition: true, next: at + 6 };
  switch (character) {
    case '^':
      return assertion((before) => before === undefined, at + 1);
    case '$':
      return assertion((_, after) => after === undefined, at + 1);
    case '.':
      return one(isNoNewline, at + 1);
    case '[': {
      const parsed = parseCharacterClass(characters, at + 1);
      return typeof parsed === 'string' ? parsed : one(parsed.matches, parsed.next);
    }
    case '\\':
      return parseEscaped(characters, at);
    default:
      return one(isCharacter(character), at + 1);
  }
}

function parseEscaped(characters: readonly string[], at: number): Atom | string {
  const escaped = characters[at + 1] ?? '';
  const special = assertions.get(escaped);
  if (special) return assertion(special, at + 2);
  if (escaped === 'Q') return quoted(characters, at + 2);
  const group = perlClass(escaped);
  if (group) return one(group, at + 2);
  const parsed = parseEscape(characters, at);
  return typeof parsed === 'string' ? parsed : one((rune) => rune === parsed.rune, parsed.next);
}

/** `\Q…\E`: all in between stands for itself. */
function quoted(characters: readonly string[], from: number): Atom {
  let end = from;
  while (end < characters.length && !(characters[end] === '\\' && characters[end + 1] === 'E')) end++;
  const parts = characters
    .slice(from, end)
    .map((character) => [{ op: 'rune', matches: isCharacter(character) } as const]);
  return { parts, isRepetition: false, next: Math.min(end + 2, characters.length) };
}

function one(matches: CharacterClass, next: number): Atom {
  return { parts: [[{ op: 'rune', matches }]], isRepetition: false, next };
}

type Assertion = Extract<Instruction, { op: 'assert' }>['holds'];

function assertion(holds: Assertion, next: number): Atom {
  return { parts: [[{ op: 'assert', holds }]], isRepetition: false, next };
}

const isWord = (rune: number | undefined) => rune !== undefined && /^\w$/.test(String.fromCodePoint(rune));

const assertions: ReadonlyMap<string, Assertion> = new Map<string, Assertion>([
  ['A', (before) => before === undefined],
  ['z', (_, after) => after === undefined],
  ['b', (before, after) => isWord(before) !== isWord(after)],
  ['B', (before, after) => isWord(before) === isWord(after)],
]);

function isCharacter(character: string): CharacterClass {
  const wanted = character.codePointAt(0);
  return (rune) => rune === wanted;
}

function isNoNewline(rune: number): boolean {
  return rune !== 0x0a;
}

/** `(.*\/)?` */
const folders = optional([
  ...repeated([{ op: 'rune', matches: isNoNewline }], 0, -1),
  { op: 'rune', matches: (rune) => rune === 0x2f },
]);

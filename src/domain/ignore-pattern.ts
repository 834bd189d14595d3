import { parseExpression } from './go-expression.ts';
import { patternProblem } from './go-path-match.ts';
import { type Bytes, cleanPath, runesOf, trimSpace } from './go-text.ts';
import type { Result } from './result.ts';

/** A path that patterns are compared with: its bytes, and its code points for those that need them. */
export interface MatchedPath {
  readonly bytes: Bytes;
  readonly runes: () => readonly number[];
}

export function matchedPath(bytes: Bytes): MatchedPath {
  let runes: readonly number[] | undefined;
  return {
    bytes,
    runes: () => {
      runes ??= runesOf(bytes);
      return runes;
    },
  };
}

/** One rule of an ignore file. */
export interface IgnorePattern {
  /** `!`: what it matches is visible again. */
  readonly isException: boolean;
  /** The rule without its `!`. */
  readonly text: Bytes;
  /** Whether it matches this path itself; a folder above it is another question. */
  readonly matches: (path: MatchedPath) => boolean;
  /** Why the builder would refuse it, when it comes to compare a path with it. */
  readonly malformed: string | undefined;
}

/** Reads a rule as patternmatcher.New does. Source: https://github.com/moby/patternmatcher/blob/v0.6.1/patternmatcher.go */
export function parseIgnorePattern(line: Bytes): Result<IgnorePattern> {
  const whole = cleanPath(trimSpace(line));
  if (whole === '!') return { ok: false, reason: 'there is nothing behind its !' };
  const isException = whole.startsWith('!');
  const text = isException ? whole.slice(1) : whole;
  const problem = patternProblem(text);
  if (problem !== undefined) return { ok: false, reason: problem };
  const { matches, malformed } = compile(text);
  return { ok: true, value: { isException, text, matches, malformed } };
}

type Compiled = Pick<IgnorePattern, 'matches' | 'malformed'>;

/** How a pattern is compared: as it stands, by its beginning, by its end, or as an expression. */
type Kind = 'exact' | 'prefix' | 'suffix' | 'expression';

/**
 * The characters of expressions that the builder escapes. It means to escape `|`, `{` and `}` as well, but its bitmap has no
 * place for them, so they keep their meaning: https://github.com/moby/patternmatcher/blob/v0.6.1/patternmatcher.go#L22
 */
const escaped = new Set([...'.+()$']);
const anyName = '[^/]*';
const anyFolders = '(.*/)?';

/** Follows Pattern.compile line by line: what looks odd here is odd there, and decides what a build gets. */
function compile(text: Bytes): Compiled {
  const runes = runesOf(text);
  // Its scanner leaves out a byte order mark.
  const characters = (runes[0] === 0xfeff ? runes.slice(1) : runes).map((rune) => String.fromCodePoint(rune));
  let expression = '^';
  let kind: Kind = 'exact';
  for (let at = 0, count = 0; at < characters.length; count++) {
    const character = characters[at++] ?? '';
    if (character === '*' && characters[at] === '*') {
      at += characters[at + 1] === '/' ? 2 : 1;
      if (at < characters.length) {
        expression += anyFolders;
        kind = 'expression';
      } else if (kind === 'exact') kind = 'prefix';
      else {
        expression += '.*';
        kind = 'expression';
      }
      if (count === 0) kind = 'suffix';
    } else if (character === '*' || character === '?') {
      expression += character === '*' ? anyName : '[^/]';
      kind = 'expression';
    } else if (escaped.has(character)) expression += `\\${character}`;
    else if (character === '\\') {
      if (at < characters.length) kind = 'expression';
      expression += `\\${characters[at++] ?? ''}`;
    } else {
      expression += character;
      if (character === '[' || character === ']') kind = 'expression';
    }
  }
  return compared(kind, text, `${expression}$`);
}

function compared(kind: Kind, text: Bytes, expression: string): Compiled {
  const wellFormed = (matches: IgnorePattern['matches']) => ({ matches, malformed: undefined });
  switch (kind) {
    case 'exact':
      return wellFormed(({ bytes }) => bytes === text);
    case 'prefix': {
      const prefix = text.slice(0, -2);
      return wellFormed(({ bytes }) => bytes.startsWith(prefix));
    }
    case 'suffix': {
      const suffix = text.slice(2);
      return wellFormed(({ bytes }) => bytes.endsWith(suffix) || (suffix[0] === '/' && bytes === suffix.slice(1)));
    }
    case 'expression': {
      const parsed = parseExpression(expression);
      if (!parsed.ok) return { matches: () => false, malformed: parsed.reason };
      const { head, tail } = fixedEnds(text);
      return wellFormed(({ bytes, runes }) => bytes.startsWith(head) && bytes.endsWith(tail) && parsed.value(runes()));
    }
  }
}

/** What all that matches begins and ends with: most paths need no closer look. Empty where a rule is not of the plain kind. */
function fixedEnds(text: Bytes): { readonly head: Bytes; readonly tail: Bytes } {
  if (!/^[ -~]*$/.test(text) || /[\\[\]|{}^]/.test(text)) return { head: '', tail: '' };
  const head = /^[^*?]*/.exec(text)?.[0] ?? '';
  const tail = text.slice(1 + Math.max(text.lastIndexOf('*'), text.lastIndexOf('?')));
  // `**` may stand for nothing together with the slash behind it.
  return { head, tail: text.endsWith(`**${tail}`) ? tail.replace(/^\//, '') : tail };
}

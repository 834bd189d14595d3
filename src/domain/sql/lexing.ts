import type { Token } from './token.ts';

/** A token of one kind that reaches up to before `end`; an `end` of -1 means that the text ends first. */
export function token(kind: Token['kind'], text: string, start: number, end: number): Token {
  return end < 0 ? { kind: 'unclosed', start, end: text.length } : { kind, start, end };
}

/** The end of what matches at a position, or the position itself. `pattern` is sticky. */
export function matchEnd(pattern: RegExp, text: string, at: number): number {
  pattern.lastIndex = at;
  return pattern.test(text) ? pattern.lastIndex : at;
}

/** The end of a quoted text that begins at `start`; inside, a quote is doubled or escaped by a backslash. */
export function quoteEnd(text: string, start: number, backslashEscapes: boolean): number {
  const quote = text.charCodeAt(start);
  for (let at = start + 1; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === backslash && backslashEscapes) at++;
    else if (code === quote) {
      if (text.charCodeAt(at + 1) !== quote) return at + 1;
      at++;
    }
  }
  return -1;
}

const backslash = 0x5c;

/** The kinds of ASCII characters: a file of 100 MB has some 30 million tokens, so they are not looked up by expressions. */
const [blankKind, wordKind] = [1, 2] as const;
const kinds = Uint8Array.from({ length: 128 }, (_, code) => {
  const character = String.fromCharCode(code);
  return /[ \t\n\v\f\r]/.test(character) ? blankKind : /\w/.test(character) ? wordKind : 0;
});

/** The end of the white space at a position, or the position itself. */
export function blankEnd(text: string, start: number): number {
  let at = start;
  while (kinds[text.charCodeAt(at)] === blankKind) at++;
  return at;
}

/** Whether a word goes on with this character: a letter, a digit, `_`, or anything beyond ASCII. */
export function isWordCode(code: number): boolean {
  return code > 127 || kinds[code] === wordKind;
}

export function isBlankCode(code: number): boolean {
  return kinds[code] === blankKind;
}

/** The end of the word at a position, or the position itself; `alsoWithin` is a further character behind its first. */
export function wordEnd(text: string, start: number, alsoWithin?: number): number {
  if (!isWordCode(text.charCodeAt(start))) return start;
  let at = start + 1;
  for (let code = text.charCodeAt(at); isWordCode(code) || code === alsoWithin; code = text.charCodeAt(at)) at++;
  return at;
}

/** The end of a line comment: before its line break. */
export function lineEnd(text: string, start: number): number {
  const end = text.indexOf('\n', start);
  return end < 0 ? text.length : end;
}

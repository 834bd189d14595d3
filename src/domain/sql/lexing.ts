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
  const quote = text[start];
  for (let at = start + 1; at < text.length; at++) {
    if (backslashEscapes && text[at] === '\\') at++;
    else if (text[at] === quote) {
      if (text[at + 1] !== quote) return at + 1;
      at++;
    }
  }
  return -1;
}

/** The end of a line comment: before its line break. */
export function lineEnd(text: string, start: number): number {
  const end = text.indexOf('\n', start);
  return end < 0 ? text.length : end;
}

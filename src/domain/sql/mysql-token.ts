import { blankEnd, lineEnd, matchEnd, quoteEnd, token, wordEnd } from './lexing.ts';
import type { Token } from './token.ts';

/**
 * The token of MySQL or MariaDB at a position. Quotes take backslash escapes unless the sql_mode has NO_BACKSLASH_ESCAPES.
 * Source: https://dev.mysql.com/doc/refman/8.4/en/comments.html and …/string-literals.html
 */
export function mysqlToken(text: string, start: number, backslashes = true): Token {
  return tokenWithin({ depth: 0, backslashes }, text, start);
}

/** Where a token is. */
interface Within {
  /** The number of executable comments that it is in. */
  readonly depth: number;
  readonly backslashes: boolean;
}

function tokenWithin(within: Within, text: string, start: number): Token {
  const space = blankEnd(text, start);
  if (space > start) return token('gap', text, start, space);
  if (isLineComment(text, start)) return token('gap', text, start, lineEnd(text, start));
  if (text.startsWith('/*', start)) return blockComment(within, text, start);
  const first = text[start];
  if (first === "'" || first === '"') return token('string', text, start, quoteEnd(text, start, within.backslashes));
  if (first === '`') return token('name', text, start, quoteEnd(text, start, false));
  // Without `$`: it may be part of a name, but is also a usual DELIMITER directly after END.
  const word = wordEnd(text, start);
  return word > start ? token('word', text, start, word) : token('symbol', text, start, start + 1);
}

/** `#`, or `--` before white space, a control character or the end: `5--2` is arithmetic. */
function isLineComment(text: string, start: number): boolean {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: MySQL takes control characters behind `--`
  return text[start] === '#' || matchEnd(/--(?=[\x00-\x20]|$)/y, text, start) > start;
}

function blockComment(within: Within, text: string, start: number): Token {
  if (executableStart(text, start) > start) return executable(within, text, start);
  const close = text.indexOf('*/', start + 2);
  return token('gap', text, start, close < 0 ? -1 : close + 2);
}

/** Where the SQL of an executable comment begins, after `/*!` or `/*M!` and the version; `start` itself where there is none. */
export function executableStart(text: string, start: number): number {
  return matchEnd(/\/\*M?!\d*/y, text, start);
}

/** Each level is read once more by the outer one. */
const maxNesting = 8;

/** An executable comment: quotes and comments inside it may hold its end mark. */
function executable({ depth, backslashes }: Within, text: string, start: number): Token {
  if (depth === maxNesting) return token('nested', text, start, text.length);
  for (let at = executableStart(text, start); at < text.length; ) {
    if (text.startsWith('*/', at)) return token('executable', text, start, at + 2);
    const inner = tokenWithin({ depth: depth + 1, backslashes }, text, at);
    if (inner.kind === 'nested') return inner;
    at = inner.end;
  }
  return token('executable', text, start, -1);
}

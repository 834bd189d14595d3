import { lineEnd, matchEnd, quoteEnd, token } from './lexing.ts';
import type { Token } from './token.ts';

/**
 * The token of MySQL or MariaDB at a position. Quotes take backslash escapes (the sql_mode NO_BACKSLASH_ESCAPES is not known here).
 * Source: https://dev.mysql.com/doc/refman/8.4/en/comments.html and …/string-literals.html
 */
export function mysqlToken(text: string, start: number): Token {
  const space = matchEnd(/\s+/y, text, start);
  if (space > start) return token('gap', text, start, space);
  if (isLineComment(text, start)) return token('gap', text, start, lineEnd(text, start));
  if (text.startsWith('/*', start)) return blockComment(text, start);
  const first = text[start];
  if (first === "'" || first === '"') return token('string', text, start, quoteEnd(text, start, true));
  if (first === '`') return token('name', text, start, quoteEnd(text, start, false));
  // Without `$`, which may stand in names but is also a usual DELIMITER right behind END.
  const word = matchEnd(/[\w\u0080-\uffff]+/y, text, start);
  return word > start ? token('word', text, start, word) : token('symbol', text, start, start + 1);
}

/** `#`, or `--` before white space, a control character or the end: `5--2` is arithmetic. */
function isLineComment(text: string, start: number): boolean {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: MySQL takes control characters behind `--`
  return text[start] === '#' || matchEnd(/--(?=[\s\x00-\x1f]|$)/y, text, start) > start;
}

function blockComment(text: string, start: number): Token {
  const opened = matchEnd(/\/\*M?!\d*/y, text, start);
  if (opened > start) return token('executable', text, start, executableEnd(text, opened));
  const close = text.indexOf('*/', start + 2);
  return token('gap', text, start, close < 0 ? -1 : close + 2);
}

/** The end of an executable comment: quotes and comments inside it may hold its end mark. */
function executableEnd(text: string, from: number): number {
  for (let at = from; at < text.length; ) {
    if (text.startsWith('*/', at)) return at + 2;
    at = mysqlToken(text, at).end;
  }
  return -1;
}

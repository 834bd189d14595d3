import { blankEnd, matchEnd, quoteEnd, token, wordEnd } from './lexing.ts';
import type { Token } from './token.ts';

/**
 * The token of PostgreSQL at a position. `backslashes` is standard_conforming_strings off: plain quotes take escapes.
 * Source: https://www.postgresql.org/docs/current/sql-syntax-lexical.html
 */
export function postgresToken(text: string, start: number, backslashes = false): Token {
  const space = blankEnd(text, start);
  if (space > start) return token('gap', text, start, space);
  if (text.startsWith('--', start)) return token('gap', text, start, matchEnd(/--[^\n\r]*/y, text, start));
  if (text.startsWith('/*', start)) return token('gap', text, start, nestedCommentEnd(text, start));
  if (text[start] === "'") return token('string', text, start, stringEnd(text, start, backslashes));
  if (/[eE]/.test(text[start] ?? '') && text[start + 1] === "'")
    return token('string', text, start, stringEnd(text, start + 1, true));
  if (text[start] === '"') return token('name', text, start, quoteEnd(text, start, false));
  if (text[start] === '$') return dollar(text, start);
  const word = wordEnd(text, start, dollarCode);
  return word > start ? token('word', text, start, word) : token('symbol', text, start, start + 1);
}

const dollarCode = 0x24;

/** A quote that follows after a line break goes on with the string, by the same rules. */
function stringEnd(text: string, start: number, backslashes: boolean): number {
  if (!backslashes) return quoteEnd(text, start, false);
  for (let from = start; ; ) {
    const end = quoteEnd(text, from, true);
    const next = end < 0 ? end : matchEnd(continued, text, end);
    if (next === end) return end;
    from = next - 1;
  }
}

const continued = /[ \t\v\f]*(?:--[^\n\r]*)?[\n\r](?:[ \t\n\v\f\r]|--[^\n\r]*[\n\r])*'/y;

/** `$$ … $$`, `$tag$ … $tag$`, or the sign of a parameter. */
function dollar(text: string, start: number): Token {
  const open = matchEnd(/\$(?:[A-Za-z_\u0080-\uffff][\w\u0080-\uffff]*)?\$/y, text, start);
  if (open === start) return token('symbol', text, start, start + 1);
  const tag = text.slice(start, open);
  const close = text.indexOf(tag, open);
  return token('string', text, start, close < 0 ? -1 : close + tag.length);
}

function nestedCommentEnd(text: string, start: number): number {
  const mark = /\/\*|\*\//g;
  mark.lastIndex = start;
  for (let depth = 0, found = mark.exec(text); found; found = mark.exec(text)) {
    depth += found[0] === '/*' ? 1 : -1;
    if (depth === 0) return mark.lastIndex;
  }
  return -1;
}

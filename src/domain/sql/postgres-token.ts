import { lineEnd, matchEnd, quoteEnd, token } from './lexing.ts';
import type { Token } from './token.ts';

/**
 * The token of PostgreSQL at a position, with standard_conforming_strings on.
 * Source: https://www.postgresql.org/docs/current/sql-syntax-lexical.html
 */
export function postgresToken(text: string, start: number): Token {
  const space = matchEnd(/\s+/y, text, start);
  if (space > start) return token('gap', text, start, space);
  if (text.startsWith('--', start)) return token('gap', text, start, lineEnd(text, start));
  if (text.startsWith('/*', start)) return token('gap', text, start, nestedCommentEnd(text, start));
  if (text[start] === "'") return token('string', text, start, quoteEnd(text, start, false));
  if (/[eE]/.test(text[start] ?? '') && text[start + 1] === "'")
    return token('string', text, start, quoteEnd(text, start + 1, true));
  if (text[start] === '"') return token('name', text, start, quoteEnd(text, start, false));
  if (text[start] === '$') return dollar(text, start);
  const word = matchEnd(/[\w\u0080-\uffff][\w$\u0080-\uffff]*/y, text, start);
  return word > start ? token('word', text, start, word) : token('symbol', text, start, start + 1);
}

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

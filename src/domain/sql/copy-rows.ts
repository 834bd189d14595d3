import { matchEnd } from './lexing.ts';
import type { Problem } from './piece.ts';
import { chunkLength, type SqlText } from './sql-text.ts';

/** Where the rows after a COPY … FROM stdin begin and end, and where the SQL goes on. */
export interface CopyRows {
  readonly start: number;
  readonly end: number;
  readonly after: number;
}

/** A comment behind the semicolon may be this long. */
const maxRestOfLine = 64 << 10;

/** The rows after the semicolon of a COPY … FROM stdin, however long they are: they end at a line `\.`, or with the file. */
export function copyRows(text: SqlText, semicolon: number): CopyRows | Problem {
  const rest = text.slice(semicolon, Math.min(semicolon + maxRestOfLine, text.length));
  const begin = matchEnd(/[ \t\v\f\r]*(?:--[^\n]*)?(?:\n|$)/y, rest, 0);
  const cut = begin === maxRestOfLine && !rest.endsWith('\n');
  if (rest !== '' && (begin === 0 || cut))
    return {
      position: semicolon,
      reason: 'something follows COPY … FROM stdin on the same line, where its rows begin on the next',
    };
  const start = semicolon + begin;
  return endMark(text, start) ?? { start, end: text.length, after: text.length };
}

function endMark(text: SqlText, start: number): CopyRows | undefined {
  for (let from = start; from < text.length; from += chunkLength) {
    // The line break before a mark, and the one behind it, may be in other chunks.
    const base = Math.max(start, from - 1);
    const to = from + chunkLength;
    const chunk = text.slice(base, Math.min(to + 4, text.length));
    for (let found = chunk.indexOf('\\.'); found >= 0; found = chunk.indexOf('\\.', found + 1)) {
      const position = base + found;
      if (position >= to) break;
      if (position !== start && chunk[found - 1] !== '\n') continue;
      if (chunk[found + 2] === '\n') return { start, end: position, after: position + 3 };
      // The server compares the line break of this mark with those of the rows.
      if (chunk.startsWith('\r\n', found + 2)) return { start, end: position + 4, after: position + 4 };
    }
  }
  return undefined;
}

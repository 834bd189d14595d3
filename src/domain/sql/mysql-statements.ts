import { lineEnd } from './lexing.ts';
import { mysqlRoutine, type Routine } from './mysql-routine.ts';
import { mysqlToken } from './mysql-token.ts';
import { type Piece, type Problem, tokenProblem } from './piece.ts';
import type { Token } from './token.ts';

/** The statement that is being read. */
interface Open {
  readonly start: number;
  readonly end: number;
  readonly routine: Routine;
}

/** Splits at the delimiter, as the mysql client does, and keeps the blocks of a routine together where no DELIMITER is set. */
export function* mysqlPieces(text: string): Generator<Piece> {
  let delimiter = ';';
  let open: Open | undefined;
  for (let at = 0; at < text.length; ) {
    if (text.startsWith(delimiter, at) && (delimiter !== ';' || !open?.routine.isOpen)) {
      if (open) yield open;
      open = undefined;
      at += delimiter.length;
      continue;
    }
    const token = mysqlToken(text, at);
    at = token.end;
    if (token.kind === 'gap') continue;
    const problem = tokenProblem(text, token);
    if (problem) return yield problem;
    const part = text.slice(token.start, token.end);
    if (open === undefined && /^delimiter$/i.test(part)) {
      const command = delimiterCommand(text, token);
      if ('reason' in command) return yield command;
      ({ delimiter, end: at } = command);
      continue;
    }
    const routine: Routine = (open?.routine ?? mysqlRoutine).after(token.kind === 'word' ? part.toUpperCase() : part);
    open = { start: open?.start ?? token.start, end: token.end, routine };
  }
  if (open) yield open;
}

/** The mysql client cuts a longer one. */
const maxDelimiterLength = 15;

/** The rest of the line after DELIMITER is the delimiter from here on. */
function delimiterCommand(
  text: string,
  { start, end }: Token,
): { readonly delimiter: string; readonly end: number } | Problem {
  const line = text.slice(end, lineEnd(text, end));
  const [delimiter = ''] = line.trim().split(/\s/, 1);
  if (delimiter === '') return { position: start, reason: 'DELIMITER names no delimiter' };
  if (delimiter.length > maxDelimiterLength)
    return { position: start, reason: `the delimiter is longer than ${maxDelimiterLength} characters` };
  return { delimiter, end: end + line.length };
}

import { mysqlRoutine, type Routine } from './mysql-routine.ts';
import { mysqlToken } from './mysql-token.ts';
import { neverClosed, type Piece } from './piece.ts';

/** The statement that is being read. */
interface Open {
  readonly start: number;
  readonly end: number;
  readonly routine: Routine;
}

/** Splits at the delimiter, as the mysql client does, and knows the blocks of routines without a DELIMITER of their own. */
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
    if (token.kind === 'unclosed') return yield neverClosed(text, token);
    const said = text.slice(token.start, token.end);
    if (open === undefined && /^delimiter$/i.test(said)) {
      const command = delimiterCommand(text, at);
      if (command.delimiter === undefined) return yield noDelimiter(token.start);
      ({ delimiter, end: at } = command);
      continue;
    }
    const routine: Routine = (open?.routine ?? mysqlRoutine).after(token.kind === 'word' ? said.toUpperCase() : said);
    open = { start: open?.start ?? token.start, end: token.end, routine };
  }
  if (open) yield open;
}

/** The rest of the line behind DELIMITER: what the client takes as the delimiter from here on. */
function delimiterCommand(text: string, at: number): { readonly delimiter: string | undefined; readonly end: number } {
  const line = /[^\r\n]*/y;
  line.lastIndex = at;
  const [rest = ''] = line.exec(text) ?? [];
  return { delimiter: rest.trim().split(/\s/, 1)[0] || undefined, end: at + rest.length };
}

function noDelimiter(position: number): Piece {
  return { position, reason: 'DELIMITER names no delimiter' };
}

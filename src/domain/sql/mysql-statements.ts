import { clientLine, clientStatement, delimiterCommand } from './mysql-client.ts';
import { mysqlRoutine, type Routine } from './mysql-routine.ts';
import { initialSqlMode, type SqlMode, sqlModeAfter } from './mysql-sql-mode.ts';
import { mysqlToken } from './mysql-token.ts';
import { type Piece, type Problem, tokenProblem } from './piece.ts';
import type { Token } from './token.ts';

/** The statement that is being read. */
interface Open {
  readonly start: number;
  readonly end: number;
  readonly routine: Routine;
}

/**
 * Splits at the delimiter, as the mysql client does, and refuses its commands. The blocks of a routine are kept together where
 * no DELIMITER is set; where one is, the statements between two of them are taken apart, as the server does.
 */
export function* mysqlPieces(text: string): Generator<Piece> {
  const followsMode = /NO_BACKSLASH_ESCAPES/i.test(text);
  let mode = initialSqlMode;
  let delimiter = ';';
  let open: Open | undefined;
  for (let at = 0; at < text.length; ) {
    const ends = endsStatement(text, at, { delimiter, open });
    if (ends > 0) {
      if (open) {
        const problem = clientStatement(text.slice(open.start, open.end), open.start);
        if (problem) return yield problem;
        yield open;
        const after: SqlMode | 'unknown' = followsMode ? sqlModeAfter(text.slice(open.start, open.end), mode) : mode;
        if (after === 'unknown') return yield modeUnknown(open.start);
        mode = after;
      }
      open = undefined;
      at += ends;
      continue;
    }
    const token = mysqlToken(text, at, !mode.noBackslash);
    at = token.end;
    if (token.kind === 'gap') continue;
    if (open === undefined) {
      const line = clientLine(text, token.start, delimiter);
      if (line !== 'none' && 'reason' in line) return yield line;
      if (line !== 'none') {
        yield { start: token.start, end: line.use };
        at = line.use;
        continue;
      }
    }
    const problem = tokenProblem(text, token) ?? clientProblem(text, token, delimiter);
    if (problem) return yield problem;
    if (open === undefined && /^delimiter$/i.test(text.slice(token.start, token.end))) {
      const command = delimiterCommand(text, token.start);
      if ('reason' in command) return yield command;
      ({ delimiter, end: at } = command);
      continue;
    }
    // \N is NULL.
    if (text[token.start] === '\\') at++;
    open = grown(open, text.slice(token.start, at), { ...token, end: at });
  }
  if (open) yield clientStatement(text.slice(open.start, open.end), open.start) ?? open;
}

function grown(open: Open | undefined, part: string, { kind, start, end }: Token): Open {
  const routine: Routine = (open?.routine ?? mysqlRoutine).after(kind === 'word' ? part.toUpperCase() : part);
  return { start: open?.start ?? start, end, routine };
}

/** The state between two tokens. */
interface Between {
  readonly delimiter: string;
  readonly open: Open | undefined;
}

/** The length of what ends the statement here, or 0. */
function endsStatement(text: string, at: number, { delimiter, open }: Between): number {
  if (text.startsWith(delimiter, at)) return delimiter === ';' && open?.routine.isOpen ? 0 : delimiter.length;
  return text[at] === ';' && !open?.routine.isRoutine ? 1 : 0;
}

/** What the client would read in another way than the server. */
function clientProblem(text: string, token: Token, delimiter: string): Problem | undefined {
  const { kind, start, end } = token;
  if (text[start] === '\\' && text[start + 1] !== 'N')
    return { position: start, reason: 'a backslash outside of quotes begins a command of the mysql client' };
  if (kind === 'executable' && holdsDelimiter(text.slice(start, end), delimiter))
    return {
      position: start,
      reason: 'the mysql client would split the executable comment that begins here at its delimiter',
    };
  return undefined;
}

/** Outside of quotes and of comments inside. */
function holdsDelimiter(comment: string, delimiter: string): boolean {
  if (!comment.includes(delimiter)) return false;
  for (let at = 3; at < comment.length; ) {
    if (comment.startsWith(delimiter, at)) return true;
    at = comment.startsWith('*/', at) ? at + 2 : mysqlToken(comment, at).end;
  }
  return false;
}

function modeUnknown(position: number): Problem {
  const reason =
    'this sets sql_mode in a way that cannot be seen, and the file names NO_BACKSLASH_ESCAPES; write the mode as a string';
  return { position, reason };
}

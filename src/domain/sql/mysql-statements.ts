import { isBlankCode } from './lexing.ts';
import { clientLine, clientStatement, delimiterCommand } from './mysql-client.ts';
import { mysqlRoutine, type Routine } from './mysql-routine.ts';
import { initialSqlMode, type SqlMode, sqlModeAfter } from './mysql-sql-mode.ts';
import { mysqlToken } from './mysql-token.ts';
import { type Piece, type Problem, readableEnd, type Splitter, tokenProblem, type Window } from './piece.ts';
import type { Token } from './token.ts';

/** What the client knows between two statements. */
export interface MysqlScan {
  readonly delimiter: string;
  readonly mode: SqlMode;
  /** Whether the file names NO_BACKSLASH_ESCAPES. */
  readonly followsMode: boolean;
  /** Whether the next character begins a line. */
  readonly beginsLine: boolean;
}

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
export function mysqlSplitter(followsMode: boolean): Splitter<MysqlScan> {
  return { initial: { delimiter: ';', mode: initialSqlMode, followsMode, beginsLine: true }, pieces: mysqlPieces };
}

function* mysqlPieces(window: Window, { followsMode, beginsLine, ...from }: MysqlScan): Generator<Piece<MysqlScan>> {
  const { text, complete } = window;
  const last = readableEnd(window);
  let { delimiter, mode } = from;
  let open: Open | undefined;
  for (let at = 0; at < text.length; ) {
    if (at > last) return;
    const ends = endsStatement(text, at, { delimiter, open });
    if (ends > 0) {
      at += ends;
      if (open) {
        const { start, end } = open;
        const problem = clientStatement(text.slice(start, end), start);
        if (problem) return yield problem;
        const after: SqlMode | 'unknown' = followsMode ? sqlModeAfter(text.slice(start, end), mode) : mode;
        if (after !== 'unknown') mode = after;
        yield { start, end, after: at, state: { delimiter, mode, followsMode, beginsLine: false } };
        if (after === 'unknown') return yield modeUnknown(start);
      }
      open = undefined;
      continue;
    }
    const plain = open?.routine.isPlain && delimiter === ';' ? plainEnd(text, at) : at;
    if (open && plain > at) {
      const end = withoutBlanks(text, at, plain);
      if (end > at) open = { ...open, end };
      at = plain;
      continue;
    }
    const token = mysqlToken(text, at, !mode.noBackslash);
    if (!complete && token.end > last) return;
    at = token.end;
    if (token.kind === 'gap') continue;
    if (open === undefined) {
      // A command of the client reaches to the end of its line.
      if (!complete && !text.includes('\n', token.start)) return;
      const line = clientLine(text, token.start, { delimiter, beginsLine });
      if (line !== 'none' && 'reason' in line) return yield line;
      if (line !== 'none') {
        at = line.use;
        yield { start: token.start, end: at, after: at, state: { delimiter, mode, followsMode, beginsLine: false } };
        continue;
      }
    }
    const problem = tokenProblem(text, token) ?? clientProblem(text, token, delimiter);
    if (problem) return yield problem;
    if (open === undefined && /^delimiter$/i.test(text.slice(token.start, token.end))) {
      const command = delimiterCommand(text, token.start, beginsLine);
      if ('reason' in command) return yield command;
      ({ delimiter, end: at } = command);
      continue;
    }
    // \N is NULL.
    if (text[token.start] === '\\') at++;
    open = grown(open, text.slice(token.start, at), { ...token, end: at });
  }
  if (!open || !complete) return;
  const state = { delimiter, mode, followsMode, beginsLine: false };
  yield clientStatement(text.slice(open.start, open.end), open.start) ?? { ...open, after: text.length, state };
}

function grown(open: Open | undefined, part: string, { kind, start, end }: Token): Open {
  const routine: Routine = (open?.routine ?? mysqlRoutine).after(kind === 'word' ? part.toUpperCase() : part);
  return { start: open?.start ?? start, end, routine };
}

/** Characters that may begin a quote, a comment, a command of the client or the end of a statement. */
const notable = Uint8Array.from({ length: 256 }, (_, code) =>
  '\'"`#-/\\;'.includes(String.fromCharCode(code)) ? 1 : 0,
);

/** The end of what means nothing to the client. */
export function plainEnd(text: string, start: number): number {
  let at = start;
  while (at < text.length && notable[text.charCodeAt(at)] !== 1) at++;
  return at;
}

/** The end of a part without the white space at its end; its start where it is nothing else. */
function withoutBlanks(text: string, start: number, end: number): number {
  let at = end;
  while (at > start && isBlankCode(text.charCodeAt(at - 1))) at--;
  return at;
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

import { type Piece, tokenProblem } from './piece.ts';
import { postgresToken } from './postgres-token.ts';

/** The statement that is being read. */
interface Open {
  readonly start: number;
  readonly end: number;
  /** Its first four words, in upper case. */
  readonly words: readonly string[];
  /** Open parentheses: a semicolon inside (CREATE RULE … DO (a; b)) belongs to the statement. */
  readonly parentheses: number;
  /** Open BEGIN ATOMIC and CASE blocks of a routine written in SQL. */
  readonly blocks: number;
}

/** Splits at semicolons as psql does, and refuses commands that only psql understands. */
export function* postgresPieces(text: string): Generator<Piece> {
  let open: Open | undefined;
  for (let at = 0; at < text.length; ) {
    const token = postgresToken(text, at);
    at = token.end;
    if (token.kind === 'gap') continue;
    const problem = tokenProblem(text, token);
    if (problem) return yield problem;
    const part = text.slice(token.start, token.end);
    if (part === ';' && (open === undefined || isComplete(open))) {
      if (open && isCopyFromStdin(text, open)) return yield copyRefused(open.start);
      if (open) yield open;
      open = undefined;
      continue;
    }
    if (part === '\\') return yield metaCommand(token.start);
    open = grown(open ?? nothing(token.start), token.kind === 'word' ? part.toUpperCase() : part, token);
  }
  if (open && isCopyFromStdin(text, open)) return yield copyRefused(open.start);
  if (open) yield open;
}

function nothing(start: number): Open {
  return { start, end: start, words: [], parentheses: 0, blocks: 0 };
}

function isComplete({ parentheses, blocks }: Open): boolean {
  return parentheses === 0 && blocks === 0;
}

function grown(open: Open, part: string, { kind, end }: { readonly kind: string; readonly end: number }): Open {
  const parentheses = Math.max(0, open.parentheses + (part === '(' ? 1 : part === ')' ? -1 : 0));
  if (kind !== 'word') return { ...open, end, parentheses };
  const words = open.words.length < 4 ? [...open.words, part] : open.words;
  return { ...open, end, parentheses, words, blocks: blocksAfter(open, part) };
}

function blocksAfter({ words, parentheses, blocks }: Open, word: string): number {
  if (parentheses > 0 || !createsRoutine(words)) return blocks;
  if (word === 'BEGIN') return blocks + 1;
  if (word === 'CASE' && blocks > 0) return blocks + 1;
  return word === 'END' ? Math.max(0, blocks - 1) : blocks;
}

/** CREATE [OR REPLACE] FUNCTION or PROCEDURE */
function createsRoutine([first, second, third, fourth]: readonly string[]): boolean {
  const kind = second === 'OR' && third === 'REPLACE' ? fourth : second;
  return first === 'CREATE' && (kind === 'FUNCTION' || kind === 'PROCEDURE');
}

function isCopyFromStdin(text: string, { start, end, words }: Open): boolean {
  return words[0] === 'COPY' && /\bfrom\s+stdin\b/i.test(text.slice(start, end));
}

function copyRefused(position: number): Piece {
  const reason = 'COPY … FROM stdin cannot be run from a file here; write INSERT statements (pg_dump --inserts)';
  return { position, reason };
}

function metaCommand(position: number): Piece {
  return {
    position,
    reason: 'this is a command of psql (it begins with a backslash), which the server does not understand',
  };
}

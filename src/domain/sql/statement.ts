import type { Engine } from './engine.ts';
import { mysqlPieces } from './mysql-statements.ts';
import { postgresPieces } from './postgres-statements.ts';

/** One statement of a file, without the delimiter and without comments around it. */
export interface Statement {
  readonly text: string;
  /** Where it begins in the file, in UTF-16 units from 0. */
  readonly start: number;
  /** The line on which it begins, from 1. */
  readonly line: number;
  /** The rows of a COPY … FROM stdin. */
  readonly rows?: string | undefined;
}

/** A file's statements, or the line of its first error. */
export type Scan =
  | { readonly ok: true; readonly statements: readonly Statement[] }
  | { readonly ok: false; readonly line: number; readonly reason: string };

/** Splits a file into its statements as the engine's own client does. */
export function scanStatements(text: string, engine: Engine): Scan {
  if (text.length > maxFileLength) return { ok: false, line: 1, reason: 'the file is longer than 64 MiB; split it' };
  const statements: Statement[] = [];
  const lineOf = lineCounter(text);
  for (const piece of engine === 'mysql' ? mysqlPieces(text) : postgresPieces(text)) {
    if ('reason' in piece) return { ok: false, line: lineOf(piece.position), reason: piece.reason };
    const { start, end } = piece;
    const line = lineOf(start);
    const reason = tooMuch(end - start, statements.length);
    if (reason) return { ok: false, line, reason };
    const rows = piece.rows && text.slice(piece.rows.start, piece.rows.end);
    statements.push({ text: text.slice(start, end), start, line, ...(rows === undefined ? {} : { rows }) });
  }
  return { ok: true, statements };
}

/** In UTF-16 units, as all lengths here. */
const maxFileLength = 64 << 20;
/** What MySQL's own client and MariaDB's server take in one packet unless they are configured otherwise. */
const maxStatementLength = 16 << 20;
const maxStatements = 1_000_000;

function tooMuch(length: number, before: number): string | undefined {
  if (length > maxStatementLength) return 'the statement that begins here is longer than 16 MiB; split it';
  if (before === maxStatements) return 'the file has more than 1,000,000 statements; split it';
  return undefined;
}

/** The line, from 1, of a position in a text. */
export function lineAt(text: string, position: number): number {
  return lineCounter(text)(position);
}

/** Counts on from the last position, so positions must not decrease. */
function lineCounter(text: string): (position: number) => number {
  let line = 1;
  let next = text.indexOf('\n');
  return (position) => {
    for (; next >= 0 && next < position; next = text.indexOf('\n', next + 1)) line++;
    return line;
  };
}

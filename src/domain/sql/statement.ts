import type { ByteText } from './byte-text.ts';
import type { Engine } from './engine.ts';
import { mysqlSplitter } from './mysql-statements.ts';
import { postgresSplitter } from './postgres-statements.ts';
import { lineCounter, type Placed, type PlacedStatement, placedStatements } from './scan-windows.ts';
import { chunkLength, type SqlText } from './sql-text.ts';
import { type Statement, type Statements, statementIndex } from './statements.ts';

export type { Statement, Statements };

/** A file's statements, or the line of its first error. */
export type Scan<Found = Statements> =
  | { readonly ok: true; readonly statements: Found }
  | { readonly ok: false; readonly line: number; readonly reason: string };

/** Splits a file into its statements as the engine's own client does. */
export function scanStatements(text: ByteText, engine: Engine): Scan<readonly Statement[]> {
  if (text.length > maxHeldLength) return { ok: false, line: 1, reason: 'the file is longer than 64 MiB; split it' };
  const statements: Statement[] = [];
  const pieces = placed(text, { engine, namesNoBackslash: namesNoBackslash(text), windowLength: text.length });
  for (const piece of pieces) {
    if ('reason' in piece) return { ok: false, ...piece };
    const reason = tooMuch(piece, statements.length, maxHeldStatements);
    if (reason) return { ok: false, line: piece.line, reason };
    const { start, end, line } = piece;
    const rows = piece.rows && text.slice(piece.rows.start, piece.rows.end);
    statements.push({ text: text.slice(start, end), start, line, ...(rows === undefined ? {} : { rows }) });
  }
  return { ok: true, statements };
}

/** How a text that is not held is split. */
export interface Splitting {
  readonly engine: Engine;
  /** Whether the text names NO_BACKSLASH_ESCAPES. */
  readonly namesNoBackslash: boolean;
  /** What is read at once; undefined for the usual. */
  readonly windowLength?: number | undefined;
}

/** The same for a file that is read where it is asked for: of its statements, only their places are held. */
export function indexStatements(text: SqlText, splitting: Splitting): Scan {
  if (text.length > maxLength) return { ok: false, line: 1, reason: 'the file is longer than 1 GiB; split it' };
  const index = statementIndex(text);
  for (const piece of placed(text, splitting)) {
    if ('reason' in piece) return { ok: false, ...piece };
    const reason = tooMuch(piece, index.length, maxStatements);
    if (reason) return { ok: false, line: piece.line, reason };
    index.add(piece);
  }
  return { ok: true, statements: index.statements() };
}

function placed(text: SqlText, { engine, namesNoBackslash, windowLength = chunkLength }: Splitting): Iterable<Placed> {
  return engine === 'mysql'
    ? placedStatements(text, mysqlSplitter(namesNoBackslash), windowLength)
    : placedStatements(text, postgresSplitter, windowLength);
}

/** Whether the ends of quotes may change within a file of MySQL. */
export function namesNoBackslash(text: ByteText): boolean {
  return /NO_BACKSLASH_ESCAPES/i.test(text);
}

/** In UTF-16 units, as all lengths here. */
export const maxHeldLength = 64 << 20;
const maxLength = 1 << 30;
/** What MySQL's own client and MariaDB's server take in one packet unless they are configured otherwise. */
const maxStatementLength = 16 << 20;
const [maxHeldStatements, maxStatements] = [1_000_000, 4_000_000] as const;

function tooMuch({ start, end }: PlacedStatement, before: number, most: number): string | undefined {
  if (end - start > maxStatementLength) return 'the statement that begins here is longer than 16 MiB; split it';
  if (before === most) return `the file has more than ${most.toLocaleString('en')} statements; split it`;
  return undefined;
}

/** The line, from 1, of a position in a text. */
export function lineAt(text: string, position: number): number {
  return lineCounter(text)(position);
}

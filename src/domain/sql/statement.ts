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
}

/** A file's statements, or the line on which it is not what it should be. */
export type Scan =
  | { readonly ok: true; readonly statements: readonly Statement[] }
  | { readonly ok: false; readonly line: number; readonly reason: string };

/** Splits a file into its statements as the engine's own client does. */
export function scanStatements(text: string, engine: Engine): Scan {
  const statements: Statement[] = [];
  let [line, counted] = [1, 0];
  for (const piece of engine === 'mysql' ? mysqlPieces(text) : postgresPieces(text)) {
    if ('reason' in piece) return { ok: false, line: lineAt(text, piece.position), reason: piece.reason };
    line += lineBreaks(text, counted, piece.start);
    counted = piece.start;
    statements.push({ text: text.slice(piece.start, piece.end), start: piece.start, line });
  }
  return { ok: true, statements };
}

/** The line, from 1, of a position in a text. */
export function lineAt(text: string, position: number): number {
  return 1 + lineBreaks(text, 0, position);
}

function lineBreaks(text: string, from: number, to: number): number {
  let count = 0;
  for (let at = text.indexOf('\n', from); at >= 0 && at < to; at = text.indexOf('\n', at + 1)) count++;
  return count;
}

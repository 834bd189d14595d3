import { firstWords } from './code.ts';
import type { Engine } from './engine.ts';
import type { Statement } from './statement.ts';

/** What a hash over the statements that are done takes of each: line breaks inside count, comments between them do not. */
export function progressPiece({ text }: Statement, index: number): string {
  return index === 0 ? text : `\u0000${text}`;
}

/** Whether a statement only sets the session up, so that it is run again before a file is resumed. */
export function isSessionSetting(text: string, engine: Engine): boolean {
  const [first, second] = firstWords(text, engine, 2);
  return (first === 'SET' && second !== 'GLOBAL' && second !== 'PERSIST') || first === 'USE' || first === 'RESET';
}

/** Whether a statement changes rows only, so that it can share a transaction with its record in the ledger. */
export function changesRowsOnly(text: string, engine: Engine): boolean {
  return /^(INSERT|UPDATE|DELETE|REPLACE)$/.test(firstWords(text, engine, 1)[0] ?? '');
}

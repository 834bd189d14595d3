import { firstWords } from './code.ts';
import type { Engine } from './engine.ts';
import type { Statement } from './statement.ts';

/** What stands for the statements that are done: line breaks inside count, comments between them do not. */
export function progressText(statements: readonly Statement[], done: number): string {
  return statements
    .slice(0, done)
    .map(({ text }) => text)
    .join('\u0000');
}

/** Whether a statement only sets the session up, so that it is said again before the rest of a file is resumed. */
export function isSessionSetting(text: string, engine: Engine): boolean {
  const [first, second] = firstWords(text, engine, 2);
  return (first === 'SET' && second !== 'GLOBAL' && second !== 'PERSIST') || first === 'USE' || first === 'RESET';
}

/** Whether a statement changes rows only, so that it can share a transaction with its mark in the ledger. */
export function changesRowsOnly(text: string, engine: Engine): boolean {
  return /^(INSERT|UPDATE|DELETE|REPLACE)$/.test(firstWords(text, engine, 1)[0] ?? '');
}

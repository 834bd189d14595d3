import { bytesOf } from './byte-text.ts';
import { firstWords } from './code.ts';
import type { Engine } from './engine.ts';
import type { Statement } from './statement.ts';

/** What a hash over the statements that are done takes of each: line breaks inside count, as Git stores them; comments between them do not. */
export function progressPiece({ text, rows = '' }: Statement, index: number): Uint8Array {
  return bytesOf(`${index === 0 ? '' : '\u0000'}${text}${rows}`.replaceAll('\r\n', '\n'));
}

/** Whether a statement only sets the session up, so that it is run again before a file is resumed. */
export function isSessionSetting(text: string, engine: Engine): boolean {
  const [first, second] = firstWords(text, engine, 2);
  return (first === 'SET' && second !== 'GLOBAL' && second !== 'PERSIST') || first === 'USE' || first === 'RESET';
}

/** What a statement does to locks of tables that stand without a transaction: those of MySQL's LOCK TABLES. */
export function tableLock(text: string, engine: Engine): 'locks' | 'unlocks' | 'none' {
  if (engine !== 'mysql') return 'none';
  const [first = '', second = ''] = firstWords(text, engine, 2);
  if (/^(LOCK|UNLOCK)$/.test(first) && /^TABLES?$/.test(second)) return first === 'LOCK' ? 'locks' : 'unlocks';
  return first === 'BEGIN' || first === 'START' ? 'unlocks' : 'none';
}

/** Whether a statement changes rows only, so that it can share a transaction with its record in the ledger. */
export function changesRowsOnly(text: string, engine: Engine): boolean {
  return /^(INSERT|UPDATE|DELETE|REPLACE)$/.test(firstWords(text, engine, 1)[0] ?? '');
}

import { firstWords } from './code.ts';
import type { Engine } from './engine.ts';

/** Why a statement cannot be part of a file, or undefined. */
export function refusal(text: string, engine: Engine, mode: 'transaction' | 'statements'): string | undefined {
  const [first = '', second = ''] = firstWords(text, engine, 2);
  if (engine === 'mysql' && first === 'LOCK' && /^TABLES?$/.test(second))
    return 'LOCK TABLES would block the ledger, and the run has its own lock; remove it (mysqldump --skip-add-locks)';
  const control = /^(BEGIN|COMMIT|ROLLBACK|ABORT|END)$/.test(first) || (first === 'START' && second === 'TRANSACTION');
  if (mode === 'transaction' && control)
    return `${first} is not allowed here: the whole file is one transaction; remove it, or write the line "-- no-transaction" at the top`;
  return undefined;
}

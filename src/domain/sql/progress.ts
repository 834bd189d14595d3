import { bytesOf } from './byte-text.ts';
import { firstWords } from './code.ts';
import type { Engine } from './engine.ts';
import { chunksOf, withUnixBreaks } from './sql-text.ts';
import type { Statement } from './statement.ts';
import { needsAutocommit } from './transaction.ts';

/** What a hash over the statements that are done takes of each: line breaks inside count, as Git stores them; comments between them do not. */
export function* progressPieces({ text, rows = '' }: Statement, index: number): Generator<Uint8Array> {
  yield bytesOf(`${index === 0 ? '' : '\u0000'}${text}`.replaceAll('\r\n', '\n'));
  for (const piece of withUnixBreaks(chunksOf(rows))) yield bytesOf(piece);
}

/** Whether a statement only sets the session up, and leaves nothing in the database. */
export function isSessionSetting(text: string, engine: Engine): boolean {
  const [first, second] = firstWords(text, engine, 2);
  return (
    (first === 'SET' && second !== 'GLOBAL' && second !== 'PERSIST') ||
    first === 'USE' ||
    (first === 'RESET' && engine === 'postgres')
  );
}

/** What a statement does to locks of tables that stand without a transaction: those of MySQL's LOCK TABLES. */
export function tableLock(text: string, engine: Engine): 'locks' | 'unlocks' | 'none' {
  if (engine !== 'mysql') return 'none';
  const [first = '', second = ''] = firstWords(text, engine, 2);
  if (/^(LOCK|UNLOCK)$/.test(first) && /^TABLES?$/.test(second)) return first === 'LOCK' ? 'locks' : 'unlocks';
  return first === 'BEGIN' || first === 'START' ? 'unlocks' : 'none';
}

/** Whether a statement can share a transaction with its record in the ledger, and come to the same end. */
export function sharesTransaction(text: string, engine: Engine): boolean {
  const [first = ''] = firstWords(text, engine, 1);
  if (engine === 'mysql') return /^(INSERT|UPDATE|DELETE|REPLACE)$/.test(first);
  return transactional.test(first) && !needsAutocommit(text);
}

const transactional =
  /^(INSERT|UPDATE|DELETE|MERGE|COPY|CREATE|ALTER|DROP|TRUNCATE|GRANT|REVOKE|COMMENT|SELECT|WITH|DO|REFRESH|REASSIGN)$/;

/** The database that USE chooses, where its name is an ordinary one. */
export function chosenDatabase(text: string): string | undefined {
  return /^use\s{1,20}`?([\w$-]{1,64})`?$/i.exec(text)?.[1];
}

/** Whether a statement names an engine of MySQL other than InnoDB, whose tables have no transactions. */
export function namesOtherEngine(text: string): boolean {
  return /\b(?:engine|default_storage_engine)\s{0,9}=?\s{0,9}['"`]?(?!innodb\b)\w/i.test(text.slice(0, 1 << 20));
}

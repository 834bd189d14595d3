import { encoded } from '../domain/sql/byte-text.ts';
import { chosenDatabase, namesOtherEngine, sharesTransaction, tableLock } from '../domain/sql/progress.ts';
import type { Statement } from '../domain/sql/statement.ts';
import { statementEffect } from '../domain/sql/statement-effect.ts';
import type { FileSession } from './file-session.ts';
import { lockLost } from './lock.ts';
import type { Progress } from './progress.ts';
import { serverError } from './session.ts';

/** Runs the statements of one file, each with its record in the ledger. */
export interface StatementRunner {
  run(statement: Statement, next: Progress): Promise<void>;
  /** Runs one again that only sets the session up. */
  repeat(statement: Statement): Promise<void>;
  /** Where automatic commits are switched off, our own statement opens a transaction that the file does not know of. */
  commitOwn(): Promise<void>;
}

/** PostgreSQL's codes for what takes no transaction: a statement as such, and a block of code that commits. */
const noTransaction: readonly (string | undefined)[] = ['25001', '2D000'];

/**
 * A statement that can share a transaction with its record commits together with it; inside a transaction of the file, every
 * statement does. Before any other it is written down that it begins, so that a run which dies leaves no doubt that is not seen.
 * LOCK TABLES locks the ledger as well, so that it can be written; under it a transaction would release the locks.
 * `ranAlone` is told when a statement has run that its record has yet to follow.
 */
export function statementRunner(
  { session, entry, ledgerTable, run, ...through }: FileSession,
  ranAlone: () => void,
): StatementRunner {
  let locked = false;
  let database: string | undefined;
  let otherEngine = false;

  const send = async (statement: Statement) => {
    const step = tableLock(statement.text, session.engine);
    await run(
      step === 'locks' ? { ...statement, text: `${statement.text}, ${encoded(ledgerTable)} WRITE` } : statement,
    );
    if (step !== 'none') locked = step === 'locks';
    if (session.engine === 'mysql') database = chosenDatabase(statement.text) ?? database;
  };
  const commitOwn = async () => {
    if (!session.autocommits()) await session.run('COMMIT');
  };
  const together = async (statement: Statement, next: Progress) => {
    if (session.engine === 'mysql' && (otherEngine || (await through.hasPlainTables())))
      await entry.intend(next, undefined);
    await session.run(locked ? 'SET autocommit = 0' : session.engine === 'mysql' ? 'START TRANSACTION' : 'BEGIN');
    await send(statement);
    await entry.advance(next);
    await session.run('COMMIT');
    if (locked) await session.run('SET autocommit = 1');
  };
  const alone = async (statement: Statement, next: Progress) => {
    if (!session.inTransaction()) {
      if (!(await through.lockIsHeld())) throw lockLost();
      const effect = statementEffect(statement.text, session.engine, database);
      const begins = session.autocommits() || /^(visible|repeatable)$/.test(effect.kind);
      if (effect.kind !== 'repeatable' && begins)
        await entry.intend(next, effect.kind === 'visible' ? effect.condition : undefined);
    }
    await send(statement);
    ranAlone();
    const joins = session.inTransaction();
    await entry.advance(next);
    if (!joins) await commitOwn();
  };
  return {
    commitOwn,
    repeat: send,
    async run(statement, next) {
      otherEngine ||= session.engine === 'mysql' && !statement.bringsRows && namesOtherEngine(statement.text);
      const shares =
        !session.inTransaction() && session.autocommits() && sharesTransaction(statement.text, session.engine);
      if (!shares) return alone(statement, next);
      try {
        await together(statement, next);
      } catch (error) {
        if (!noTransaction.includes(serverError(error)?.code)) throw error;
        await session.run('ROLLBACK');
        await alone(statement, next);
      }
    },
  };
}

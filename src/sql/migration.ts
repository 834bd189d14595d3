import { engineTitle } from '../domain/sql/engine.ts';
import { UserError } from '../errors.ts';
import type { DatabaseAccess, SessionSettings } from './access.ts';
import { type BaselineFile, recordBaseline } from './baseline.ts';
import { connectDatabase } from './connect.ts';
import type { FileResult, FileRun } from './file-run.ts';
import { type LedgerEntry, ledgerName, ledgerOf, type Provenance } from './ledger.ts';
import { type LockHolder, lockOf } from './lock.ts';
import { runInTransaction } from './run-in-transaction.ts';
import { runStatements } from './run-statements.ts';
import { type Session, serverError } from './session.ts';

/** Work on one database, under its lock. The lock lives in a session of its own, outside any transaction. */
export interface Migration {
  /** Takes the lock, or tells who has it. */
  tryLock(): Promise<{ readonly taken: true } | { readonly taken: false; readonly holder: LockHolder | undefined }>;
  holdsLock(): Promise<boolean>;
  ledger(): Promise<readonly LedgerEntry[]>;
  createLedger(): Promise<void>;
  /** Writes files into the ledger as applied, all of them or none, without running them. */
  recordBaseline(files: readonly BaselineFile[]): Promise<void>;
  /** Runs a file in a fresh session, so that nothing that one file sets reaches the next. An abort stops it on the server. */
  run(file: FileRun, signal: AbortSignal): Promise<FileResult>;
  /** Gives the lock back. */
  close(): Promise<void>;
}

export async function openMigration(
  access: DatabaseAccess,
  settings: SessionSettings,
  provenance: Provenance,
  tell: (line: string) => void,
): Promise<Migration> {
  const keeper = await connectDatabase(access, { ...settings, statementTimeoutSeconds: undefined });
  const lock = lockOf(keeper, access.database);
  const name = await ledgerName(keeper);
  const ledger = ledgerOf(keeper, name);
  return {
    async tryLock() {
      return (await lock.tryTake()) ? { taken: true } : { taken: false, holder: await lock.holder() };
    },
    holdsLock: () => lock.isHeld().catch(() => false),
    ledger: ledger.entries,
    createLedger: () =>
      ledger.create().catch((error) => {
        throw ledgerRefused('created', error, access);
      }),
    recordBaseline: (files) =>
      recordBaseline(keeper, name, files, provenance).catch((error) => {
        throw ledgerRefused('written', error, access);
      }),
    async run(file, signal) {
      signal.throwIfAborted();
      const session = await connectDatabase(access, settings, tell);
      const stop = () => void cancel(keeper, session);
      signal.addEventListener('abort', stop, { once: true });
      try {
        return file.mode === 'transaction'
          ? await runInTransaction(file, session, name, provenance)
          : await runStatements(file, session, name, provenance, bounded(keeper, settings), signal);
      } finally {
        signal.removeEventListener('abort', stop);
        await session.close();
      }
    },
    close: keeper.close,
  };
}

/** Stops what a session runs: closing its connection would leave the statement at work on the server. */
async function cancel(keeper: Session, { engine, id }: Session): Promise<void> {
  const stop = engine === 'mysql' ? `KILL QUERY ${id}` : `SELECT pg_cancel_backend(${id})`;
  await keeper.run(stop).catch(() => undefined);
}

/** PostgreSQL knows a limit for statements; MySQL knows one for SELECT only, so there the other session stops it. */
function bounded(keeper: Session, { statementTimeoutSeconds }: SessionSettings) {
  return async (session: Session, sql: string): Promise<void> => {
    if (session.engine === 'postgres' || statementTimeoutSeconds === undefined) return session.run(sql);
    const timer = setTimeout(() => void cancel(keeper, session), statementTimeoutSeconds * 1_000);
    try {
      await session.run(sql);
    } finally {
      clearTimeout(timer);
    }
  };
}

function ledgerRefused(verb: 'created' | 'written', error: unknown, { engine, database }: DatabaseAccess): unknown {
  const said = serverError(error);
  if (!said) return error;
  return new UserError(
    {
      what: `The ledger table could not be ${verb} in the ${engineTitle(engine)} database ${database}; no file was run.`,
      why: `${said.message} (${said.code}).`,
      next: 'Use a user who may create tables in this schema and write to them (PostgreSQL 15+: GRANT CREATE ON SCHEMA public TO …).',
    },
    { cause: error },
  );
}

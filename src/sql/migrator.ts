import { performance } from 'node:perf_hooks';
import { type Blocker, blockersText } from '../domain/sql/blocker.ts';
import { engineTitle } from '../domain/sql/engine.ts';
import type { Owner } from '../domain/sql/owner.ts';
import { UserError } from '../errors.ts';
import type { DatabaseAccess, SessionSettings } from './access.ts';
import { watchBlockers } from './blockers.ts';
import type { SqlBounds } from './bounds.ts';
import { connectDatabase } from './connect.ts';
import { entryWriter } from './entry-writer.ts';
import type { FileResult, FileRun } from './file-run.ts';
import { type LedgerEntry, ledgerOf, type Provenance } from './ledger.ts';
import { ledgerNameIn, ledgerPlace } from './ledger-place.ts';
import { type Lock, type LockHolder, lockOf } from './lock.ts';
import { ownRole } from './own-role.ts';
import { ownerIn, writeOwner } from './owner.ts';
import { plainTables } from './plain-tables.ts';
import { refusePooling } from './pooling.ts';
import { type BaselineFile, recordBaseline } from './record-baseline.ts';
import { type LedgerRepair, repairLedger } from './repair-ledger.ts';
import { runInTransaction } from './run-in-transaction.ts';
import { runStatements } from './run-statements.ts';
import { type Session, serverError } from './session.ts';
import { limited, watchOver } from './watch.ts';

/** Migrates one database under its lock. The lock is held by a session of its own, outside any transaction. */
export interface Migrator {
  /** Takes the lock, or finds its holder. */
  tryLock(): Promise<{ readonly taken: true } | { readonly taken: false; readonly holder: LockHolder | undefined }>;
  holdsLock(): Promise<boolean>;
  ledger(): Promise<readonly LedgerEntry[]>;
  /** Whether a condition in SQL is true. */
  isTrue(condition: string): Promise<boolean>;
  createLedger(): Promise<void>;
  /** The environment that the database belongs to, as the row in it says now. */
  owner(): Promise<Owner | undefined>;
  writeOwner(environment: string): Promise<void>;
  /** Writes files into the ledger as applied, all of them or none, without running them. */
  recordBaseline(files: readonly BaselineFile[]): Promise<void>;
  /** Corrects the entry of a migration, and writes that down. */
  repair(repair: LedgerRepair): Promise<void>;
  /** Runs a file in a fresh session, so that nothing that one file sets reaches the next. An abort stops it on the server. */
  run(file: FileRun, signal: AbortSignal): Promise<FileResult>;
  /** Releases the lock. */
  close(): Promise<void>;
}

/** Opens a migrator: `bounds` say how long it waits for a server that does not answer. */
export function migratorOpener(bounds: SqlBounds): OpenMigrator {
  return (access, settings, provenance, onNotice) => openMigrator({ access, settings, onNotice, bounds }, provenance);
}

type OpenMigrator = (
  access: DatabaseAccess,
  settings: SessionSettings,
  provenance: Provenance,
  onNotice: (message: string) => void,
) => Promise<Migrator>;

interface Opening {
  readonly access: DatabaseAccess;
  readonly settings: SessionSettings;
  readonly onNotice: (message: string) => void;
  readonly bounds: SqlBounds;
}

async function openMigrator(
  { access, settings, onNotice, bounds }: Opening,
  provenance: Provenance,
): Promise<Migrator> {
  const ofLock = { ...settings, statementTimeoutSeconds: undefined };
  const lockSession = await connectDatabase(access, ofLock, undefined, bounds);
  await refusePooling(lockSession, () => connectDatabase(access, ofLock, undefined, bounds)).catch(async (error) => {
    await lockSession.close();
    throw error;
  });
  const lock = lockOf(lockSession, access.database);
  const fileLock = lockOf(lockSession, access.database, 'file');
  const lockIsHeld = () => lock.isHeld().catch(() => false);
  const place = await ledgerPlace(lockSession);
  const name = ledgerNameIn(place, lockSession);
  const ledger = ledgerOf(lockSession, name);
  const hasPlainTables = plainTables(lockSession);
  return {
    async tryLock() {
      if (!(await lock.tryTake())) return { taken: false, holder: await lock.holder() };
      const holder = await fileLock.holder();
      if (!holder) return { taken: true };
      await lock.release();
      return { taken: false, holder };
    },
    holdsLock: lockIsHeld,
    ledger: ledger.entries,
    isTrue: (condition) => isTrue(lockSession, condition),
    createLedger: () =>
      ledger.create().catch((error) => {
        throw ledgerRefused('created', error, access);
      }),
    owner: () => ownerIn(lockSession, place),
    writeOwner: (environment) =>
      writeOwner(lockSession, place, environment, provenance).catch((error) => {
        throw ledgerRefused('written', error, access);
      }),
    recordBaseline: (files) =>
      recordBaseline(lockSession, name, files, provenance).catch((error) => {
        throw ledgerRefused('written', error, access);
      }),
    repair: (repair) =>
      repairLedger({ session: lockSession, place, lockIsHeld: lock.held }, repair, provenance).catch((error) => {
        throw ledgerRefused('written', error, access);
      }),
    async run(file, signal) {
      signal.throwIfAborted();
      const limits = { ...settings, ...file.limits };
      const session = await connectDatabase(access, limits, onNotice, bounds);
      if (!session.usualQuotes) {
        await session.close();
        throw unusualQuotes(access);
      }
      if (!(await takenWithin(bounds.connectMilliseconds, lockOf(session, access.database, 'file')))) {
        await session.close();
        throw stillRunning(access);
      }
      const watch = watchOver(session, { session: lockSession, isHeld: lockIsHeld }, bounds);
      const blocked = watchBlockers(session, lockSession, bounds.blockersMilliseconds, (blockers) =>
        onNotice(blockersText(blockers, access.engine)),
      );
      signal.addEventListener('abort', watch.stop, { once: true });
      try {
        const inOwnRole = ownRole(session, file.statements);
        const ledgerAccess = { table: name, lockIsHeld: lock.held, inOwnRole };
        const entry = entryWriter(session, ledgerAccess, file, provenance);
        const ledgerTable = name;
        const running = limited(session, lockSession, limits);
        // What an earlier run has applied is not in the transaction of this one.
        const runFile = file.mode === 'statements' || file.from > 0 ? runStatements : runInTransaction;
        const through = { session, entry, ledgerTable, ...running, lockIsHeld, hasPlainTables, signal };
        return withBlockers(await runFile(file, through), blocked.last());
      } finally {
        signal.removeEventListener('abort', watch.stop);
        watch.end();
        blocked.end();
        await session.close();
      }
    },
    close: lockSession.close,
  };
}

/** Of a statement that has waited too long, whom it waited for. */
function withBlockers(result: FileResult, blockers: readonly Blocker[]): FileResult {
  if (result.ok || blockers.length === 0 || !waitedTooLong.test(result.failure.error.code)) return result;
  return { ok: false, failure: { ...result.failure, blockers } };
}

const waitedTooLong = /^(55P03|57014|ER_LOCK_WAIT_TIMEOUT|ER_QUERY_INTERRUPTED|ER_STATEMENT_TIMEOUT|ER_QUERY_TIMEOUT)$/;

const takingMilliseconds = 50;

/** The server takes a moment to end the session of the file before. */
async function takenWithin(milliseconds: number, lock: Pick<Lock, 'tryTake'>): Promise<boolean> {
  const deadline = performance.now() + milliseconds;
  while (!(await lock.tryTake())) {
    if (performance.now() > deadline) return false;
    await new Promise((resolve) => setTimeout(resolve, takingMilliseconds));
  }
  return true;
}

function stillRunning({ engine, database }: DatabaseAccess): UserError {
  return new UserError({
    what: `Another session still runs a file on the ${engineTitle(engine)} database ${database}; the next file was not begun.`,
    next: 'Run the job again when that session has ended.',
  });
}

export async function isTrue(session: Session, condition: string): Promise<boolean> {
  const [row] = await session.query(`SELECT (${condition}) AS holds`);
  return Number(row?.['holds']) === 1;
}

/** The files were split by the usual rules: by others, a quote would end elsewhere. */
function unusualQuotes({ engine, database }: DatabaseAccess): UserError {
  const setting = engine === 'mysql' ? 'NO_BACKSLASH_ESCAPES in sql_mode' : 'standard_conforming_strings = off';
  return new UserError({
    what: `The ${engineTitle(engine)} database ${database} reads quotes in an unusual way; this file was not run.`,
    why: `The server, the database or the user has the setting ${setting}.`,
    next: 'Remove that setting, or set it within the files that need it.',
  });
}

function ledgerRefused(verb: 'created' | 'written', error: unknown, { engine, database }: DatabaseAccess): unknown {
  const refused = serverError(error);
  if (!refused) return error;
  return new UserError(
    {
      what: `The ledger table could not be ${verb} in the ${engineTitle(engine)} database ${database}; no file was run.`,
      why: `${refused.message} (${refused.code}).`,
      next: 'Use a user who may create tables in this schema and write to them (PostgreSQL 15+: GRANT CREATE ON SCHEMA public TO …).',
    },
    { cause: error },
  );
}

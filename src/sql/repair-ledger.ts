import { repairsTable } from '../domain/sql/repair.ts';
import type { Provenance } from './ledger.ts';
import { ledgerNameIn } from './ledger-place.ts';
import { lockLost } from './lock.ts';
import type { Session } from './session.ts';

/** A correction of the entry of one migration. */
export interface LedgerRepair {
  readonly act: string;
  readonly file: string;
  readonly from: RepairedEntry;
  /** Undefined: the entry is deleted. */
  readonly to?: RepairedEntry;
}

export interface RepairedEntry {
  readonly sha256: string;
  readonly statements: number;
  readonly statementsDone: number;
  readonly doneSha256: string;
  readonly finished: boolean;
}

export interface RepairedLedger {
  readonly session: Session;
  /** The schema or database of the ledger. */
  readonly place: string;
  readonly lockIsHeld: string;
}

/** Corrects an entry, and writes down who did it, in one transaction; throws where the lock is not held or the entry is not there. */
export async function repairLedger(
  { session, place, lockIsHeld }: RepairedLedger,
  repair: LedgerRepair,
  from: Provenance,
): Promise<void> {
  const repairs = ledgerNameIn(place, session, repairsTable);
  await session.run(definition(session, repairs));
  await session.run('BEGIN');
  try {
    const { set, values } = corrected(ledgerNameIn(place, session), repair, session);
    const found = await session.update(`${set} WHERE kind = 'migration' AND file = ? AND ${lockIsHeld}`, [
      ...values,
      repair.file,
    ]);
    if (found !== 1) throw lockLost();
    await session.query(...recorded(repairs, repair, from));
    await session.run('COMMIT');
  } catch (error) {
    await session.run('ROLLBACK').catch(() => undefined);
    throw error;
  }
}

/** What is recorded without having been run has no duration, as with a baseline. */
function corrected(ledger: string, { from, to }: LedgerRepair, session: Session) {
  if (!to) return { set: `DELETE FROM ${ledger}`, values: [] };
  const now = session.engine === 'mysql' ? 'UTC_TIMESTAMP(3)' : 'now()';
  const end = to.finished && !from.finished ? `, finished_at = ${now}, duration_ms = NULL` : '';
  return {
    set: `UPDATE ${ledger} SET sha256 = ?, statements = ?, statements_done = ?, done_sha256 = ?${end}`,
    values: [to.sha256, to.statements, to.statementsDone, to.doneSha256],
  };
}

function recorded(table: string, { act, file, from, to }: LedgerRepair, { commit, runUrl }: Provenance) {
  const columns = 'file, act, sha256_before, statements_done_before, sha256, statements_done, commit_sha, run_url';
  const after = [to?.sha256 ?? null, to?.statementsDone ?? null];
  const source = [commit.slice(0, 64), runUrl.slice(0, 500)];
  const values = [file, act, from.sha256, from.statementsDone, ...after, ...source];
  return [`INSERT INTO ${table} (${columns}) VALUES (${values.map(() => '?').join(', ')})`, values] as const;
}

function definition({ engine }: Session, name: string): string {
  const moment = engine === 'mysql' ? 'datetime(3) NOT NULL DEFAULT NOW(3)' : 'timestamptz NOT NULL DEFAULT now()';
  return `CREATE TABLE IF NOT EXISTS ${name} (
    repaired_at ${moment},
    file varchar(200) NOT NULL,
    act varchar(40) NOT NULL,
    sha256_before char(64) NOT NULL,
    statements_done_before integer NOT NULL,
    sha256 char(64) NULL,
    statements_done integer NULL,
    commit_sha varchar(64) NOT NULL,
    run_url varchar(500) NOT NULL
  )`;
}

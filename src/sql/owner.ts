import { type Owner, ownerTable } from '../domain/sql/owner.ts';
import { UserError } from '../errors.ts';
import type { Provenance } from './ledger.ts';
import { ledgerNameIn } from './ledger-place.ts';
import { type Session, serverError } from './session.ts';

/** Reads the row beside the ledger; undefined where no run has written one. */
export async function ownerIn(session: Session, place: string): Promise<Owner | undefined> {
  if (!(await isThere(session, place))) return undefined;
  try {
    const [row] = await session.query(`SELECT environment, run_url FROM ${nameIn(session, place)}`);
    return row && { environment: String(row['environment']), runUrl: String(row['run_url']) };
  } catch (error) {
    const code = serverError(error)?.code ?? '';
    throw /^(42501|ER_TABLEACCESS_DENIED_ERROR)$/.test(code) ? ownerNotReadable(error) : error;
  }
}

/**
 * Asked before, as a statement that fails ends the transaction that it is in. MySQL shows a table to whoever has a privilege on
 * it or on its database; to others it says neither that it is there nor that it is not, so those are not told whose it is.
 */
async function isThere(session: Session, place: string): Promise<boolean> {
  const [row] =
    session.engine === 'postgres'
      ? await session.query('SELECT to_regclass(?) IS NOT NULL AS found', [nameIn(session, place)])
      : await session.query(mysqlTable, [place, ownerTable]);
  return Number(row?.['found']) === 1;
}

const mysqlTable = 'SELECT COUNT(*) AS found FROM information_schema.TABLES WHERE TABLE_SCHEMA = ? AND TABLE_NAME = ?';

/** Writes the row, in place of any other one. */
export async function writeOwner(
  session: Session,
  place: string,
  environment: string,
  { runUrl }: Provenance,
): Promise<void> {
  const name = nameIn(session, place);
  const columns = 'only_row smallint PRIMARY KEY, environment varchar(200) NOT NULL, run_url varchar(500) NOT NULL';
  await session.run(`CREATE TABLE IF NOT EXISTS ${name} (${columns})`);
  const update =
    session.engine === 'mysql'
      ? 'ON DUPLICATE KEY UPDATE environment = VALUES(environment), run_url = VALUES(run_url)'
      : 'ON CONFLICT (only_row) DO UPDATE SET environment = EXCLUDED.environment, run_url = EXCLUDED.run_url';
  const insert = `INSERT INTO ${name} (only_row, environment, run_url) VALUES (1, ?, ?) ${update}`;
  await session.query(insert, [environment.slice(0, 200), runUrl.slice(0, 500)]);
}

function nameIn(session: Session, place: string): string {
  return ledgerNameIn(place, session, ownerTable);
}

function ownerNotReadable(cause: unknown): UserError {
  return new UserError(
    {
      what: `The table ${ownerTable} cannot be read, so it is not known which environment the database belongs to; nothing was changed.`,
      why: 'The database user has no privilege on it.',
      next: `Grant it: GRANT SELECT ON ${ownerTable} TO …;`,
    },
    { cause },
  );
}

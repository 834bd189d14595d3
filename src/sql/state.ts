import { type Owner, ownerTable } from '../domain/sql/owner.ts';
import { repairsTable } from '../domain/sql/repair.ts';
import type { TableSize } from '../domain/sql/table-size.ts';
import { type LedgerEntry, ledgerOf } from './ledger.ts';
import { ledgerNameIn, ledgerPlace, ledgerTable } from './ledger-place.ts';
import { ownerIn } from './owner.ts';
import type { Session } from './session.ts';
import { tableSizes } from './table-sizes.ts';

/** The past of a database: its ledger, and whether it has tables, and whose it is. */
export interface DatabaseState {
  readonly ledger: readonly LedgerEntry[];
  /** Whether there are tables or views beside the ledger, its owner and its repairs. */
  readonly hasTables: boolean;
  /** Undefined where no run has written it down. */
  readonly owner: Owner | undefined;
  readonly tableSizes: readonly TableSize[];
}

/** Reads the tables first: if another run creates tables in between, the ledger then has their files. */
export async function stateOf(session: Session): Promise<DatabaseState> {
  const place = await ledgerPlace(session);
  const hasTables = await tablesExist(session, place);
  const ledger = await ledgerOf(session, ledgerNameIn(place, session)).entries();
  return { hasTables, ledger, owner: await ownerIn(session, place), tableSizes: await tableSizes(session) };
}

/** In the schema (PostgreSQL) or database (MySQL) that holds the ledger; tables of extensions, such as PostGIS's, do not count. */
async function tablesExist(session: Session, place: string): Promise<boolean> {
  const one = session.engine === 'mysql' ? mysqlTable : postgresTable;
  const [row] = await session.query(`SELECT EXISTS (${one}) AS found`, [place, ledgerTable, ownerTable, repairsTable]);
  return Number(row?.['found']) === 1;
}

/** MySQL shows a user the tables on which it has a privilege. A user with CREATE on the database sees all of them. */
const mysqlTable = 'SELECT 1 FROM information_schema.TABLES WHERE TABLE_SCHEMA = ? AND TABLE_NAME NOT IN (?, ?, ?)';

/** From the catalog, which every user may read: information_schema hides tables on which a user has no privilege. */
const postgresTable = `SELECT 1 FROM pg_catalog.pg_class c
  JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
  WHERE n.nspname = ? AND c.relname NOT IN (?, ?, ?) AND c.relkind IN ('r', 'p', 'f', 'v', 'm')
    AND NOT EXISTS (
      SELECT 1 FROM pg_catalog.pg_depend d
      WHERE d.classid = 'pg_catalog.pg_class'::regclass AND d.objid = c.oid AND d.deptype = 'e')`;

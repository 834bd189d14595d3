import { type LedgerEntry, ledgerName, ledgerOf, ledgerTable } from './ledger.ts';
import type { Session } from './session.ts';

/** What a database tells of its past. */
export interface DatabaseState {
  readonly ledger: readonly LedgerEntry[];
  /** Whether there are tables or views beside the ledger. */
  readonly hasTables: boolean;
}

/** Looks for tables first: of those that another run makes meanwhile, the ledger then knows. */
export async function stateOf(session: Session): Promise<DatabaseState> {
  const name = await ledgerName(session);
  const hasTables = await tablesExist(session);
  return { hasTables, ledger: await ledgerOf(session, name).entries() };
}

/** In the schema (PostgreSQL) or database (MySQL) that holds the ledger; the tables of extensions, such as PostGIS's, are nobody's work. */
async function tablesExist(session: Session): Promise<boolean> {
  const one = session.engine === 'mysql' ? mysqlTable : postgresTable;
  const [row] = await session.query(`SELECT EXISTS (${one}) AS found`, [ledgerTable]);
  return Number(row?.['found']) === 1;
}

/** MySQL shows a user the tables that it has some privilege on; who may create tables in a database sees all of them. */
const mysqlTable = 'SELECT 1 FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME <> ?';

/** From the catalog, which everybody may read: information_schema hides what a user has no privilege on. */
const postgresTable = `SELECT 1 FROM pg_catalog.pg_class c
  JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
  WHERE n.nspname = current_schema() AND c.relname <> ? AND c.relkind IN ('r', 'p', 'f', 'v', 'm')
    AND NOT EXISTS (
      SELECT 1 FROM pg_catalog.pg_depend d
      WHERE d.classid = 'pg_catalog.pg_class'::regclass AND d.objid = c.oid AND d.deptype = 'e')`;

import type { DatabaseAccess, SessionSettings } from './access.ts';
import { type SqlBounds, usualBounds } from './bounds.ts';
import { connectDatabase } from './connect.ts';
import type { Provenance } from './ledger.ts';
import { isTrue, type Migrator, migratorOpener } from './migrator.ts';
import { pooled } from './pooling.ts';
import { type Row, type Session, serverError } from './session.ts';
import { type DatabaseState, stateOf } from './state.ts';
import { authoritiesFor } from './tls.ts';

/** Rows by the table's name; a table that this user may not read is named all the same. */
export type FoundTables = ReadonlyMap<string, readonly Row[] | 'not readable'>;

export interface DatabaseReader {
  /** The ledger, and whether there are tables. Nothing is written, so a read-only user is enough. */
  state(access: DatabaseAccess, settings: SessionSettings, signal: AbortSignal): Promise<DatabaseState>;
  /** Whether a condition in SQL is true. */
  isTrue(access: DatabaseAccess, settings: SessionSettings, condition: string): Promise<boolean>;
  /** The rows of those of these small tables of other tools that exist, looked for as their names are. */
  tables(access: DatabaseAccess, settings: SessionSettings, names: readonly string[]): Promise<FoundTables>;
  /** PEM certificates of the authorities that a connection is verified against; undefined for a plain one. */
  authorities(access: DatabaseAccess): Promise<string | undefined>;
}

export interface DatabaseWriter {
  /** Opens a session that can take the database's lock and run files. Always close it. */
  open(
    access: DatabaseAccess,
    settings: SessionSettings,
    provenance: Provenance,
    onNotice: (message: string) => void,
  ): Promise<Migrator>;
}

/** `bounds` are for tests. */
export function databases(bounds: SqlBounds = usualBounds): {
  readonly reader: DatabaseReader;
  readonly writer: DatabaseWriter;
} {
  return {
    reader: {
      async state(access, settings, signal) {
        signal.throwIfAborted();
        const session = await connectDatabase(access, settings, undefined, bounds);
        const close = () => void session.close();
        signal.addEventListener('abort', close, { once: true });
        try {
          return await readOnly(session);
        } catch (error) {
          throw signal.aborted ? signal.reason : error;
        } finally {
          signal.removeEventListener('abort', close);
          await session.close();
        }
      },
      async isTrue(access, settings, condition) {
        const session = await connectDatabase(access, settings, undefined, bounds);
        try {
          return await isTrue(session, condition);
        } finally {
          await session.close();
        }
      },
      async tables(access, settings, names) {
        const session = await connectDatabase(access, settings, undefined, bounds);
        try {
          return await foundTables(session, names);
        } finally {
          await session.close();
        }
      },
      authorities: authoritiesFor,
    },
    writer: { open: migratorOpener(bounds) },
  };
}

const maxRows = 100_000;

async function foundTables(session: Session, names: readonly string[]): Promise<FoundTables> {
  const found = new Map<string, readonly Row[] | 'not readable'>();
  for (const name of names) {
    const rows = await rowsOf(session, name);
    if (rows) found.set(name, rows);
  }
  return found;
}

async function rowsOf(session: Session, table: string): Promise<readonly Row[] | 'not readable' | undefined> {
  const quote = session.engine === 'mysql' ? '`' : '"';
  try {
    return await session.query(`SELECT * FROM ${quote}${table}${quote} LIMIT ${maxRows}`);
  } catch (error) {
    const code = serverError(error)?.code ?? '';
    if (/^(42P01|ER_NO_SUCH_TABLE)$/.test(code)) return undefined;
    if (/^(42501|ER_TABLEACCESS_DENIED_ERROR)$/.test(code)) return 'not readable';
    throw error;
  }
}

async function readOnly(session: Session): Promise<DatabaseState> {
  const begin = session.engine === 'mysql' ? 'START TRANSACTION READ ONLY' : 'BEGIN TRANSACTION READ ONLY';
  await session.run(begin).catch((error) => {
    throw session.proxied && serverError(error) ? pooled(error) : error;
  });
  const state = await stateOf(session);
  await session.run('ROLLBACK');
  return state;
}

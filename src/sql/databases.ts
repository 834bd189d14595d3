import type { DatabaseAccess, SessionSettings } from './access.ts';
import { type SqlBounds, usualBounds } from './bounds.ts';
import { connectDatabase } from './connect.ts';
import type { Provenance } from './ledger.ts';
import { isTrue, type Migrator, migratorOpener } from './migrator.ts';
import type { Session } from './session.ts';
import { type DatabaseState, stateOf } from './state.ts';
import { authoritiesFor } from './tls.ts';

export interface DatabaseReader {
  /** The ledger, and whether there are tables. Nothing is written, so a read-only user is enough. */
  state(access: DatabaseAccess, settings: SessionSettings, signal: AbortSignal): Promise<DatabaseState>;
  /** Whether a condition in SQL is true. */
  isTrue(access: DatabaseAccess, settings: SessionSettings, condition: string): Promise<boolean>;
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
      authorities: authoritiesFor,
    },
    writer: { open: migratorOpener(bounds) },
  };
}

async function readOnly(session: Session): Promise<DatabaseState> {
  await session.run(session.engine === 'mysql' ? 'START TRANSACTION READ ONLY' : 'BEGIN TRANSACTION READ ONLY');
  const state = await stateOf(session);
  await session.run('ROLLBACK');
  return state;
}

import { createHash } from 'node:crypto';
import type { Session } from './session.ts';

/** The session that holds the lock of a database, as far as this user may see it. */
export interface LockHolder {
  /** Process id or connection id on the server. */
  readonly session: string;
  readonly user?: string | undefined;
  /** Its application name: for this action, the repository and the run. */
  readonly application?: string | undefined;
  readonly client?: string | undefined;
  /** When that session was opened. */
  readonly since?: Date | undefined;
}

/** One lock per database: MySQL's names are server-wide, so the database's name goes into each. */
export interface Lock {
  /** Takes it if it is free, and never waits: a waiting session would block CREATE INDEX CONCURRENTLY. */
  tryTake(): Promise<boolean>;
  /** Whether its session still holds it: a session can be lost without an error. */
  isHeld(): Promise<boolean>;
  holder(): Promise<LockHolder | undefined>;
  /** The condition in SQL that this session holds it, for a statement of any session. */
  readonly held: string;
}

export function lockOf(session: Session, database: string): Lock {
  const hash = createHash('sha256').update(`seed-rds:${database}`).digest();
  return session.engine === 'postgres' ? postgresLock(session, hash) : mysqlLock(session, hash);
}

/** Source: https://www.postgresql.org/docs/current/view-pg-locks.html on how a 64-bit key is split. */
function postgresLock(session: Session, hash: Buffer): Lock {
  const key = String(hash.readBigInt64BE());
  const [high, low] = [hash.readUInt32BE(0), hash.readUInt32BE(4)];
  const held = `
    SELECT a.pid, a.usename, a.application_name, host(a.client_addr) AS client, a.backend_start
    FROM pg_locks l JOIN pg_stat_activity a ON a.pid = l.pid
    WHERE l.locktype = 'advisory' AND l.granted AND l.objsubid = 1
      AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database())
      AND l.classid = ?::bigint::oid AND l.objid = ?::bigint::oid`;
  const ours = `EXISTS (SELECT 1 FROM pg_catalog.pg_locks WHERE locktype = 'advisory' AND granted AND objsubid = 1
    AND classid = ${high}::bigint::oid AND objid = ${low}::bigint::oid AND pid = ${session.id})`;
  return {
    held: ours,
    async tryTake() {
      const [row] = await session.query('SELECT pg_try_advisory_lock(?::bigint) AS taken', [key]);
      return row?.['taken'] === true;
    },
    async isHeld() {
      const rows = await session.query(held, [high, low]);
      return rows.some(({ pid }) => pid === session.id);
    },
    async holder() {
      const [row] = await session.query(held, [high, low]);
      if (!row) return undefined;
      return {
        session: String(row['pid']),
        user: textOf(row['usename']),
        application: textOf(row['application_name']),
        client: textOf(row['client']),
        since: row['backend_start'] instanceof Date ? row['backend_start'] : undefined,
      };
    },
  };
}

/** Source: https://dev.mysql.com/doc/refman/8.4/en/locking-functions.html (names have at most 64 characters). */
function mysqlLock(session: Session, hash: Buffer): Lock {
  const name = `seed-rds:${hash.toString('hex').slice(0, 40)}`;
  return {
    held: `IS_USED_LOCK('${name}') = ${session.id}`,
    async tryTake() {
      const [row] = await session.query('SELECT GET_LOCK(?, 0) AS taken', [name]);
      return Number(row?.['taken']) === 1;
    },
    async isHeld() {
      const [row] = await session.query('SELECT IS_USED_LOCK(?) = CONNECTION_ID() AS held', [name]);
      return Number(row?.['held']) === 1;
    },
    async holder() {
      const [used] = await session.query('SELECT IS_USED_LOCK(?) AS id', [name]);
      const id = textOf(used?.['id']);
      return id === undefined ? undefined : mysqlHolder(session, id);
    },
  };
}

/** Other users' sessions are shown only with the PROCESS privilege; connection attributes only with performance_schema. */
async function mysqlHolder(session: Session, id: string): Promise<LockHolder> {
  const [row] = await session
    .query('SELECT USER AS user, HOST AS host FROM information_schema.PROCESSLIST WHERE ID = ?', [id])
    .catch(() => []);
  const [attribute] = await session
    .query(
      `SELECT ATTR_VALUE AS value FROM performance_schema.session_account_connect_attrs
       WHERE PROCESSLIST_ID = ? AND ATTR_NAME = 'program_name'`,
      [id],
    )
    .catch(() => []);
  return {
    session: id,
    user: textOf(row?.['user']),
    client: textOf(row?.['host']),
    application: textOf(attribute?.['value']),
  };
}

/** What ends a file when the lock is gone: its transaction is rolled back. */
export function lockLost(): Error {
  return Object.assign(new Error('the lock of the database was lost, because the session that held it has ended'), {
    code: 'LOCK_LOST',
  });
}

/** A session chooses its application name, and MySQL takes 64 KiB of it. */
const maxTextLength = 200;

function textOf(value: unknown): string | undefined {
  return value === null || value === undefined || value === '' ? undefined : String(value).slice(0, maxTextLength);
}

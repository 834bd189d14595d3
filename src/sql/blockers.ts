import type { Blocker } from '../domain/sql/blocker.ts';
import type { Row, Session } from './session.ts';

/** The sessions that hold a lock for which a session waits now; none where it does not wait, or nothing can be seen. */
export async function blockersOf(asking: Session, waiting: number): Promise<readonly Blocker[]> {
  if (asking.engine === 'postgres') return blockersIn(await asking.query(postgresBlockers, [waiting]), true);
  for (const { sql, certain } of mysqlBlockers) {
    // A server without such a table, or a user who may not read it, tells nothing.
    const rows = await asking.query(sql, [waiting]).catch(() => []);
    if (rows.length > 0) return blockersIn(rows, certain);
  }
  return [];
}

/** Source: https://www.postgresql.org/docs/current/functions-info.html (pg_blocking_pids) */
const postgresBlockers = `SELECT a.pid AS session, a.usename AS user, a.application_name AS application,
    host(a.client_addr) AS client, a.xact_start AS since, a.state, a.query AS statement
  FROM unnest(pg_blocking_pids(?::int)) AS b(pid) JOIN pg_stat_activity a ON a.pid = b.pid ORDER BY a.xact_start`;

const mysqlSession = `p.ID AS session, p.USER AS user, p.HOST AS client, UNIX_TIMESTAMP(t.trx_started) AS since, p.COMMAND AS state, p.INFO AS statement`;
const openTransactions = `information_schema.PROCESSLIST p LEFT JOIN information_schema.INNODB_TRX t ON t.trx_mysql_thread_id = p.ID`;

/**
 * Rows in MariaDB and in MySQL 8, tables in MySQL 8 and in MariaDB with its plugin. Sources:
 * https://dev.mysql.com/doc/refman/8.4/en/performance-schema-metadata-locks-table.html
 * https://mariadb.com/kb/en/metadata-lock-info-plugin/
 */
const mysqlBlockers: readonly { readonly sql: string; readonly certain: boolean }[] = [
  {
    certain: true,
    sql: `SELECT ${mysqlSession} FROM ${openTransactions}
      JOIN information_schema.INNODB_LOCK_WAITS w ON w.blocking_trx_id = t.trx_id
      JOIN information_schema.INNODB_TRX r ON r.trx_id = w.requesting_trx_id WHERE r.trx_mysql_thread_id = ?`,
  },
  {
    certain: true,
    sql: `SELECT ${mysqlSession} FROM ${openTransactions}
      JOIN performance_schema.threads b ON b.PROCESSLIST_ID = p.ID
      JOIN performance_schema.data_lock_waits w ON w.BLOCKING_THREAD_ID = b.THREAD_ID
      JOIN performance_schema.threads r ON r.THREAD_ID = w.REQUESTING_THREAD_ID WHERE r.PROCESSLIST_ID = ?`,
  },
  {
    certain: true,
    sql: `SELECT DISTINCT ${mysqlSession} FROM ${openTransactions}
      JOIN performance_schema.threads b ON b.PROCESSLIST_ID = p.ID
      JOIN performance_schema.metadata_locks g ON g.OWNER_THREAD_ID = b.THREAD_ID AND g.LOCK_STATUS = 'GRANTED'
      JOIN performance_schema.metadata_locks w ON w.LOCK_STATUS = 'PENDING' AND w.OBJECT_TYPE = g.OBJECT_TYPE
        AND w.OBJECT_SCHEMA = g.OBJECT_SCHEMA AND w.OBJECT_NAME = g.OBJECT_NAME AND w.OWNER_THREAD_ID <> g.OWNER_THREAD_ID
      JOIN performance_schema.threads r ON r.THREAD_ID = w.OWNER_THREAD_ID WHERE r.PROCESSLIST_ID = ?`,
  },
  {
    certain: false,
    sql: `SELECT ${mysqlSession} FROM information_schema.PROCESSLIST r
      JOIN information_schema.INNODB_TRX t ON t.trx_mysql_thread_id <> r.ID
      JOIN information_schema.PROCESSLIST p ON p.ID = t.trx_mysql_thread_id
      WHERE r.ID = ? AND r.STATE LIKE 'Waiting for %lock%' ORDER BY t.trx_started`,
  },
];

const maxLength = 2_000;

function blockersIn(rows: readonly Row[], certain: boolean): readonly Blocker[] {
  return rows.map((row) => ({
    session: String(row['session']),
    user: textOf(row['user']),
    application: textOf(row['application']),
    client: textOf(row['client']),
    since: momentOf(row['since']),
    state: textOf(row['state']),
    statement: textOf(row['statement']),
    certain,
  }));
}

/** MySQL gives seconds, since its times have no zone. */
function momentOf(value: unknown): Date | undefined {
  if (value instanceof Date) return value;
  return value === null || value === undefined ? undefined : new Date(Number(value) * 1_000);
}

function textOf(value: unknown): string | undefined {
  return value === null || value === undefined || value === '' ? undefined : String(value).slice(0, maxLength);
}

/** Looks from time to time whom a session waits for, and tells it once for each of them. */
export function watchBlockers(
  waiting: Session,
  asking: Session,
  milliseconds: number,
  onBlocked: (blockers: readonly Blocker[]) => void,
) {
  let last: readonly Blocker[] = [];
  let told = '';
  const timer = setInterval(() => {
    blockersOf(asking, waiting.id).then(
      (blockers) => {
        last = blockers;
        const names = blockers.map(({ session }) => session).join();
        if (names !== '' && names !== told) onBlocked(blockers);
        told = names;
      },
      () => undefined,
    );
  }, milliseconds);
  return {
    /** Those that were seen last. */
    last: () => last,
    end: () => clearInterval(timer),
  };
}

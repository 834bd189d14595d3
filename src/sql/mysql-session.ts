import { connect } from 'node:net';
import {
  type Connection,
  type ConnectionOptions,
  createConnection,
  type ResultSetHeader,
  type RowDataPacket,
} from 'mysql2';
import { type ByteText, decoded, encoded } from '../domain/sql/byte-text.ts';
import type { DatabaseAccess, SessionSettings } from './access.ts';
import { answeredWithin } from './bounds.ts';
import { closeWithin, type Row, type Session } from './session.ts';
import { tlsFor } from './tls.ts';

/** Opens a session of a MySQL or MariaDB server within so many milliseconds; throws the driver's error. */
export async function connectMysql(
  access: DatabaseAccess,
  settings: SessionSettings,
  connectMilliseconds: number,
): Promise<Session> {
  const connection = createConnection(await configuration(access, settings));
  connection.on('error', () => undefined);
  const destroy = () => connection.destroy();
  try {
    return await answeredWithin(connectMilliseconds, opened(connection, settings), destroy);
  } catch (error) {
    destroy();
    throw error;
  }
}

async function opened(connection: Connection, settings: SessionSettings): Promise<Session> {
  const promised = connection.promise();
  await promised.connect();
  const seconds = settings.lockTimeoutSeconds;
  // A proxy gives a number of its own to the session, and KILL takes the server's.
  const [[numbers]] = await promised.query<RowDataPacket[]>('SELECT CONNECTION_ID() AS id');
  // With the collation that the server itself prefers.
  const [answer] = await promised.query<ResultSetHeader>('SET NAMES utf8mb4');
  // The server's own limit for metadata locks is a year.
  await promised.query(`SET SESSION lock_wait_timeout = ${seconds}, innodb_lock_wait_timeout = ${seconds}`);
  return session(connection, Number(numbers?.['id']), answer.serverStatus);
}

async function configuration(access: DatabaseAccess, settings: SessionSettings): Promise<ConnectionOptions> {
  const tls = await tlsFor(access);
  const { dial } = access;
  return {
    host: access.host,
    port: access.port,
    // mysql2 verifies the certificate's name against `host`, so a tunnel is dialled by a stream of its own.
    ...(dial ? { stream: () => connect(dial.port, dial.host) } : {}),
    user: encoded(access.username),
    password: await access.password(),
    database: encoded(access.database),
    ...(tls ? { ssl: { ...tls, verifyIdentity: true } } : {}),
    enableCleartextPlugin: access.authentication === 'iam-token' && tls !== undefined,
    connectAttributes: { program_name: settings.applicationName },
    // The driver's own timeout ends with the first byte that comes.
    connectTimeout: 0,
    // For the driver: what is sent is bytes. For the server it is set below.
    charset: 'BINARY',
    // The flags of the mysql client: with these of the driver a file would be read in another way, and after SET NAMES
    // the driver would send text instead of bytes.
    multipleStatements: true,
    flags: ['-FOUND_ROWS', '-IGNORE_SPACE', '-ODBC', '-LOCAL_FILES', '-SESSION_TRACK'],
    supportBigNumbers: true,
    bigNumberStrings: true,
  };
}

/** Flags of the server's answer: https://dev.mysql.com/doc/dev/mysql-server/latest/mysql__com_8h.html */
const [inTransactionFlag, autocommitFlag, noBackslashFlag] = [1, 2, 512] as const;

function session(connection: Connection, id: number, initialStatus: number): Session {
  let status = initialStatus;
  const see = (answer: unknown) => {
    if (typeof answer !== 'object' || answer === null || !('serverStatus' in answer)) return false;
    status = Number(answer.serverStatus);
    return true;
  };
  const runBytes = async (text: ByteText): Promise<readonly unknown[]> => {
    const answers = await sent(connection, text, see);
    if (!see(answers.at(-1))) await sent(connection, 'DO 0', see);
    return answers;
  };
  const bytesOf = (values: readonly (string | number | null)[]) =>
    values.map((value) => (typeof value === 'string' ? encoded(value) : value));
  return {
    engine: 'mysql',
    id,
    proxied: connection.threadId !== id % 2 ** 32,
    usualQuotes: (initialStatus & noBackslashFlag) === 0,
    async query(sql, values) {
      const [answer] = await connection
        .promise()
        .query<RowDataPacket[] | ResultSetHeader>(encoded(sql), values && bytesOf(values))
        .catch(readableError);
      see(answer);
      return Array.isArray(answer) ? (answer as readonly Row[]) : [];
    },
    async update(sql, values) {
      const sent = connection.promise().query<ResultSetHeader>(encoded(sql), bytesOf(values));
      const [answer] = await sent.catch(readableError);
      see(answer);
      return matched(answer);
    },
    run: async (sql) => void (await runBytes(encoded(sql))),
    runStatement: async ({ text }) => void (await runBytes(text)),
    async runRecorded({ begin, update, values }, { text }) {
      // The statement stands last: the server's errors show what follows behind them.
      const before = `${encoded(begin)};\n${connection.format(encoded(update), bytesOf(values))};\n`;
      const answers = await runBytes(`${before}${text}`);
      return matched(answers[1] as ResultSetHeader);
    },
    inTransaction: () => (status & inTransactionFlag) !== 0,
    autocommits: () => (status & autocommitFlag) !== 0,
    close: () =>
      closeWithin(
        () => connection.promise().end(),
        () => connection.destroy(),
      ),
    destroy: () => connection.destroy(),
  };
}

/** As many as `runRecorded` has. */
const maxAnswers = 3;

/** "Rows matched: 1  Changed: 0": a row that stays as it was counts as well. The words are in the server's language. */
function matched({ info, affectedRows }: ResultSetHeader): number {
  return Number(/\d+/.exec(info)?.[0] ?? affectedRows);
}

/** Runs statements and drops their rows: of the answers, the first two are kept, and the last. After rows the server does not say its state. */
function sent(connection: Connection, text: ByteText, see: (answer: unknown) => void): Promise<readonly unknown[]> {
  return new Promise((resolve, reject) => {
    const answers: unknown[] = [];
    let failure: unknown;
    // The driver tells the loss of the connection to it alone, where a query has no callback.
    const lost = (error: unknown) => readableError(error).catch(reject);
    connection.once('error', lost);
    connection
      .query(text)
      .on('result', (row: unknown) => {
        see(row);
        if (answers.length < maxAnswers) answers.push(row);
        else answers[maxAnswers - 1] = row;
      })
      .on('error', (error: unknown) => {
        connection.off('error', lost);
        failure = error;
        readableError(error).catch(reject);
      })
      .on('end', () => {
        connection.off('error', lost);
        if (!failure) resolve(answers);
      });
  });
}

/** The connection's character set is binary for the driver, so its messages come as bytes. */
async function readableError(error: unknown): Promise<never> {
  if (error instanceof Error) {
    const { message, sqlMessage } = error as Error & { readonly sqlMessage?: string };
    Object.assign(error, { message: decoded(message), ...(sqlMessage ? { sqlMessage: decoded(sqlMessage) } : {}) });
  }
  throw error;
}

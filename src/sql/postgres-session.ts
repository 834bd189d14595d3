import { Client, type ClientConfig } from 'pg';
import { encoded } from '../domain/sql/byte-text.ts';
import type { DatabaseAccess, SessionSettings } from './access.ts';
import { answeredWithin } from './bounds.ts';
import { PostgresStatement } from './postgres-statement.ts';
import { closeWithin, type Row, type Session } from './session.ts';
import { tlsFor } from './tls.ts';

/** Opens a session of a PostgreSQL server within so many milliseconds; throws the driver's error. */
export async function connectPostgres(
  access: DatabaseAccess,
  settings: SessionSettings,
  onNotice: (message: string) => void,
  connectMilliseconds: number,
): Promise<Session> {
  const client = new Client(await configuration(access, settings));
  // Without a listener the loss of an idle connection would end the process; the next query reports it.
  client.on('error', () => undefined);
  client.on('notice', ({ message }) => onNotice(message ?? ''));
  try {
    return await answeredWithin(connectMilliseconds, opened(client), () => destroy(client));
  } catch (error) {
    await closeWithin(
      () => client.end(),
      () => destroy(client),
    );
    throw error;
  }
}

async function opened(client: Client): Promise<Session> {
  await client.connect();
  const { rows } = await client.query<Opened>(
    "SELECT pg_backend_pid() AS id, current_setting('standard_conforming_strings') = 'on' AS usual",
  );
  return session(client, rows[0] ?? { id: 0, usual: true });
}

async function configuration(access: DatabaseAccess, settings: SessionSettings): Promise<ClientConfig> {
  const tls = await tlsFor(access);
  const { host, port } = access.dial ?? access;
  return {
    host,
    port,
    user: access.username,
    password: await access.password(),
    database: access.database,
    // pg takes the name to verify from `host`, and from here only where `host` is an address.
    ssl: tls ? { ...tls, servername: access.host } : false,
    options: access.options,
    application_name: settings.applicationName,
    keepAlive: true,
    lock_timeout: settings.lockTimeoutSeconds * 1_000,
    ...(settings.statementTimeoutSeconds ? { statement_timeout: settings.statementTimeoutSeconds * 1_000 } : {}),
  };
}

interface Opened {
  readonly id: number;
  readonly usual: boolean;
}

function session(client: Client, { id, usual }: Opened): Session {
  return {
    engine: 'postgres',
    id,
    // PgBouncer, Odyssey and RDS Proxy answer the start of a session themselves.
    proxied: (client as Client & { readonly processID?: number }).processID !== id,
    usualQuotes: usual,
    async query(sql, values = []) {
      const { rows } = await client.query<Row>(numbered(sql), [...values]);
      return rows;
    },
    async update(sql, values) {
      return (await client.query(numbered(sql), [...values])).rowCount ?? 0;
    },
    run: (sql) => ended(client, new PostgresStatement({ text: encoded(sql) })),
    runStatement: (statement) => ended(client, new PostgresStatement(statement)),
    runRecorded: () => Promise.reject(new Error('PostgreSQL runs each statement in a message of its own.')),
    inTransaction: () => (client.getTransactionStatus() ?? 'I') !== 'I',
    autocommits: () => true,
    close: () =>
      closeWithin(
        () => client.end(),
        () => destroy(client),
      ),
    destroy: () => destroy(client),
  };
}

/** Drops each row as it comes: a file may select more than this machine has memory for. */
function ended(client: Client, statement: PostgresStatement): Promise<void> {
  return new Promise((resolve, reject) => {
    client.query(statement.on('error', reject).on('end', () => resolve()));
  });
}

/** `?` as `$1`, `$2`, …: our own statements hold no question mark in a string. */
function numbered(sql: string): string {
  let count = 0;
  return sql.replace(/\?/g, () => `$${++count}`);
}

function destroy(client: Client): void {
  client.connection.stream.destroy();
}

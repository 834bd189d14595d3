import { isConnectionLost } from '../domain/network-error.ts';
import type { Engine } from '../domain/sql/engine.ts';

export type Row = Readonly<Record<string, unknown>>;

/** One session of a database server. Errors are those of the driver, made readable by `serverError`. */
export interface Session {
  readonly engine: Engine;
  /** What the server calls it: a process id (PostgreSQL) or a connection id (MySQL). */
  readonly id: number;
  /** Runs one statement with values for its question marks. */
  query(sql: string, values?: readonly (string | number | null)[]): Promise<readonly Row[]>;
  /** Runs SQL as it stands; PostgreSQL takes several statements at once. `onDone` is called after each of them. */
  run(sql: string, onDone?: () => void): Promise<void>;
  /** Whether a transaction is open. */
  inTransaction(): boolean;
  /** Ends it within two seconds, whatever the network does; an open transaction is rolled back. */
  close(): Promise<void>;
}

/** What a database server said when it refused something. */
export interface ServerError {
  readonly message: string;
  /** SQLSTATE (PostgreSQL) or the error's name (MySQL). */
  readonly code: string;
  /** Where in the text that was sent, in characters from 1. */
  readonly position?: number;
  /** The connection is gone, so nobody knows whether the statement took effect. */
  readonly connectionLost: boolean;
}

const closeMilliseconds = 2_000;

/** Waits for a polite end for two seconds, then cuts the connection. */
export async function closeWithin(end: () => Promise<unknown>, cut: () => void): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<void>((resolve) => {
    timer = setTimeout(() => {
      cut();
      resolve();
    }, closeMilliseconds);
  });
  await Promise.race([end().catch(cut), limit]);
  clearTimeout(timer);
}

/** What the driver threw, as the server or the network said it; undefined for a bug. */
export function serverError(error: unknown): ServerError | undefined {
  const { message, code, position, sqlMessage } = error as Thrown;
  const [, byMessage] = codeless.find(([pattern]) => pattern.test(message ?? '')) ?? [];
  if (byMessage) return { message: message ?? '', code: byMessage, connectionLost: byMessage === 'CONNECTION_LOST' };
  if (typeof code !== 'string' || /^ERR_(?!TLS|SSL)/.test(code)) return undefined;
  return {
    message: sqlMessage ?? message ?? '',
    code,
    ...(position ? { position: Number(position) } : {}),
    connectionLost: isConnectionLost(code) || /^(PROTOCOL_CONNECTION_LOST|57P0[1-3]|08\w{3})$/.test(code),
  };
}

/** Errors of pg, of mysql2, of sockets and of TLS, as far as they agree. */
interface Thrown {
  readonly message?: string;
  readonly code?: unknown;
  readonly position?: string;
  readonly sqlMessage?: string;
}

/** What pg tells by a message alone: the loss of a connection, an answer that never came, and what is said to the wish for TLS. */
const codeless: readonly (readonly [message: RegExp, code: string])[] = [
  [
    /^(connection terminated|client has encountered a connection error|timeout expired)|closed state/i,
    'CONNECTION_LOST',
  ],
  [/^The server does not support SSL connections/, 'NO_TLS'],
  [/^There was an error establishing an SSL connection/, 'NO_DATABASE'],
];

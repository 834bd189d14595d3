import { isConnectionLost } from '../domain/network-error.ts';
import type { Engine } from '../domain/sql/engine.ts';
import type { Statement } from '../domain/sql/statement.ts';

export type Row = Readonly<Record<string, unknown>>;

/** One session of a database server. Errors are those of the driver, made readable by `serverError`. */
export interface Session {
  readonly engine: Engine;
  /** Its number on the server: a process id (PostgreSQL) or a connection id (MySQL). */
  readonly id: number;
  /** Whether a proxy stands between: the number that it gave to the session is not the server's. */
  readonly proxied: boolean;
  /** Whether plain quotes were read by the server's usual rules when it was opened, as the files were. */
  readonly usualQuotes: boolean;
  /** Runs one statement with values for its question marks. */
  query(sql: string, values?: readonly (string | number | null)[]): Promise<readonly Row[]>;
  /** Runs an UPDATE, and returns how many rows it found. */
  update(sql: string, values: readonly (string | number | null)[]): Promise<number>;
  /** Runs one statement and drops the rows. */
  run(sql: string): Promise<void>;
  /** Runs a statement of a file, byte for byte, and drops the rows. */
  runStatement(statement: Pick<Statement, 'text' | 'rows'>): Promise<void>;
  /**
   * MySQL: begins a transaction, runs an UPDATE, and behind it a statement of a file, in one message: a file may have a million
   * statements, and each answer is waited for. Returns how many rows the UPDATE found.
   */
  runRecorded(record: Recording, statement: Pick<Statement, 'text'>): Promise<number>;
  /** Whether a transaction is open. */
  inTransaction(): boolean;
  /** Whether a statement outside of a transaction is committed by itself. */
  autocommits(): boolean;
  /** Closes it within two seconds, even on a broken network; an open transaction is rolled back. */
  close(): Promise<void>;
  /** Cuts the connection at once. */
  destroy(): void;
}

/** What is run before a statement, in one message with it. */
export interface Recording {
  /** The statement that begins the transaction. */
  readonly begin: string;
  /** An UPDATE with values for its question marks. */
  readonly update: string;
  readonly values: readonly (string | number)[];
}

/** An error of a database server, or of the connection to it. */
export interface ServerError {
  readonly message: string;
  /** SQLSTATE (PostgreSQL) or the error's name (MySQL). */
  readonly code: string;
  /** Where in the text that was sent, in characters, from 1. */
  readonly position?: number;
  /** The connection was lost, so it is unknown whether the statement took effect. */
  readonly connectionLost: boolean;
}

const closeMilliseconds = 2_000;

/** Waits two seconds for a clean close, then destroys the connection. */
export async function closeWithin(end: () => Promise<unknown>, destroy: () => void): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<void>((resolve) => {
    timer = setTimeout(() => {
      destroy();
      resolve();
    }, closeMilliseconds);
  });
  await Promise.race([end().catch(destroy), limit]);
  clearTimeout(timer);
}

/** The error of the server or the network in what a driver threw; undefined for a bug. */
export function serverError(error: unknown): ServerError | undefined {
  const { message, code, position, sqlMessage } = error as Thrown;
  const [, byMessage] = codeless.find(([pattern]) => pattern.test(message ?? '')) ?? [];
  if (byMessage)
    return { message: shortened(message), code: byMessage, connectionLost: byMessage === 'CONNECTION_LOST' };
  if (typeof code !== 'string' || /^ERR_(?!TLS|SSL)/.test(code)) return undefined;
  return {
    message: shortened(sqlMessage ?? message),
    code,
    ...(position ? { position: Number(position) } : {}),
    connectionLost: isConnectionLost(code) || /^(PROTOCOL_CONNECTION_LOST|57P0[1-3]|08\w{3})$/.test(code),
  };
}

/** PostgreSQL quotes values in its messages, which may be as long as a statement; MySQL's have at most 512 characters. */
const maxMessageLength = 2_000;

function shortened(message = ''): string {
  return message.length > maxMessageLength ? `${message.slice(0, maxMessageLength)} …` : message;
}

/** Errors of pg, of mysql2, of sockets and of TLS, as far as they agree. */
interface Thrown {
  readonly message?: string;
  readonly code?: unknown;
  readonly position?: string;
  readonly sqlMessage?: string;
}

/** Errors to which pg gives no code: a lost connection, a timeout, and the refusal of TLS. */
const codeless: readonly (readonly [message: RegExp, code: string])[] = [
  [
    /^(connection terminated|client has encountered a connection error|timeout expired)|closed state/i,
    'CONNECTION_LOST',
  ],
  [/^The server does not support SSL connections/, 'NO_TLS'],
  [/^There was an error establishing an SSL connection/, 'NO_DATABASE'],
];

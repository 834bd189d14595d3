import type { Engine } from '../domain/sql/engine.ts';

/** How to open a session of a database. */
export interface DatabaseAccess {
  readonly engine: Engine;
  /** The server's name, which its certificate must have. */
  readonly host: string;
  readonly port: number;
  /** Where to connect instead, such as the local end of a tunnel. */
  readonly dial?: { readonly host: string; readonly port: number } | undefined;
  readonly database: string;
  readonly username: string;
  /** Read for each session: an IAM token is valid for 15 minutes. */
  password(): Promise<string>;
  /** MySQL takes an IAM token as clear text, so it is sent over verified TLS only. */
  readonly authentication: 'password' | 'iam-token';
  /** PEM certificates of the authorities to trust, instead of those of RDS and of the system. */
  readonly authorities: string | undefined;
  /** Start-up options of a PostgreSQL session. */
  readonly options?: string | undefined;
  /** Of the URL that it came from, for the URL that other programs get. */
  readonly scheme?: string | undefined;
  readonly parameters?: string | undefined;
}

/** The name and the timeouts of sessions. */
export interface SessionSettings {
  /** The server shows it beside a lock; at most 63 bytes. */
  readonly applicationName: string;
  /** How long a statement waits for locks of other sessions. */
  readonly lockTimeoutSeconds: number;
  /** How long a statement may run; undefined means without a limit. */
  readonly statementTimeoutSeconds: number | undefined;
}

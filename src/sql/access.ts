import type { Engine } from '../domain/sql/engine.ts';

/** All that is needed to open a session of a database. */
export interface DatabaseAccess {
  readonly engine: Engine;
  /** The server's own name, which its certificate must bear. */
  readonly host: string;
  readonly port: number;
  /** Where to connect instead, such as the near end of a tunnel. */
  readonly dial?: { readonly host: string; readonly port: number } | undefined;
  readonly database: string;
  readonly username: string;
  /** Asked for each session: an IAM token lives for 15 minutes. */
  password(): Promise<string>;
  /** MySQL takes an IAM token in clear text, so it is sent inside verified TLS only. */
  readonly authentication: 'password' | 'iam-token';
  /** PEM certificates of the authorities to trust, instead of those of RDS and of the system. */
  readonly authorities: string | undefined;
  /** Start-up options of a PostgreSQL session. */
  readonly options?: string | undefined;
}

/** How sessions present themselves and for how long they wait. */
export interface SessionSettings {
  /** Shown by the server to whoever looks for the holder of a lock; at most 63 bytes. */
  readonly applicationName: string;
  /** How long a statement waits for locks of others. */
  readonly lockTimeoutSeconds: number;
  /** How long a statement may run; undefined is without a limit. */
  readonly statementTimeoutSeconds: number | undefined;
}

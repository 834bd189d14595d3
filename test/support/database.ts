/** A real database server on loopback, for tests and the demo. */
export interface DatabaseServer {
  readonly engine: 'postgres' | 'mysql';
  readonly host: '127.0.0.1';
  readonly port: number;
  readonly username: string;
  readonly password: string;
  /** The made-up authority that signed the server's certificate, as PEM, where TLS was asked for. */
  readonly authority?: string;
  createDatabase(name: string): Promise<void>;
  /** The connection URL of one of its databases. */
  url(database: string): string;
  stop(): Promise<void>;
}

export interface DatabaseServerOptions {
  /** DNS names in the server's certificate, such as an RDS endpoint's; without any there is no TLS. */
  readonly tlsNames?: readonly string[];
  /** Further settings, in the server's own form (`name=value`). */
  readonly settings?: readonly string[];
  /** MySQL 8, or the PostgreSQL that is installed; left out: the one that is found first. */
  readonly server?: 'mysql8' | 'installed';
}

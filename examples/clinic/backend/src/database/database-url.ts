/** Where a database is and how to sign in. */
export interface DatabaseAddress {
  readonly engine: 'postgres' | 'mysql';
  readonly host: string;
  readonly port: number;
  readonly user: string;
  readonly password: string;
  readonly database: string;
  /** `disable`: no TLS; `require`: encrypted, server not verified; `verify-full`: certificate and host name verified. */
  readonly tls: 'disable' | 'require' | 'verify-full';
}

const engines: Readonly<Record<string, DatabaseAddress['engine']>> = {
  'mysql:': 'mysql',
  'postgres:': 'postgres',
  'postgresql:': 'postgres',
};

/**
 * Reads `mysql://user:password@host:3306/clinic?sslmode=verify-full` or the same with `postgres://`.
 * Without `sslmode`, a loopback address is used without TLS and every other one is verified.
 * Throws an Error whose message never contains the URL, because that holds a password.
 */
export function parseDatabaseUrl(text: string): DatabaseAddress {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const engine = url && engines[url.protocol];
  if (!url || !engine) throw new Error('must be a URL that starts with mysql:// or postgres://');
  const database = decodeURIComponent(url.pathname.slice(1));
  if (!database) throw new Error('must name a database, as in mysql://user:password@host/clinic');
  return {
    engine,
    host: url.hostname,
    port: Number(url.port) || (engine === 'mysql' ? 3306 : 5432),
    user: decodeURIComponent(url.username),
    password: decodeURIComponent(url.password),
    database,
    tls: tlsOf(url),
  };
}

function tlsOf(url: URL): DatabaseAddress['tls'] {
  const loopback = ['localhost', '127.0.0.1', '[::1]'].includes(url.hostname);
  const mode = url.searchParams.get('sslmode') ?? (loopback ? 'disable' : 'verify-full');
  if (mode === 'disable' || mode === 'require' || mode === 'verify-full') return mode;
  throw new Error(`has sslmode=${mode}; use disable, require or verify-full`);
}

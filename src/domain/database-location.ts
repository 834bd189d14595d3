import { type Engine, engineNamed } from './sql/engine.ts';

/** Where a database is and who may enter, as far as one source (a secret, a URL, RDS, an input) tells. */
export interface DatabaseLocation {
  readonly engine?: Engine | undefined;
  readonly host?: string | undefined;
  readonly port?: number | undefined;
  readonly database?: string | undefined;
  readonly username?: string | undefined;
  readonly password?: string | undefined;
  /** The RDS instance that a secret belongs to. */
  readonly instance?: string | undefined;
  /** Start-up options of a PostgreSQL session, such as `-c search_path=clinic`. */
  readonly options?: string | undefined;
  /** Of a URL, as it is written: `postgresql+asyncpg`. */
  readonly scheme?: string | undefined;
  /** What stands behind the question mark of a URL, as it is written. */
  readonly parameters?: string | undefined;
}

export type ParsedLocation =
  | { readonly ok: true; readonly value: DatabaseLocation }
  /** The reason never quotes the text, which is a secret. */
  | { readonly ok: false; readonly reason: string };

/** Parses `engine://user:password@host:port/database`. Parameters that would weaken TLS or move the target are refused. */
export function parseDatabaseUrl(text: string): ParsedLocation {
  const url = URL.parse(text.trim());
  const engine = url ? engineNamed(url.protocol.slice(0, -1)) : undefined;
  if (!url || !engine || url.hostname === '') {
    const form = 'mysql://user:password@host/database or postgres://user:password@host/database';
    return { ok: false, reason: `it is not a URL like ${form} (special characters of the password percent-encoded)` };
  }
  const refused = refusedParameter(url.searchParams, isLoopback(bareHost(url.hostname)));
  if (refused) return { ok: false, reason: refused };
  const decoded = [url.username, url.password, url.pathname.slice(1)].map(decodedPart);
  if (decoded.includes(undefined)) return { ok: false, reason: 'its percent-encoding is broken' };
  const [username, password, database] = decoded;
  const value = { engine, host: bareHost(url.hostname), port: url.port ? Number(url.port) : undefined };
  const options = engine === 'postgres' ? startUpOptions(url.searchParams) : undefined;
  return {
    ok: true,
    value: {
      ...value,
      options,
      scheme: url.protocol.slice(0, -1),
      parameters: url.search.slice(1) || undefined,
      username: username || undefined,
      password: password || undefined,
      database: database || undefined,
    },
  };
}

/** The URL of a location, with everything percent-encoded that needs it, and with the scheme and parameters that it came with. */
export function databaseUrl(at: {
  readonly engine: Engine;
  readonly host: string;
  readonly port: number;
  readonly database: string;
  readonly username: string;
  readonly password: string;
  readonly scheme?: string | undefined;
  readonly parameters?: string | undefined;
}): string {
  const scheme = at.scheme ?? (at.engine === 'mysql' ? 'mysql' : 'postgres');
  const parameters = at.parameters === undefined ? '' : `?${at.parameters}`;
  const [username, password, database] = [at.username, at.password, at.database].map(encodeURIComponent);
  return `${scheme}://${username}:${password}@${authority(at)}/${database}${parameters}`;
}

/**
 * The URL for JDBC, without user and password. Sources: https://jdbc.postgresql.org/documentation/use
 * https://dev.mysql.com/doc/connector-j/en/connector-j-reference-jdbc-url-format.html
 */
export function jdbcUrl(at: {
  readonly engine: Engine;
  readonly host: string;
  readonly port: number;
  readonly database: string;
}): string {
  const name = at.engine === 'mysql' ? 'mysql' : 'postgresql';
  return `jdbc:${name}://${authority(at)}/${encodeURIComponent(at.database)}`;
}

function authority({ host, port }: { readonly host: string; readonly port: number }): string {
  return `${host.includes(':') ? `[${host}]` : host}:${port}`;
}

/** Whether a host is this machine, so that no network lies between. */
export function isLoopback(host: string): boolean {
  return /^(localhost|127(\.\d{1,3}){3}|::1)$/i.test(host);
}

function bareHost(hostname: string): string {
  return hostname.replace(/^\[|\]$/g, '');
}

function decodedPart(part: string): string | undefined {
  try {
    return decodeURIComponent(part);
  } catch {
    return undefined;
  }
}

/**
 * Start-up options of a session, with the schema that other programs take from parameters of their own. Sources:
 * https://www.postgresql.org/docs/current/libpq-connect.html#LIBPQ-CONNECT-OPTIONS
 * https://www.prisma.io/docs/orm/overview/databases/postgresql (schema) https://jdbc.postgresql.org/documentation/use (currentSchema)
 */
function startUpOptions(parameters: URLSearchParams): string | undefined {
  const options = [...parameters].flatMap(([name, value]) => {
    if (name === 'options') return [value];
    if (name === 'schema') return [searchPath(`"${value.replaceAll('"', '""')}"`)];
    return /^(currentSchema|search_path)$/i.test(name) ? [searchPath(value)] : [];
  });
  return options.length === 0 ? undefined : options.join(' ');
}

function searchPath(list: string): string {
  return `-c search_path=${list.replaceAll(/[\\\s]/g, '\\$&')}`;
}

/** Other parameters (pool sizes, charsets) are the application's own and change nothing here. */
function refusedParameter(parameters: URLSearchParams, local: boolean): string | undefined {
  for (const [name, value] of parameters) {
    if (/^(host|hostaddr|port|user|password|dbname|service)$/i.test(name))
      return `its parameter ${name} would change where it leads; write that in front of the question mark`;
    const weak = /^(disable|allow|prefer|no-verify|disabled|preferred|false|0)$/i.test(value);
    if (/^(ssl-?mode|ssl|tls)$/i.test(name) && weak && !local)
      return `${name}=${value} would talk to a remote database without verified TLS; remove it`;
  }
  return undefined;
}

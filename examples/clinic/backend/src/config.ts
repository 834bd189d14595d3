import { parseDatabaseUrl } from './database/database-url.ts';

/** Where uploaded files are kept. */
export type UploadsPlace =
  | { readonly kind: 'disk'; readonly folder: string }
  | { readonly kind: 's3'; readonly bucket: string; readonly prefix: string };

/** What the environment variables say, parsed once. */
export interface Config {
  readonly host: string;
  readonly port: number;
  readonly databaseUrl: string;
  /** The site's origin, as a browser sends it: `https://app.example.com`. */
  readonly siteOrigin: string;
  readonly appEnv: 'dev' | 'staging' | 'production';
  /** The registrable domain that site and API share; in production the session cookie is set for it. */
  readonly cookieDomain: string | undefined;
  /** The commit this build was made of. */
  readonly commit: string;
  readonly uploads: UploadsPlace;
  readonly uploadLimitBytes: number;
}

type Environment = Readonly<Record<string, string | undefined>>;

/** Reads the configuration; throws one Error that lists everything that is wrong, without repeating any value that may be secret. */
export function parseConfig(env: Environment): Config {
  const problems: string[] = [];
  const read = <T>(name: string, parse: (value: string) => T, fallback?: string): T => {
    try {
      return parse(env[name] || (fallback ?? ''));
    } catch (error) {
      problems.push(`${name} ${error instanceof Error ? error.message : 'is not valid'}`);
      return undefined as T; // never seen: the problems are thrown below
    }
  };
  const appEnv = read('APP_ENV', appEnvironment, 'dev');
  const config: Config = {
    host: read('HOST', (value) => value, '127.0.0.1'),
    port: read('PORT', integerBetween(0, 65_535), '8080'),
    databaseUrl: read('DATABASE_URL', databaseUrl),
    siteOrigin: read('SITE_ORIGIN', origin),
    appEnv,
    cookieDomain: read('COOKIE_DOMAIN', cookieDomainFor(appEnv)),
    commit: read('APP_COMMIT', (value) => value, 'unknown'),
    uploads: read('UPLOADS', uploadsPlace, 'disk:uploads'),
    uploadLimitBytes: read('UPLOAD_LIMIT_BYTES', integerBetween(1, 1_073_741_824), '10485760'),
  };
  if (problems.length > 0) throw new Error(`The environment variables cannot be used:\n- ${problems.join('\n- ')}`);
  return config;
}

function integerBetween(least: number, most: number): (value: string) => number {
  return (value) => {
    const number = Number(value);
    if (/^\d+$/.test(value) && number >= least && number <= most) return number;
    throw new Error(`is "${value}", not a whole number from ${least} to ${most}`);
  };
}

function appEnvironment(value: string): Config['appEnv'] {
  if (value === 'dev' || value === 'staging' || value === 'production') return value;
  throw new Error(`is "${value}"; use dev, staging or production`);
}

function databaseUrl(value: string): string {
  if (!value) throw new Error('is missing; set it to mysql://… or postgres://…');
  parseDatabaseUrl(value);
  return value;
}

function origin(value: string): string {
  if (!value) throw new Error('is missing; set it to the origin of the site, as in https://app.example.com');
  const url = URL.canParse(value) ? new URL(value) : undefined;
  if (url && /^https?:$/.test(url.protocol) && url.href === `${url.origin}/`) return url.origin;
  throw new Error(`is "${value}", not an origin such as https://app.example.com`);
}

function cookieDomainFor(appEnv: Config['appEnv']): (value: string) => string | undefined {
  return (value) => {
    if (!value && appEnv === 'production')
      throw new Error('is missing; in production, set it to the domain that site and API share');
    if (value && !/^([a-z0-9-]+\.)+[a-z0-9-]+$/i.test(value))
      throw new Error(`is "${value}", not a domain such as example.com`);
    return value || undefined;
  };
}

function uploadsPlace(value: string): UploadsPlace {
  if (value.startsWith('disk:') && value.length > 5) return { kind: 'disk', folder: value.slice(5) };
  const s3 = /^s3:\/\/([a-z0-9.-]{3,63})(?:\/(.*?))?\/?$/.exec(value);
  if (s3?.[1]) return { kind: 's3', bucket: s3[1], prefix: s3[2] ? `${s3[2]}/` : '' };
  throw new Error(`is "${value}"; use disk:/a/folder or s3://bucket/prefix`);
}

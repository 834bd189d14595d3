import type { Database } from './database.ts';
import { parseDatabaseUrl } from './database-url.ts';
import { openMysql } from './mysql.ts';
import { openPostgres } from './postgres.ts';

/** Opens the database that the URL names; connections are made when they are first needed. Throws on a URL that cannot be used. */
export function openDatabase(url: string): Database {
  const address = parseDatabaseUrl(url);
  return address.engine === 'mysql' ? openMysql(address) : openPostgres(address);
}

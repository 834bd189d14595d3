import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseDatabaseUrl } from '../backend/src/database/database-url.ts';

/**
 * Applies a folder of SQL files in the order of their names: what the seed-rds action does on AWS, without its lock, plan and
 * checks, for a database that only this process uses. Files that the ledger `local_migrations` already has are left out.
 */
export async function applyMigrations(databaseUrl: string, folder: string): Promise<readonly string[]> {
  return withConnection(databaseUrl, async (run) => {
    await run('create table if not exists local_migrations (name varchar(200) primary key)');
    const done = new Set((await run('select name from local_migrations')).map(({ name }) => name));
    const pending = (await sqlFiles(folder)).filter((name) => !done.has(name));
    for (const name of pending) {
      await run(await readFile(join(folder, name), 'utf8'));
      await run(`insert into local_migrations (name) values ('${name}')`);
    }
    return pending;
  });
}

/** Applies every file of a folder of seeds, which can be run again and again. */
export async function applySeeds(databaseUrl: string, folder: string): Promise<void> {
  await withConnection(databaseUrl, async (run) => {
    for (const name of await sqlFiles(folder)) await run(await readFile(join(folder, name), 'utf8'));
  });
}

async function sqlFiles(folder: string): Promise<readonly string[]> {
  return (await readdir(folder)).filter((name) => /^\d{3}_\w+\.sql$/.test(name)).sort();
}

type Run = (script: string) => Promise<readonly Readonly<Record<string, unknown>>[]>;

async function withConnection<T>(databaseUrl: string, work: (run: Run) => Promise<T>): Promise<T> {
  const { engine, host, port, user, password, database } = parseDatabaseUrl(databaseUrl);
  const address = { host, port, user, password, database };
  if (engine === 'postgres') {
    const { default: pg } = await import('pg');
    const client = new pg.Client(address);
    await client.connect();
    return work(async (script) => (await client.query(script)).rows ?? []).finally(() => client.end());
  }
  const { default: mysql } = await import('mysql2/promise');
  const connection = await mysql.createConnection({ ...address, multipleStatements: true, charset: 'utf8mb4' });
  return work(async (script) => {
    const [rows] = await connection.query<import('mysql2').RowDataPacket[]>(withoutDelimiters(script));
    return Array.isArray(rows) ? rows : [];
  }).finally(() => connection.end());
}

/** `DELIMITER` is a command of the mysql client; the server itself knows where a procedure's BEGIN … END stops. */
function withoutDelimiters(script: string): string {
  return script.replace(/^DELIMITER (\S+)\s*$([\s\S]*?)^DELIMITER ;\s*$/gim, (_all, delimiter: string, body: string) =>
    body.replaceAll(delimiter, ';'),
  );
}

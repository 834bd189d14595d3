import { spawnSync } from 'node:child_process';
import { createConnection, type RowDataPacket } from 'mysql2/promise';
import type { DatabaseServer } from '../../support/database.ts';

/** The engine's own client and its own dump. */
export interface NativeTools {
  /** The URL of the database. */
  url(): string;
  /** Makes the database new and empty, and removes what earlier files left beside it. */
  reset(): Promise<void>;
  /** Runs a file; the client stops at the first error. */
  load(path: string, ...flags: readonly string[]): { readonly ok: boolean; readonly said: string };
  /** All that the database holds, without the ledger and its corrections. */
  dump(...flags: readonly string[]): Buffer;
}

const database = 'clinic';

export function postgresTools(server: DatabaseServer): NativeTools {
  let count = 0;
  const url = () => server.url(`${database}_${count}`);
  return {
    url,
    // Another one each time: DROP DATABASE waits for a checkpoint.
    reset: () => server.createDatabase(`${database}_${++count}`),
    load: (path, ...flags) =>
      said('psql', ['-X', ...flags, '-q', '-v', 'ON_ERROR_STOP=1', '-f', path, url()], undefined),
    dump: (...flags) =>
      dumped('pg_dump', [
        '--exclude-table=*.seed_rds_ledger',
        '--exclude-table=*.seed_rds_repairs',
        '--restrict-key=key',
        ...flags,
        url(),
      ]),
  };
}

export function mysqlTools(server: DatabaseServer): NativeTools {
  const at = [`-h${server.host}`, `-P${server.port}`, `-u${server.username}`, `-p${server.password}`];
  const session = ['--default-character-set=utf8mb4', '--init-command=SET NAMES utf8mb4'];
  return {
    url: () => server.url(database),
    async reset() {
      const connection = await createConnection(server.url('mysql'));
      const [rows] = await connection.query<RowDataPacket[]>(
        "SELECT SCHEMA_NAME AS name FROM information_schema.SCHEMATA WHERE SCHEMA_NAME NOT IN ('mysql', 'sys', 'information_schema', 'performance_schema')",
      );
      for (const { name } of rows) await connection.query('DROP DATABASE ??', [name]);
      await connection.query('CREATE DATABASE ?? CHARACTER SET utf8mb4', [database]);
      await connection.end();
    },
    // Comments of routines are kept, as newer clients keep them by themselves.
    load: (path) =>
      said('mariadb', ['--no-defaults', ...at, ...session, '--comments', '--local-infile=0', database], path),
    dump: (...flags) =>
      dumped('mysqldump', [
        '--no-defaults',
        ...at,
        ...['seed_rds_ledger', 'seed_rds_repairs'].map((table) => `--ignore-table=${database}.${table}`),
        ...['--routines', '--triggers', '--events', '--skip-dump-date', '--skip-lock-tables'],
        ...flags,
        database,
      ]),
  };
}

function said(program: string, args: readonly string[], input: string | undefined) {
  const redirected = input === undefined ? '' : ' < "$INPUT"';
  const { status, stderr } = spawnSync('sh', ['-c', `exec "$0" "$@"${redirected}`, program, ...args], {
    stdio: ['ignore', 'ignore', 'pipe'],
    env: { PATH: process.env.PATH, LC_ALL: 'C', ...(input === undefined ? {} : { INPUT: input }) },
    timeout: 20_000,
  });
  return { ok: status === 0, said: stderr.toString() };
}

function dumped(program: string, args: readonly string[]): Buffer {
  const { status, stdout, stderr } = spawnSync(program, args, {
    env: { PATH: process.env.PATH, LC_ALL: 'C' },
    maxBuffer: 256 << 20,
  });
  if (status !== 0) throw new Error(`${program} failed: ${stderr}`);
  return stdout;
}

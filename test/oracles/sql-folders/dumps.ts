import { spawnSync } from 'node:child_process';
import type { DatabaseServer } from '../../support/database.ts';

/** All that a database holds, by the engine's own tool, without the moments that it prints. */
export function dumpOf(server: DatabaseServer, database: string, flags: readonly string[]): string {
  const [program, args] =
    server.engine === 'postgres'
      ? ['pg_dump', ['--restrict-key=key', ...flags, server.url(database)]]
      : ['mysqldump', [...mysqlFlags(server), ...flags, database]];
  const { status, stdout, stderr } = spawnSync(program as string, args as string[], {
    env: { PATH: process.env.PATH, LC_ALL: 'C' },
    maxBuffer: 64 << 20,
  });
  if (status !== 0) throw new Error(`${program} failed: ${stderr}`);
  return stdout.toString('latin1').replace(/^-- (Dump completed|Host:|Server version).*$/gm, '');
}

function mysqlFlags({ host, port, username, password }: DatabaseServer): readonly string[] {
  return [
    '--no-defaults',
    ...[`-h${host}`, `-P${port}`, `-u${username}`, `-p${password}`],
    ...['--routines', '--triggers', '--events', '--skip-dump-date', '--skip-lock-tables'],
  ];
}

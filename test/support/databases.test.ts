import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { connect } from 'node:net';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { createConnection } from 'mysql2/promise';
import { Client } from 'pg';
import type { DatabaseServer } from './database.ts';
import { startMysql } from './mysql.ts';
import { startPostgres } from './postgres.ts';
import { describeWith } from './requires.ts';

const ENDPOINT = 'clinic-dev.c0ffee.us-east-1.rds.amazonaws.com';

describeWith('postgres', 'PostgreSQL for tests', () => {
  let server: DatabaseServer;
  beforeAll(async () => {
    server = await startPostgres({ tlsNames: [ENDPOINT] });
  });
  afterAll(() => server.stop());

  test('serves several connections to a new database', async () => {
    await server.createDatabase('clinic');
    const clients = [1, 2, 3].map(() => new Client({ connectionString: server.url('clinic') }));
    await Promise.all(clients.map((client) => client.connect()));
    const answers = await Promise.all(clients.map((client) => client.query('SELECT current_database() AS name')));
    expect(answers.map(({ rows }) => rows)).toEqual([1, 2, 3].map(() => [{ name: 'clinic' }]));
    await Promise.all(clients.map((client) => client.end()));
  });

  test('shows a certificate for the endpoint, signed by its authority', async () => {
    expect(await encrypted(ENDPOINT)).toBe(true);
    await expect(encrypted('other.c0ffee.us-east-1.rds.amazonaws.com')).rejects.toThrow(/altnames/);
  });

  async function encrypted(servername: string): Promise<unknown> {
    const { host, port, username: user, password, authority: ca } = server;
    const client = new Client({ host, port, user, password, database: 'postgres', ssl: { ca, servername } });
    await client.connect();
    const { rows } = await client.query('SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()');
    await client.end();
    return rows[0].ssl;
  }

  test('ends with the process that started it', async () => {
    const started = new URL('./postgres.ts', import.meta.url).href;
    const script = `
      const { startPostgres } = await import(${JSON.stringify(started)});
      const server = await startPostgres();
      console.log(server.url('postgres'));
      setInterval(() => undefined, 1000);`;
    const parent = spawn(process.execPath, ['--no-warnings', '--input-type=module', '--eval', script], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const [said] = await once(parent.stdout, 'data');
    const url = String(said).trim();
    const folder = await dataFolder(url);
    expect(existsSync(folder)).toBe(true);
    parent.kill('SIGKILL');
    while (existsSync(folder)) await new Promise((resolve) => setTimeout(resolve, 50));
    expect(await isListening(Number(new URL(url).port))).toBe(false);
  });
});

describeWith('mysql', 'MySQL for tests', () => {
  let server: DatabaseServer;
  beforeAll(async () => {
    server = await startMysql({ tlsNames: [ENDPOINT] });
  }, 60_000);
  afterAll(() => server.stop());

  test('serves a new database', async () => {
    await server.createDatabase('clinic');
    const connection = await createConnection(server.url('clinic'));
    const [rows] = await connection.query('SELECT DATABASE() AS name');
    expect(rows).toEqual([{ name: 'clinic' }]);
    await connection.end();
  });

  test('shows a certificate for the endpoint, signed by its authority', async () => {
    expect(await cipher(ENDPOINT)).toMatch(/^TLS_|^ECDHE-/);
    await expect(cipher('other.c0ffee.us-east-1.rds.amazonaws.com')).rejects.toThrow(/altnames/);
  });

  async function cipher(name: string): Promise<unknown> {
    const connection = await createConnection({
      host: name,
      stream: () => connect(server.port, '127.0.0.1'),
      user: server.username,
      password: server.password,
      ssl: { ca: server.authority ?? '', verifyIdentity: true },
    });
    const [rows] = await connection.query("SHOW STATUS LIKE 'Ssl_cipher'");
    await connection.end();
    return (rows as { Value: string }[])[0]?.Value;
  }
});

test('stop removes what was started', async () => {
  const server = await startPostgres();
  const folder = await dataFolder(server.url('postgres'));
  expect(existsSync(folder)).toBe(true);
  await server.stop();
  expect(existsSync(folder)).toBe(false);
  expect(await isListening(server.port)).toBe(false);
});

async function dataFolder(url: string): Promise<string> {
  const client = new Client({ connectionString: url });
  await client.connect();
  const { rows } = await client.query('SHOW data_directory');
  await client.end();
  return rows[0].data_directory;
}

async function isListening(port: number): Promise<boolean> {
  const socket = connect(port, '127.0.0.1');
  try {
    await once(socket, 'connect');
    return true;
  } catch {
    return false;
  } finally {
    socket.destroy();
  }
}

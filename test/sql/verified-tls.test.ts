import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { rds } from '../../src/aws/rds.ts';
import type { DatabaseAccess } from '../../src/sql/access.ts';
import { connectDatabase } from '../../src/sql/connect.ts';
import { authoritiesFor } from '../../src/sql/tls.ts';
import type { DatabaseServer } from '../support/database.ts';
import { startMysql } from '../support/mysql.ts';
import { startPostgres } from '../support/postgres.ts';
import { describeWith } from '../support/requires.ts';

const endpoint = 'clinic-dev.c0ffee.us-east-1.rds.amazonaws.com';
const settings = { applicationName: 'test', lockTimeoutSeconds: 5, statementTimeoutSeconds: undefined };

const kinds = [
  {
    need: 'postgres',
    start: startPostgres,
    database: 'postgres',
    encrypted: 'SELECT ssl AS tls FROM pg_stat_ssl WHERE pid = pg_backend_pid()',
  },
  {
    need: 'mysql',
    start: startMysql,
    database: 'mysql',
    encrypted: "SHOW STATUS LIKE 'Ssl_cipher'",
  },
] as const;

for (const { need, start, database, encrypted } of kinds) {
  describeWith(need, `TLS to ${need}`, () => {
    let server: DatabaseServer;

    beforeAll(async () => {
      server = await start({ tlsNames: [endpoint] });
    }, 60_000);
    afterAll(() => server.stop());

    /** The server is dialled here, and must prove to be `host`. */
    const access = (host: string, authorities: string | undefined): DatabaseAccess => ({
      engine: server.engine,
      host,
      port: 5432,
      dial: { host: server.host, port: server.port },
      database,
      username: server.username,
      password: async () => server.password,
      authentication: 'password',
      authorities,
    });

    test('is verified against the given authority and the name of the endpoint', async () => {
      const session = await connectDatabase(access(endpoint, server.authority), settings);
      const [row] = await session.query(encrypted);
      expect(row?.['tls'] ?? row?.['Value']).toBeTruthy();
      await session.close();
    });

    test('refuses a server with another name', async () => {
      await expect(
        connectDatabase(access('other.c0ffee.us-east-1.rds.amazonaws.com', server.authority), settings),
      ).rejects.toThrow(/could not be opened.*(ALTNAME|altnames).*another name/s);
    });

    test('refuses an authority that is neither given nor that of RDS or the system', async () => {
      for (const host of [endpoint, 'db.example.com'])
        await expect(connectDatabase(access(host, undefined), settings)).rejects.toThrow(
          /could not be opened.*not trusted.*Verification is never skipped/s,
        );
    });
  });
}

test('a server that offers no TLS is left at once, and gets no password', async () => {
  const heard: Buffer[] = [];
  const server = createServer((socket) => {
    socket.on('data', (data) => {
      heard.push(data);
      socket.write('N');
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const access = {
    engine: 'postgres',
    host: endpoint,
    port,
    dial: { host: '127.0.0.1', port },
    database: 'clinic',
    username: 'ann',
    password: async () => 'hunter2',
    authentication: 'password',
    authorities: undefined,
  } as const;
  await expect(connectDatabase(access, settings)).rejects.toThrow(/does not support SSL.*offers no TLS/s);
  expect(Buffer.concat(heard)).toHaveLength(8);
  server.close();
});

test('RDS is verified against its own authorities and the public ones, this machine not at all', async () => {
  const at = (host: string) => authoritiesFor({ host, authorities: undefined } as DatabaseAccess);
  const [own, other] = await Promise.all([at(endpoint), at('db.example.com')]);
  expect(own?.match(/BEGIN CERTIFICATE/g)?.length).toBeGreaterThan(
    other?.match(/BEGIN CERTIFICATE/g)?.length ?? Infinity,
  );
  expect(await at('127.0.0.1')).toBeUndefined();
});

test('an IAM token is signed for the endpoint itself, without a call to AWS', async () => {
  Object.assign(process.env, { AWS_ACCESS_KEY_ID: 'AKIAEXAMPLE', AWS_SECRET_ACCESS_KEY: 'secret' });
  const { reader } = rds({ region: 'eu-west-1' });
  const token = new URL(`https://${await reader.connectToken({ host: endpoint, port: 3307, username: 'ann' })}`);
  expect(token.host).toBe(`${endpoint}:3307`);
  expect(token.searchParams.get('Action')).toBe('connect');
  expect(token.searchParams.get('DBUser')).toBe('ann');
  expect(token.searchParams.get('X-Amz-Expires')).toBe('900');
  expect(token.searchParams.get('X-Amz-Credential')).toMatch(/\/eu-west-1\/rds-db\/aws4_request$/);
});

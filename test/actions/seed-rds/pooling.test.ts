import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { Client } from 'pg';
import type { DatabaseServer } from '../../support/database.ts';
import { type Pooler, startPgbouncer } from '../../support/pgbouncer.ts';
import { startPostgres } from '../../support/postgres.ts';
import { describeWith } from '../../support/requires.ts';
import { run, type Workbench, workbench } from './workbench.ts';

const known = 'ignore_startup_parameters = lock_timeout, statement_timeout, options, extra_float_digits';

describeWith(['postgres', 'pgbouncer'], 'seed-rds through PgBouncer', () => {
  let server: DatabaseServer;
  let bench: Workbench;
  let pooler: Pooler | undefined;
  let count = 0;
  let database: string;

  beforeAll(async () => {
    server = await startPostgres();
  }, 120_000);
  afterAll(() => server.stop());
  beforeEach(async () => {
    bench = workbench();
    database = `pooled_${++count}`;
    await server.createDatabase(database);
    bench.write({
      'db/001_a.sql': '-- no-transaction\nCREATE TABLE a (id int);\nCREATE INDEX CONCURRENTLY i ON a (id);',
    });
  });
  afterEach(async () => {
    bench.remove();
    await pooler?.stop();
  });

  const step = (url: string) =>
    run(
      { migrations: 'db', 'url-env': 'DATABASE' },
      { workspace: bench.workspace, environment: { DATABASE: url } },
    ).then(
      ({ failure }) => failure?.message,
      (error: Error) => error.message,
    );

  async function left(): Promise<unknown> {
    const client = new Client({ connectionString: server.url(database) });
    await client.connect();
    const { rows } = await client.query(
      "SELECT to_regclass('a')::text AS a, (SELECT count(*)::int FROM pg_locks WHERE locktype = 'advisory') AS locks",
    );
    await client.end();
    return rows[0];
  }

  test.each([
    ['transaction', 20],
    ['transaction', 2],
    ['statement', 20],
  ] as const)('refuses pool_mode = %s with %i sessions before it takes the lock', async (mode, size) => {
    pooler = await startPgbouncer(server, mode, [known, `default_pool_size = ${size}`]);
    expect(await step(pooler.url(database))).toMatch(
      /A proxy stands before the database that shares its sessions.*pool_mode = session/s,
    );
    expect(await left()).toEqual({ a: null, locks: 0 });
  });

  test('works where each client has a session to itself', async () => {
    pooler = await startPgbouncer(server, 'session', [known]);
    expect(await step(pooler.url(database))).toBeUndefined();
    expect(await left()).toEqual({ a: 'a', locks: 0 });
  });

  test('names the proxy that does not take the timeouts', async () => {
    pooler = await startPgbouncer(server, 'transaction');
    expect(await step(pooler.url(database))).toMatch(
      /unsupported startup parameter.*A proxy such as PgBouncer stands/s,
    );
    expect(await left()).toEqual({ a: null, locks: 0 });
  });
});

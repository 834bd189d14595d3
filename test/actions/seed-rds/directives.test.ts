import { expect, test } from '@jest/globals';
import { createConnection } from 'mysql2/promise';
import { Client } from 'pg';
import type { Engine } from '../../../src/domain/sql/engine.ts';
import type { DatabaseServer } from '../../support/database.ts';
import { startMysql } from '../../support/mysql.ts';
import { startPostgres } from '../../support/postgres.ts';
import { describeWith, type Need } from '../../support/requires.ts';
import { databaseStage } from './database-stage.ts';
import { run } from './workbench.ts';

type Given = Readonly<Record<string, string>>;

interface Server {
  readonly title: string;
  readonly need: Need;
  readonly engine: Engine;
  /** A statement that takes ten seconds. */
  readonly slow: string;
  start(): Promise<DatabaseServer>;
}

/** SLEEP alone would end without an error when it is stopped. */
const slowMysql =
  'CREATE TABLE t AS WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 900) SELECT COUNT(*) AS c FROM n a, n b, n c;';

const servers: readonly Server[] = [
  {
    title: 'PostgreSQL',
    need: 'postgres',
    engine: 'postgres',
    slow: 'SELECT pg_sleep(10);',
    start: () => startPostgres(),
  },
  { title: 'MariaDB', need: 'mysql', engine: 'mysql', slow: slowMysql, start: () => startMysql() },
  {
    title: 'MySQL 8',
    need: 'mysql8',
    engine: 'mysql',
    slow: slowMysql,
    start: () => startMysql({ server: 'mysql8' }),
  },
];

for (const { title, need, engine, slow, start } of servers)
  describeWith(need, `directives of a file on ${title}`, () => {
    const stage = databaseStage(start);

    const step = (given: Given = {}) =>
      run(
        { migrations: 'db', 'url-env': 'DATABASE', ...given },
        { workspace: stage.bench.workspace, environment: { DATABASE: stage.url }, signal: AbortSignal.timeout(40_000) },
      );
    const refusal = (given: Given = {}) =>
      step(given).then(
        ({ failure }) => `not refused: ${failure?.message}`,
        (error: Error) => error.message,
      );

    test('who holds the lock that a file waits for is told while it waits and when it fails, without the values of its statement', async () => {
      stage.bench.write({ 'db/001_a.sql': 'CREATE TABLE a (id int, name varchar(20));' });
      await step();
      const holder = await holdingLock(engine, stage.url, "UPDATE a SET name = 'planted-secret'");
      stage.bench.write({ 'db/002_b.sql': '-- seed-rds: lock-timeout-seconds=3\nALTER TABLE a ADD COLUMN age int;' });
      const { failure, log } = await step();
      await holder.end();
      const waiting = log.find((line) => line.includes(`session ${holder.session}`));
      expect(waiting).toMatch(/The lock is held by session|The server does not tell who holds the lock/);
      expect(failure?.message).toMatch(
        new RegExp(`002_b.sql:2 failed.*session ${holder.session} \\(user \\w+.*in a transaction since 20`, 's'),
      );
      expect(failure?.message).toContain('Another session holds a lock on the table');
      expect(JSON.stringify([failure?.message, log])).not.toContain('planted-secret');
      expect((await step()).failure).toBeUndefined();
    });

    // Of what it asks MySQL, the holders of locks alone are others than MariaDB's.
    if (need === 'mysql8') return;

    test('a file may have its own limit for statements, which the plan shows', async () => {
      stage.bench.write({ 'db/001_a.sql': `-- seed-rds: statement-timeout-seconds=1\n${slow}` });
      const planned = await step({ 'dry-run': 'true' });
      expect(JSON.stringify(planned.report.sections)).toContain('1 statement, at most 1 s for a statement');
      const { failure } = await step({ 'statement-timeout-seconds': '3600' });
      expect(failure?.message).toMatch(/001_a.sql:2 failed.*longer than statement-timeout-seconds/s);
    });

    test('a file is run in the environments that it names only, and the others say so', async () => {
      stage.bench.write({
        'db/001_a.sql': 'CREATE TABLE a (id int);',
        'db/002_dev.sql': '-- seed-rds: environments=dev,staging\nCREATE TABLE of_dev (id int);',
        'db/003_c.sql': 'CREATE TABLE c (id int);',
      });
      expect(await refusal()).toMatch(/not known in which environment.*db\/002_dev.sql: for dev, staging/s);
      const inProd = await step({ environment: 'prod' });
      expect(inProd.outputs).toMatchObject({ applied: ['db/001_a.sql', 'db/003_c.sql'], current: '003_c.sql' });
      expect(inProd.report.sections).toContainEqual({
        kind: 'note',
        text: 'Not run in prod, as their directives say: 002_dev.sql (for dev, staging).',
      });
      expect((await step({ environment: 'prod' })).outputs).toMatchObject({ changed: false, pending: [] });
      expect(await refusal({ environment: 'dev', 'claim-environment': 'true' })).toMatch(/002_dev.sql: is late/);
      const inDev = await step({ environment: 'dev', 'claim-environment': 'true', 'allow-out-of-order': 'true' });
      expect(inDev.outputs).toMatchObject({ applied: ['db/002_dev.sql'] });
    });

    test('one that is not known is refused before anything is run', async () => {
      stage.bench.write({
        'db/001_a.sql': 'CREATE TABLE a (id int);',
        'db/002_b.sql': 'CREATE TABLE b (id int);\n-- seed-rds: no-transaction\nSELECT 1;',
        'db/003_c.sql': '-- seed-rds: timeout=5\nSELECT 1;',
      });
      expect(await refusal()).toMatch(
        /002_b.sql:2: a directive of seed-rds stands before.*003_c.sql:1: timeout is no directive/s,
      );
      stage.bench.remove();
      stage.bench.write({ 'db/001_a.sql': '-- seed-rds: no-transaction\nCREATE TABLE a (id int);' });
      expect((await step()).failure).toBeUndefined();
    });
  });

/** A session with an open transaction that has changed rows. */
async function holdingLock(engine: Engine, url: string, statement: string) {
  if (engine === 'mysql') {
    const connection = await createConnection(url);
    await connection.query("INSERT INTO a VALUES (1, 'ann')");
    await connection.query('START TRANSACTION');
    await connection.query(statement);
    return { session: connection.threadId, end: () => connection.end() };
  }
  const client = new Client({ connectionString: url });
  await client.connect();
  await client.query('BEGIN');
  await client.query(statement);
  const { rows } = await client.query<{ readonly pid: number }>('SELECT pg_backend_pid() AS pid');
  return { session: rows[0]?.pid, end: () => client.end() };
}

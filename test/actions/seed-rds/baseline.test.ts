import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { createConnection, type RowDataPacket } from 'mysql2/promise';
import { Client } from 'pg';
import type { DatabaseServer } from '../../support/database.ts';
import { startMysql } from '../../support/mysql.ts';
import { startPostgres } from '../../support/postgres.ts';
import { describeWith } from '../../support/requires.ts';
import { run, type Workbench, workbench } from './workbench.ts';

type Rows = readonly Record<string, unknown>[];

const servers = {
  mysql: { title: 'MySQL', start: startMysql, send: sendMysql },
  postgres: { title: 'PostgreSQL', start: startPostgres, send: sendPostgres },
} as const;

const byHand = 'CREATE TABLE users (name varchar(20))';
const files = {
  'db/001_users.sql': `${byHand};`,
  'db/002_visits.sql': 'CREATE TABLE visits (id int);',
  'db/012_invoices.sql': 'CREATE TABLE invoices (id int);',
  'db/013_notes.sql': 'CREATE TABLE notes (id int);',
};
const inputs = { migrations: 'db', 'url-env': 'DATABASE', baseline: '012_invoices.sql' };
const { baseline: _, ...without } = inputs;
const ledger = 'SELECT file FROM seed_rds_ledger ORDER BY file';

for (const engine of ['mysql', 'postgres'] as const) {
  const { title, start, send } = servers[engine];

  describeWith(engine, `seed-rds adopts a ${title} database`, () => {
    let server: DatabaseServer;
    let bench: Workbench;
    let database: string;
    let count = 0;

    beforeAll(async () => {
      server = await start();
    }, 60_000);
    afterAll(() => server.stop());
    beforeEach(async () => {
      bench = workbench();
      bench.write(files);
      database = `clinic_${++count}`;
      await server.createDatabase(database);
    });
    afterEach(() => bench.remove());

    const step = (given: Readonly<Record<string, string>> = inputs, url = server.url(database)) =>
      run(given, { workspace: bench.workspace, environment: { DATABASE: url } });
    const query = (sql: string, of = database) => send(server.url(of), sql);
    const refused = (given: Readonly<Record<string, string>>) => step(given).catch((error: Error) => error.message);
    const changesOf = (ran: { readonly outputs: Readonly<Record<string, unknown>> }) =>
      JSON.parse(String(ran.outputs['plan'])).changes;

    test('records the files up to the baseline, runs the later ones, and then leaves it alone', async () => {
      await query(byHand);
      const planned = await step({ ...inputs, 'dry-run': 'true' });
      expect(planned.outputs).toMatchObject({ changed: true, applied: [], pending: ['db/013_notes.sql'] });
      expect(changesOf(planned)).toEqual([
        expect.objectContaining({
          kind: 'baseline',
          resource: 'db/012_invoices.sql',
          reason: '3 files to record as applied without running: 001_users.sql, 002_visits.sql, 012_invoices.sql',
          files: ['001_users.sql', '002_visits.sql', '012_invoices.sql'].map((file) => ({
            file,
            sha256: expect.stringMatching(/^[0-9a-f]{64}$/),
          })),
        }),
        expect.objectContaining({ kind: 'migrate', resource: 'db/013_notes.sql' }),
      ]);
      expect(planned.report).toMatchObject({
        status: 'planned',
        result: 'Would record 3 files as applied without running them, and apply 1 file.',
      });
      expect(await tables()).toEqual(['users']);

      const adopted = await step({ ...inputs, 'expected-plan': String(planned.outputs['fingerprint']) });
      expect(adopted.failure).toBeUndefined();
      expect(adopted.outputs).toMatchObject({
        changed: true,
        applied: ['db/013_notes.sql'],
        pending: [],
        current: '013_notes.sql',
      });
      expect(adopted.report).toMatchObject({
        status: 'succeeded',
        result: '3 files recorded as applied without being run, 1 file applied.',
        sections: expect.arrayContaining([
          expect.objectContaining({
            title: 'Recorded as applied, without being run',
            rows: [
              ['001_users.sql', expect.any(String)],
              ['002_visits.sql', expect.any(String)],
              ['012_invoices.sql', expect.any(String)],
            ],
          }),
        ]),
      });
      expect(await tables()).toEqual(['notes', 'seed_rds_ledger', 'users']);
      expect(
        await query(
          'SELECT file, statements, statements_done AS done, commit_sha FROM seed_rds_ledger WHERE finished_at IS NOT NULL AND duration_ms IS NULL ORDER BY file',
        ),
      ).toEqual(
        ['001_users.sql', '002_visits.sql', '012_invoices.sql'].map((file) => ({
          file,
          statements: 1,
          done: 1,
          commit_sha: 'c0ffee00c0ffee00c0ffee00c0ffee00c0ffee00',
        })),
      );

      const again = await step();
      expect(again.outputs).toMatchObject({ changed: false, current: '013_notes.sql' });
      expect(again.log.filter((line) => line.includes('baseline'))).toEqual([
        'baseline has no effect: the ledger has migrations already.',
      ]);
      bench.write({ 'db/002_visits.sql': 'CREATE TABLE visits (id bigint);' });
      expect(await refused(inputs)).toMatch(/002_visits.sql: was edited after it had been applied/);
    });

    test('runs every file on an empty database', async () => {
      const ran = await step();
      expect(ran.failure).toBeUndefined();
      expect(ran.outputs['applied']).toEqual(Object.keys(files));
      expect(ran.log.filter((line) => line.includes('baseline'))).toEqual([
        'baseline has no effect: there are no tables yet, so every file is run.',
      ]);
      expect(await tables()).toEqual(['invoices', 'notes', 'seed_rds_ledger', 'users', 'visits']);
    });

    test('a new database that meets its own table needs no baseline', async () => {
      bench.write({ 'db/001_users.sql': `${byHand};\n${byHand};` });
      const { failure } = await step(without);
      expect(failure?.message).toMatch(/001_users.sql:2 failed/);
      expect(failure?.message).not.toContain('baseline');
    });

    test('a view alone is a database that exists, and nothing need be pending', async () => {
      await query('CREATE VIEW one AS SELECT 1 AS one');
      const ran = await step({ ...inputs, baseline: '013_notes.sql' });
      expect(ran.failure).toBeUndefined();
      expect(ran.outputs).toMatchObject({ changed: true, applied: [], pending: [], current: '013_notes.sql' });
      expect(await query(ledger)).toHaveLength(4);
    });

    test('refuses a file that is not there before anything is written, whatever the database holds', async () => {
      await query(byHand);
      const expected =
        /The file 011_x.sql in baseline is not among the migrations; nothing was changed. They are db\/001_users.sql to 013_notes.sql/;
      expect(await refused({ ...inputs, baseline: '011_x.sql' })).toMatch(expected);
      expect(await tables()).toEqual(['users']);
      await step();
      expect(await refused({ ...inputs, baseline: '011_x.sql' })).toMatch(expected);
      expect(await refused({ 'url-env': 'DATABASE', command: 'true', baseline: '001_users.sql' })).toMatch(
        /baseline: needs migrations/,
      );
    });

    test('a file that meets its own table names baseline, and the next run with it goes through', async () => {
      await query(byHand);
      const header = engine === 'mysql' ? 'SET NAMES utf8mb4;\nSTART TRANSACTION;\n' : '';
      bench.write({ 'db/001_users.sql': `${header}${byHand};${header ? '\nCOMMIT;' : ''}` });
      const planned = await step({ ...without, 'dry-run': 'true' });
      expect(planned.report.sections).toContainEqual({
        kind: 'note',
        text: expect.stringMatching(/^The database has tables and no ledger, so every migration will be run/),
      });
      const failed = await step(without);
      expect(failed.failure?.message).toMatch(
        /001_users.sql:\d failed in: CREATE TABLE users.*before this action was used, name the last of them in `baseline`/s,
      );
      const adopted = await step();
      expect(adopted.failure).toBeUndefined();
      expect(adopted.outputs['applied']).toEqual(['db/013_notes.sql']);
    });

    test('advises how to correct a baseline that was too early', async () => {
      await query(byHand);
      await query('CREATE TABLE visits (id int)');
      const early = { ...inputs, baseline: '001_users.sql' };
      const advice =
        /002_visits.sql:1 failed.*empty the ledger \((DELETE FROM .*)\) and name the last of them in `baseline`/s;
      const first = await step(early);
      expect(first.failure?.message).toMatch(advice);
      expect(first.outputs).toMatchObject({ changed: true, current: '001_users.sql' });
      expect(await query(ledger)).toEqual([{ file: '001_users.sql' }]);
      const [, statement] = advice.exec((await step(early)).failure?.message ?? '') ?? [];
      await query(String(statement));
      expect((await step({ ...inputs, baseline: '002_visits.sql' })).outputs['applied']).toEqual([
        'db/012_invoices.sql',
        'db/013_notes.sql',
      ]);
      await query('DROP TABLE notes');
      await query("DELETE FROM seed_rds_ledger WHERE file = '013_notes.sql'");
      await query('CREATE TABLE notes (id int)');
      expect((await step(inputs)).failure?.message).not.toContain('baseline');
    });

    test('records all files or none, and does so again after a run that ended between table and entries', async () => {
      await query(byHand);
      await step({ ...inputs, baseline: '013_notes.sql' });
      await query('DELETE FROM seed_rds_ledger');
      await query("ALTER TABLE seed_rds_ledger ADD CONSTRAINT broken CHECK (file <> '002_visits.sql')");
      const failed = await step();
      expect(failed.failure?.message).toMatch(/ledger table could not be written .*; no file was run/);
      expect(failed.outputs).toMatchObject({ changed: false, pending: ['db/013_notes.sql'] });
      expect(await query(ledger)).toEqual([]);
      await query(`ALTER TABLE seed_rds_ledger DROP CONSTRAINT broken`);
      expect((await step()).outputs['applied']).toEqual(['db/013_notes.sql']);
      expect(await query(ledger)).toHaveLength(4);
    });

    test('of two runs at once one records, and the other finds it done', async () => {
      await query(byHand);
      const both = await Promise.all([step(), step()]);
      expect(both.map(({ failure }) => failure)).toEqual([undefined, undefined]);
      expect(both.map(({ outputs }) => outputs['changed']).toSorted()).toEqual([false, true]);
      expect(await query(ledger)).toHaveLength(4);
    });

    test('a plan that was approved is not applied once a ledger is there', async () => {
      await query(byHand);
      const planned = await step({ ...inputs, 'dry-run': 'true' });
      await step({ ...inputs, baseline: '002_visits.sql' });
      const late = await step({ ...inputs, 'expected-plan': String(planned.outputs['fingerprint']) });
      expect(late.failure?.message).toMatch(/no longer the one that was approved/);
    });

    test('the first file of a new database is resumed after a failure, with a baseline or without', async () => {
      const noTransaction = engine === 'mysql' ? '' : '-- no-transaction\n';
      const begin = `${noTransaction}${byHand};\n`;
      bench.write({ 'db/001_users.sql': `${begin}INSERT INTO missing VALUES (1);` });
      expect((await step()).failure?.message).toMatch(/Statement 1 of 2 is applied/);
      bench.write({ 'db/001_users.sql': `${begin}INSERT INTO users VALUES ('ann');` });
      const ended = await step();
      expect(ended.failure).toBeUndefined();
      expect(ended.outputs['applied']).toEqual(Object.keys(files));
      expect(await query('SELECT name FROM users')).toEqual([{ name: 'ann' }]);
    });

    test('a new database whose first statement could not be marked is none that existed before', async () => {
      bench.write({ 'db/001_users.sql': 'INSERT INTO missing VALUES (1);' });
      await step();
      await query('ALTER TABLE seed_rds_ledger ADD CONSTRAINT broken CHECK (statements_done = 0)');
      // PostgreSQL takes the table back together with its record.
      const alone = engine === 'mysql' ? `${byHand};` : `-- no-transaction\nVACUUM;\n${byHand};`;
      bench.write({ 'db/001_users.sql': alone });
      expect((await step()).failure?.message).toMatch(/001_users.sql:\d failed/);
      expect(await tables()).toEqual(['seed_rds_ledger', ...(engine === 'mysql' ? ['users'] : [])]);
      expect(changesOf(await step({ ...inputs, 'dry-run': 'true' }))[0]).toMatchObject({ kind: 'migrate' });
    });

    test('a ledger alone is no database that exists', async () => {
      bench.write({ 'db/001_users.sql': 'INSERT INTO missing VALUES (1);' });
      expect((await step()).failure?.message).toMatch(/001_users.sql:1 failed/);
      expect(await tables()).toEqual(['seed_rds_ledger']);
      bench.write(files);
      expect((await step()).outputs['applied']).toEqual(Object.keys(files));
    });

    test('ledger entries of seeds do not prevent a baseline', async () => {
      await query(byHand);
      bench.write({ 'seeds/001_ann.sql': "INSERT INTO users VALUES ('ann');" });
      const seeds = { seeds: 'seeds', 'seed-environments': 'dev', environment: 'dev' };
      await step({ 'url-env': 'DATABASE', ...seeds });
      expect((await step({ ...inputs, ...seeds })).outputs['applied']).toEqual(['db/013_notes.sql']);
    });

    test('a user who may only read plans it, and sees tables in this place only', async () => {
      await elsewhere();
      const url = await reader();
      const dry = { ...inputs, 'dry-run': 'true' };
      expect(changesOf(await step(dry, url))[0]).toMatchObject({ kind: 'migrate', file: '001_users.sql' });
      await query(byHand);
      expect(changesOf(await step(dry, url))[0]).toMatchObject({ kind: 'baseline' });
      expect(await tables()).not.toContain('seed_rds_ledger');
    });

    test('a user who may do no more than create tables sees those of others', async () => {
      await query(byHand);
      const url = await creator();
      const ran = await step({ ...inputs, baseline: '013_notes.sql' }, url);
      expect(ran.failure).toBeUndefined();
      expect(await query(ledger)).toHaveLength(4);
    });

    async function tables(): Promise<readonly unknown[]> {
      const place = engine === 'mysql' ? 'DATABASE()' : "'public'";
      const rows = await query(
        `SELECT table_name AS name FROM information_schema.tables WHERE table_schema = ${place} ORDER BY 1`,
      );
      return rows.map(({ name }) => name);
    }

    /** Tables that do not count: another database's, another schema's, an extension's. */
    async function elsewhere(): Promise<void> {
      if (engine === 'mysql') {
        await server.createDatabase(`${database}_other`);
        await query(byHand, `${database}_other`);
      } else {
        await query('CREATE SCHEMA other');
        await query('CREATE TABLE other.users (name text)');
        await query('CREATE TABLE spatial_ref_sys (srid int)');
        await query('ALTER EXTENSION plpgsql ADD TABLE spatial_ref_sys');
      }
    }

    const as = (user: string) => server.url(database).replace(/\/\/.*@/, `//${user}:${user}@`);

    async function reader(): Promise<string> {
      if (engine === 'mysql') {
        await query("CREATE USER IF NOT EXISTS reader@'%' IDENTIFIED BY 'reader'");
        await query(`GRANT SELECT ON ${database}.* TO reader@'%'`);
        await query(`GRANT SELECT ON ${database}_other.* TO reader@'%'`);
      } else await query("CREATE ROLE reader LOGIN PASSWORD 'reader'").catch(() => undefined);
      return as('reader');
    }

    async function creator(): Promise<string> {
      if (engine === 'mysql') {
        await query("CREATE USER IF NOT EXISTS creator@'%' IDENTIFIED BY 'creator'");
        await query(`GRANT CREATE ON ${database}.* TO creator@'%'`);
        await query(`GRANT CREATE, SELECT, INSERT ON ${database}.seed_rds_ledger TO creator@'%'`);
      } else {
        await query("CREATE ROLE creator LOGIN PASSWORD 'creator'").catch(() => undefined);
        await query('GRANT CREATE ON SCHEMA public TO creator');
      }
      return as('creator');
    }
  });
}

async function sendMysql(url: string, sql: string): Promise<Rows> {
  const connection = await createConnection(url);
  try {
    const [rows] = await connection.query<RowDataPacket[]>(sql);
    return rows;
  } finally {
    await connection.end();
  }
}

async function sendPostgres(url: string, sql: string): Promise<Rows> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}

import { expect, test } from '@jest/globals';
import { Client } from 'pg';
import { startPostgres } from '../../support/postgres.ts';
import { describeWith } from '../../support/requires.ts';
import { databaseStage } from './database-stage.ts';
import { run } from './workbench.ts';

type Row = Readonly<Record<string, unknown>>;

describeWith('postgres', 'the ledger and the lock of seed-rds on PostgreSQL', () => {
  const stage = databaseStage(() => startPostgres());

  const as = (user: string) => stage.url.replace(/\/\/.*@/, `//${user}:${user}@`);
  const step = (url = stage.url, more: Readonly<Record<string, string>> = {}) =>
    run(
      { migrations: 'db', 'url-env': 'DATABASE', ...more },
      { workspace: stage.bench.workspace, environment: { DATABASE: url }, signal: AbortSignal.timeout(60_000) },
    );
  const told = (url?: string, more?: Readonly<Record<string, string>>) =>
    step(url, more).then(
      ({ failure }) => failure?.message,
      (error: Error) => error.message,
    );

  async function query(sql: string): Promise<readonly Row[]> {
    const client = new Client({ connectionString: stage.url });
    await client.connect();
    try {
      return (await client.query<Row>(sql)).rows;
    } finally {
      await client.end();
    }
  }

  const ledgers = () => query("SELECT schemaname AS at FROM pg_tables WHERE tablename = 'seed_rds_ledger' ORDER BY 1");

  test('is found again when a schema comes first that was not there', async () => {
    stage.bench.write({ 'db/001_a.sql': 'CREATE TABLE IF NOT EXISTS a (id int);\nINSERT INTO a VALUES (1);' });
    expect(await told()).toBeUndefined();
    await query('CREATE SCHEMA postgres');
    expect((await step()).outputs).toMatchObject({ changed: false, current: '001_a.sql' });
    await query(`ALTER DATABASE ${stage.database} SET search_path = nowhere`);
    expect((await step()).outputs).toMatchObject({ changed: false });
    stage.bench.write({ 'db/002_b.sql': 'INSERT INTO public.a VALUES (2);' });
    expect(await told()).toBeUndefined();
    expect(await ledgers()).toEqual([{ at: 'public' }]);
    expect(await query('SELECT id FROM public.a ORDER BY id')).toEqual([{ id: 1 }, { id: 2 }]);
  });

  test('of several, the one of the first schema counts, and without it none', async () => {
    await query('CREATE SCHEMA one; CREATE SCHEMA two');
    stage.bench.write({ 'db/001_a.sql': 'SELECT 1;' });
    await query(`ALTER DATABASE ${stage.database} SET search_path = one`);
    expect(await told()).toBeUndefined();
    await query('CREATE TABLE two.seed_rds_ledger (LIKE one.seed_rds_ledger INCLUDING ALL)');
    expect((await step()).outputs).toMatchObject({ changed: false });
    await query(`ALTER DATABASE ${stage.database} SET search_path = two`);
    expect((await step()).outputs).toMatchObject({ changed: true });
    await query(`ALTER DATABASE ${stage.database} SET search_path = public`);
    expect(await told()).toMatch(/has 2 ledgers, in the schemas one, two; nothing was changed/);
  });

  test('a planner who may not read it is told what to grant', async () => {
    stage.bench.write({ 'db/001_a.sql': 'SELECT 1;' });
    await step();
    await query("CREATE ROLE planner LOGIN PASSWORD 'planner'");
    const dryRun = { 'dry-run': 'true' };
    const [, grants = ''] = /Let the user read it: (.*?) \(MySQL/.exec((await told(as('planner'), dryRun)) ?? '') ?? [];
    expect(grants).toContain('GRANT SELECT ON "public".seed_rds_ledger TO "planner"');
    await query(grants);
    expect((await step(as('planner'), dryRun)).outputs).toMatchObject({ changed: false });
  });

  test('is written in the own role where a file takes that of an owner', async () => {
    await query('CREATE ROLE owner; CREATE SCHEMA owned AUTHORIZATION owner');
    await query(
      "CREATE ROLE deployer LOGIN PASSWORD 'deployer'; GRANT owner TO deployer; GRANT CREATE ON SCHEMA public TO deployer",
    );
    stage.bench.write({
      'db/001_a.sql': 'SET ROLE owner;\nCREATE TABLE owned.a (id int);',
      'db/002_b.sql':
        '-- no-transaction\nSET ROLE owner;\nCREATE TABLE owned.b (id int);\nVACUUM owned.b;\nCREATE TABLE owned.c (id int);',
    });
    expect(await told(as('deployer'))).toBeUndefined();
    expect(await query("SELECT DISTINCT tableowner FROM pg_tables WHERE schemaname = 'owned'")).toEqual([
      { tableowner: 'owner' },
    ]);
  });

  test('an index that CONCURRENTLY left invalid is named', async () => {
    const make = 'CREATE TABLE a (id int);\nINSERT INTO a VALUES (1), (1);\n';
    stage.bench.write({ 'db/001_a.sql': `${make}CREATE UNIQUE INDEX CONCURRENTLY only_one ON a (id);` });
    expect(await told()).toMatch(
      /could not create unique index.*The invalid index only_one was left behind: DROP INDEX CONCURRENTLY only_one;/s,
    );
    expect(await told()).toMatch(/already exists.*The invalid index only_one was left behind/s);
    await query('DROP INDEX CONCURRENTLY only_one; ');
    await query('DELETE FROM a WHERE ctid IN (SELECT ctid FROM a LIMIT 1)');
    expect(await told()).toBeUndefined();
  });

  test('a file that began statement by statement goes on so, whatever its rest has become', async () => {
    const make = 'CREATE TABLE a (id int);\nINSERT INTO a VALUES (1), (1);\n';
    stage.bench.write({ 'db/001_a.sql': `${make}CREATE UNIQUE INDEX CONCURRENTLY one ON a (id);` });
    await told();
    stage.bench.write({ 'db/001_a.sql': `${make}INSERT INTO a VALUES (2);` });
    expect(await told()).toBeUndefined();
    expect(await query('SELECT id FROM a ORDER BY id')).toEqual([{ id: 1 }, { id: 1 }, { id: 2 }]);
  });

  test('a lock that was lost is noticed before anything is committed', async () => {
    stage.bench.write({ 'db/001_a.sql': 'CREATE TABLE a (id int);\nSELECT pg_sleep(2);\nCREATE TABLE b (id int);' });
    const running = told();
    await until(
      async () => (await query("SELECT 1 FROM pg_stat_activity WHERE query LIKE 'SELECT pg_sleep%'")).length > 0,
    );
    await query(
      "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid IN (SELECT pid FROM pg_locks WHERE locktype = 'advisory') ORDER BY backend_start LIMIT 1",
    );
    expect(await running).toMatch(/the lock of the database was lost.*No statement of this file is applied/s);
    expect(await query("SELECT to_regclass('a') AS a, (SELECT count(*)::int FROM seed_rds_ledger) AS n")).toEqual([
      { a: null, n: 0 },
    ]);
    expect(await told()).toBeUndefined();
  });
});

/** Waits for what happens in another session; jest's own time limit is the deadline. */
async function until(condition: () => Promise<boolean>): Promise<void> {
  while (!(await condition())) await new Promise((resolve) => setTimeout(resolve, 20));
}

import { resolve } from 'node:path';
import { expect, test } from '@jest/globals';
import { Client } from 'pg';
import { UserError } from '../../../src/errors.ts';
import { startPostgres } from '../../support/postgres.ts';
import { describeWith } from '../../support/requires.ts';
import { databaseStage } from './database-stage.ts';
import { run } from './workbench.ts';

describeWith('postgres', 'seed-rds on PostgreSQL', () => {
  const stage = databaseStage(() => startPostgres());

  const migrations = { migrations: 'db/migrations', 'url-env': 'DATABASE' };
  const step = (
    inputs: Readonly<Record<string, string>> = migrations,
    more: { run?: string; commit?: string; signal?: AbortSignal } = {},
  ) => run(inputs, { workspace: stage.bench.workspace, environment: { DATABASE: stage.url }, ...more });

  async function query(sql: string): Promise<readonly Record<string, unknown>[]> {
    const client = new Client({ connectionString: stage.url });
    await client.connect();
    try {
      return (await client.query(sql)).rows;
    } finally {
      await client.end();
    }
  }

  test('applies pending files once, and records the commit and the run', async () => {
    stage.bench.write({
      'db/migrations/001_users.sql': "CREATE TABLE users (name text);\nINSERT INTO users VALUES ('ann;e');\n",
      'db/migrations/002_function.sql':
        'CREATE FUNCTION one() RETURNS int LANGUAGE plpgsql AS $body$\nBEGIN\n  RETURN 1;\nEND $body$;\n',
    });
    const first = await step();
    expect(first.failure).toBeUndefined();
    expect(first.outputs).toMatchObject({
      changed: true,
      applied: ['db/migrations/001_users.sql', 'db/migrations/002_function.sql'],
      pending: [],
      current: '002_function.sql',
    });
    expect(await query('SELECT name FROM users')).toEqual([{ name: 'ann;e' }]);
    expect(await query('SELECT file, statements_done, commit_sha, run_url FROM seed_rds_ledger ORDER BY file')).toEqual(
      [
        {
          file: '001_users.sql',
          statements_done: 2,
          commit_sha: 'c0ffee00c0ffee00c0ffee00c0ffee00c0ffee00',
          run_url: 'https://github.com/acme/clinic/actions/runs/1',
        },
        expect.objectContaining({ file: '002_function.sql', statements_done: 1 }),
      ],
    );
    const second = await step();
    expect(second.outputs).toMatchObject({ changed: false, applied: [], pending: [], current: '002_function.sql' });
    expect(second.report.status).toBe('unchanged');
  });

  test("brings up the example's stage.database, and then finds nothing to do", async () => {
    const folder = 'examples/clinic/database/postgres';
    const inputs = {
      'url-env': 'DATABASE',
      migrations: `${folder}/migrations`,
      seeds: `${folder}/seeds`,
      'seed-environments': 'dev',
      environment: 'dev',
    };
    const options = { workspace: process.cwd(), environment: { DATABASE: stage.url } };
    const first = await run(inputs, options);
    expect(first.failure).toBeUndefined();
    expect(first.outputs['applied']).toHaveLength(5);
    expect((await query('SELECT email FROM users')).length).toBeGreaterThanOrEqual(4);
    expect((await run(inputs, options)).outputs).toMatchObject({ changed: false, pending: [] });
  });

  test('plans without writing anything, as a user who may only read', async () => {
    stage.bench.write({ 'db/migrations/001_users.sql': 'CREATE TABLE users (name text);' });
    await query("CREATE ROLE reader LOGIN PASSWORD 'reader'").catch(() => undefined);
    const url = stage.url.replace(/\/\/.*@/, '//reader:reader@');
    const planned = await run(
      { ...migrations, 'dry-run': 'true' },
      { workspace: stage.bench.workspace, environment: { DATABASE: url } },
    );
    expect(planned.outputs).toMatchObject({ changed: true, applied: [], pending: ['db/migrations/001_users.sql'] });
    expect(planned.report.status).toBe('planned');
    expect(await query("SELECT count(*)::int AS n FROM pg_tables WHERE schemaname = 'public'")).toEqual([{ n: 0 }]);
    const applied = await run(migrations, { workspace: stage.bench.workspace, environment: { DATABASE: url } });
    expect(applied.failure?.message).toMatch(/ledger table could not be created.*permission denied.*GRANT CREATE/s);
  });

  test('an error names file, line and statement, and nothing of the file is applied', async () => {
    stage.bench.write({
      'db/migrations/001_a.sql': 'CREATE TABLE a (id int);',
      'db/migrations/002_b.sql': '-- ünï\nCREATE TABLE b (id int);\n\nINSERT INTO missing VALUES (1);\n',
      'db/migrations/003_c.sql': 'CREATE TABLE c (id int);',
    });
    const failed = await step();
    expect(failed.failure?.message).toContain('db/migrations/002_b.sql:4 failed in: INSERT INTO missing VALUES (1)');
    expect(failed.failure?.message).toContain('relation "missing" does not exist (42P01)');
    expect(failed.failure?.message).toContain('No statement of this file is applied');
    expect(failed.failure?.message).toContain(
      'Applied before it: db/migrations/001_a.sql; not started: db/migrations/003_c.sql',
    );
    expect(failed.outputs).toMatchObject({
      changed: true,
      applied: ['db/migrations/001_a.sql'],
      pending: ['db/migrations/002_b.sql', 'db/migrations/003_c.sql'],
      current: '001_a.sql',
    });
    expect(await query("SELECT to_regclass('b') AS b, to_regclass('a')::text AS a")).toEqual([{ b: null, a: 'a' }]);
  });

  test('finds the line of a statement whose error has no position', async () => {
    stage.bench.write({
      'db/migrations/001_a.sql': 'CREATE TABLE a (id int PRIMARY KEY);\n\nINSERT INTO a\nVALUES (1), (1);\nSELECT 1;\n',
    });
    expect((await step()).failure?.message).toContain('001_a.sql:3 failed in: INSERT INTO a VALUES (1), (1)');
  });

  test('a file without a transaction is resumed after its applied statements', async () => {
    const [begin, index] = ['-- no-transaction\nCREATE TABLE a (id int);', 'CREATE INDEX CONCURRENTLY a_id ON a (id);'];
    stage.bench.write({ 'db/migrations/001_a.sql': `${begin}\nSET search_path = pg_catalog;\nSELECT 1/0;\n${index}` });
    const failed = await step();
    expect(failed.failure?.message).toMatch(/001_a.sql:4 failed.*Statements 1 to 2 of 4 are applied/s);
    stage.bench.write({ 'db/migrations/001_a.sql': `${begin}\nSET search_path = public;\nSELECT 1/1;\n${index}` });
    expect((await step().catch((error) => error)).message).toContain(
      'one of its first 2 statements, which are applied, was edited since',
    );
    stage.bench.write({
      'db/migrations/001_a.sql': `${begin}\nSET search_path = pg_catalog;\nSELECT 1/1;\n${index.replace('ON a', 'ON public.a')}`,
    });
    expect((await step()).failure).toBeUndefined();
    expect(await query("SELECT indisvalid FROM pg_index WHERE indexrelid = 'a_id'::regclass")).toEqual([
      { indisvalid: true },
    ]);
  });

  test('runs a file without a transaction where the server wants none', async () => {
    stage.bench.write({
      'db/migrations/001_a.sql': 'CREATE TABLE a (id int);\nCREATE INDEX CONCURRENTLY i ON a (id);',
    });
    expect((await step()).failure).toBeUndefined();
    expect(await query("SELECT indisvalid FROM pg_index WHERE indexrelid = 'i'::regclass")).toEqual([
      { indisvalid: true },
    ]);
  });

  test('a block that commits runs alone where the file says that it takes no transaction', async () => {
    const block = 'DO $$ BEGIN INSERT INTO a VALUES (1); COMMIT; INSERT INTO a VALUES (2); END $$;';
    stage.bench.write({ 'db/migrations/001_a.sql': `-- no-transaction\nCREATE TABLE a (id int);\n${block}` });
    expect((await step()).failure).toBeUndefined();
    expect(await query('SELECT id FROM a ORDER BY id')).toEqual([{ id: 1 }, { id: 2 }]);
  });

  test("a file's own transaction holds its entry as well", async () => {
    stage.bench.write({ 'db/migrations/001_a.sql': 'BEGIN;\nCREATE TABLE a (id int);\nSELECT 1/0;\nCOMMIT;' });
    expect((await step()).failure?.message).toMatch(/001_a.sql:3 failed.*No statement of this file is applied/s);
    expect(await query('SELECT file FROM seed_rds_ledger')).toEqual([]);
    stage.bench.write({ 'db/migrations/001_a.sql': 'BEGIN;\nCREATE TABLE a (id int);\nCOMMIT;' });
    expect((await step()).failure).toBeUndefined();
    expect(await query('SELECT statements_done FROM seed_rds_ledger')).toEqual([{ statements_done: 3 }]);
  });

  test('loads the rows of COPY, and names the line of one that is wrong', async () => {
    const copy = (rows: string) => `CREATE TABLE a (id int);\nCOPY a FROM stdin;\n${rows}\\.\n`;
    stage.bench.write({ 'db/migrations/001_a.sql': copy('1\nx\n') });
    expect((await step()).failure?.message).toMatch(/001_a.sql:2 failed in: COPY a FROM stdin.*invalid input syntax/s);
    stage.bench.write({ 'db/migrations/001_a.sql': copy('1\n2\n') });
    expect((await step()).failure).toBeUndefined();
    expect(await query('SELECT id FROM a')).toEqual([{ id: 1 }, { id: 2 }]);
  });

  test('refuses edited, missing and late files in one message', async () => {
    const folder = (names: Readonly<Record<string, string>>) =>
      Object.fromEntries(Object.entries(names).map(([name, text]) => [`db/migrations/${name}`, text]));
    stage.bench.write(folder({ '002_b.sql': 'SELECT 1;', '003_c.sql': 'SELECT 1;' }));
    await step();
    stage.bench.remove();
    stage.bench.write(folder({ '001_a.sql': 'SELECT 1;', '002_b.sql': 'SELECT 2;' }));
    const { message } = (await step().catch((error) => error)) as Error;
    expect(message).toMatch(/001_a.sql: is late: 002_b.sql has already been applied/);
    expect(message).toMatch(/002_b.sql: was edited after it had been applied/);
    expect(message).toMatch(
      /003_c.sql: has been applied to this database( by a release of \w+)?, but is not in the folder/,
    );
  });

  test('a release that goes back tolerates what later releases have applied, and nothing else; then the later ones go on', async () => {
    const folder = (names: Readonly<Record<string, string>>) => {
      stage.bench.remove();
      stage.bench.write(
        Object.fromEntries(Object.entries(names).map(([name, text]) => [`db/migrations/${name}`, text])),
      );
    };
    const [one, two, three] = ['SELECT 1;', 'SELECT 2;', 'SELECT 3;'];
    const [old, later] = ['1'.repeat(40), '2'.repeat(40)];
    folder({ '001_a.sql': one });
    await step(migrations, { commit: old });
    folder({ '001_a.sql': one, '002_b.sql': two });
    await step(migrations, { commit: later });
    folder({ '001_a.sql': one });
    const back = await step({ ...migrations, 'later-commits': later }, { commit: old });
    expect(back.failure).toBeUndefined();
    expect(back.outputs).toMatchObject({ changed: false, current: '001_a.sql' });
    expect(JSON.stringify(back.report.sections)).toContain(
      '002_b.sql stays in the database: a later release has applied it, and nothing is undone.',
    );
    await expect(step({ ...migrations, 'later-commits': '3'.repeat(40) }, { commit: old })).rejects.toThrow(
      '002_b.sql: has been applied to this database by a release of 222222222222, but is not in the folder.',
    );
    folder({ '001_a.sql': one, '002_b.sql': two, '003_c.sql': three });
    expect((await step(migrations, { commit: '3'.repeat(40) })).outputs['applied']).toEqual([
      'db/migrations/003_c.sql',
    ]);
  });

  test('seeds run again when they change, and only where they may', async () => {
    const inputs = {
      'url-env': 'DATABASE',
      seeds: 'db/seeds',
      'seed-environments': 'dev\nstaging',
      environment: 'dev',
    };
    await query('CREATE TABLE users (name text PRIMARY KEY)');
    const seed = (name: string) => `INSERT INTO users VALUES ('${name}') ON CONFLICT DO NOTHING;`;
    stage.bench.write({ 'db/seeds/001_users.sql': seed('ann') });
    const elsewhere = await step({ ...inputs, environment: 'prod' });
    expect(elsewhere.outputs).toMatchObject({ changed: false, applied: [] });
    expect(elsewhere.report.sections).toContainEqual({
      kind: 'note',
      text: 'Seeds are not run in prod: `seed-environments` names dev, staging.',
    });
    expect((await step(inputs)).outputs['changed']).toBe(true);
    expect((await step(inputs)).outputs['changed']).toBe(false);
    stage.bench.write({ 'db/seeds/001_users.sql': seed('bob') });
    expect((await step(inputs)).outputs).toMatchObject({ applied: ['db/seeds/001_users.sql'] });
    expect(await query('SELECT name FROM users ORDER BY name')).toEqual([{ name: 'ann' }, { name: 'bob' }]);
    const { 'seed-environments': _, environment: __, ...unnamed } = inputs;
    await expect(step(unnamed)).rejects.toThrow(
      /seed-environments: name the environments.*environment: seeds run only/s,
    );
  });

  test('destroys data only when that is allowed', async () => {
    await query('CREATE TABLE old (id int)');
    stage.bench.write({ 'db/migrations/001_drop.sql': 'SELECT 1;\nDROP TABLE old;' });
    const planned = await step({ ...migrations, 'dry-run': 'true' });
    expect(planned.report.sections).toContainEqual(
      expect.objectContaining({
        title: 'Destroys data',
        rows: [['db/migrations/001_drop.sql:2', 'drops a table', 'DROP TABLE old']],
      }),
    );
    const refused = await step();
    expect(refused.failure?.message).toMatch(/001_drop.sql:2 drops a table: DROP TABLE old.*allow-destructive: true/s);
    expect(refused.outputs['changed']).toBe(false);
    expect(await query("SELECT to_regclass('old')::text AS t, to_regclass('seed_rds_ledger') AS l")).toEqual([
      { t: 'old', l: null },
    ]);
    expect((await step({ ...migrations, 'allow-destructive': 'true' })).failure).toBeUndefined();
  });

  test('of two runs at once one applies, the other waits and finds nothing left', async () => {
    stage.bench.write({ 'db/migrations/001_slow.sql': 'SELECT pg_sleep(0.4);\nCREATE TABLE slow (id int);' });
    const both = await Promise.all([step(migrations, { run: '1' }), step(migrations, { run: '2' })]);
    expect(both.map(({ failure }) => failure)).toEqual([undefined, undefined]);
    expect(both.map(({ outputs }) => outputs['changed']).toSorted()).toEqual([false, true]);
    const waiter = both.find(({ outputs }) => outputs['changed'] === false);
    expect(waiter?.outputs['locked-by']).toMatch(
      /^seed-rds acme\/clinic run [12]-1 \(user postgres, session \d+, .*since /,
    );
    expect(waiter?.report.result).toBe('Another run has applied everything in the meantime.');
  });

  test('fails when the lock is not free in time, and names its holder', async () => {
    stage.bench.write({ 'db/migrations/001_slow.sql': 'SELECT pg_sleep(60);' });
    const controller = new AbortController();
    const other = step(migrations, { run: '7', signal: controller.signal });
    await until(async () => (await query("SELECT 1 FROM pg_locks WHERE locktype = 'advisory'")).length > 0);
    const blocked = await step({ ...migrations, 'lock-timeout-seconds': '1' });
    expect(blocked.failure?.message).toMatch(/not free within 1 seconds.*holder is seed-rds acme\/clinic run 7-1/s);
    expect(blocked.outputs).toMatchObject({ changed: false, pending: ['db/migrations/001_slow.sql'] });
    controller.abort(new Error('Enough.'));
    await other;
  });

  test('a cancelled run stops the statement on the server and releases the lock', async () => {
    stage.bench.write({ 'db/migrations/001_slow.sql': 'CREATE TABLE a (id int);\nSELECT pg_sleep(60);' });
    const controller = new AbortController();
    const running = step(migrations, { signal: controller.signal });
    await until(
      async () =>
        (await query("SELECT 1 FROM pg_stat_activity WHERE query LIKE 'SELECT pg_sleep(60)%' AND state = 'active'"))
          .length > 0,
    );
    controller.abort(new Error('The job was cancelled.'));
    const ended = await running;
    expect(ended.failure?.message).toMatch(/001_slow.sql:2 failed.*The run was stopped: The job was cancelled/s);
    expect(await query("SELECT 1 FROM pg_locks WHERE locktype = 'advisory'")).toEqual([]);
    expect(
      await query(
        "SELECT 1 FROM pg_stat_activity WHERE state = 'active' AND query LIKE '%pg_sleep(60)%' AND pid <> pg_backend_pid()",
      ),
    ).toEqual([]);
    expect(await query("SELECT to_regclass('a') AS a")).toEqual([{ a: null }]);
  });

  test('the rows that a file selects are dropped', async () => {
    stage.bench.write({ 'db/migrations/001_a.sql': "SELECT repeat('x', 1000) FROM generate_series(1, 200000);" });
    const before = process.memoryUsage().heapUsed;
    let most = 0;
    const timer = setInterval(() => {
      most = Math.max(most, process.memoryUsage().heapUsed);
    }, 5);
    expect((await step()).failure).toBeUndefined();
    clearInterval(timer);
    expect(most - before).toBeLessThan(120 << 20);
  }, 30_000);

  test('a ledger with too many entries ends the run', async () => {
    stage.bench.write({ 'db/migrations/001_a.sql': 'SELECT 1;' });
    await step();
    await query(
      "INSERT INTO seed_rds_ledger SELECT 'seed', n::text, '', 1, 1, '', now(), now(), 1, '', '' FROM generate_series(1, 100000) n",
    );
    await expect(step()).rejects.toThrow(/seed_rds_ledger has more than 100000 entries; nothing was changed/);
  }, 30_000);

  test('a statement ends at its time limit', async () => {
    stage.bench.write({ 'db/migrations/001_slow.sql': 'SELECT pg_sleep(60);' });
    const ended = await step({ ...migrations, 'statement-timeout-seconds': '1' });
    expect(ended.failure?.message).toMatch(/\(57014\).*statement-timeout-seconds/s);
  });

  test('runs a command with the URL in its environment, under the lock', async () => {
    stage.bench.write({ 'tool.mjs': toolOf(resolve('node_modules/pg/esm/index.mjs')) });
    const ran = await step({ 'url-env': 'DATABASE', command: `echo ::error::x && '${process.execPath}' tool.mjs` });
    expect(ran.failure).toBeUndefined();
    expect(ran.outputs['changed']).toBe(true);
    expect(ran.log).toEqual(expect.arrayContaining(['| ::error::x', '| 1 lock']));
    expect(ran.masked).toContain(stage.url);
    expect(await query("SELECT to_regclass('made')::text AS made")).toEqual([{ made: 'made' }]);
    const failed = await step({ 'url-env': 'DATABASE', command: 'false | true' });
    expect(failed.failure?.message).toContain('The command failed with exit code 1: false | true');
  });

  test('a cancelled command ends with its child processes, and the lock is released', async () => {
    const controller = new AbortController();
    const command = `'${process.execPath}' -e 'console.log(process.pid); setInterval(() => {}, 1000)'; true`;
    let pid = 0;
    const ended = await run(
      { 'url-env': 'DATABASE', command },
      {
        workspace: stage.bench.workspace,
        environment: { DATABASE: stage.url },
        signal: controller.signal,
        onLine: (line) => {
          if (!/^\| \d+$/.test(line)) return;
          pid = Number(line.slice(2));
          controller.abort(new UserError({ what: 'The job was cancelled.' }));
        },
      },
    );
    expect(ended.failure?.message).toBe('The job was cancelled.');
    expect(() => process.kill(pid, 0)).toThrow(/ESRCH/);
    expect(await query("SELECT 1 FROM pg_locks WHERE locktype = 'advisory'")).toEqual([]);
  });

  test('names the problems of every file before anything is written', async () => {
    stage.bench.write({
      'db/migrations/001_a.sql': 'SELECT 1;\n\\connect other\n',
      'db/migrations/001_b.sql': 'SELECT 1;',
      'db/migrations/002_c.down.sql': 'SELECT 1;',
      'db/migrations/003_d.sql': "SELECT 'open;",
      'db/migrations/004_e.sql': 'SELECT 1;\nBEGIN;\nSELECT 1;',
      'db/migrations/01_f.sql': 'SELECT 1;',
    });
    const { message } = (await step().catch((error) => error)) as Error;
    expect(message).toMatch(/001_a.sql:2: this is a command of psql/);
    expect(message).toMatch(/002_c.down.sql: its name is not NNN_name.sql/);
    expect(message).toMatch(/003_d.sql:1: the quote that begins here is never closed/);
    expect(message).toMatch(/004_e.sql:2: the file ends inside a transaction/);
    expect(message).toMatch(/01_f.sql: has the same number as 001_b.sql/);
  });

  test('explains a wrong password and a missing database without showing the URL', async () => {
    stage.bench.write({ 'db/migrations/001_a.sql': 'SELECT 1;' });
    const attempt = (url: string) =>
      run(migrations, { workspace: stage.bench.workspace, environment: { DATABASE: url } }).catch(
        (error) => error as Error,
      );
    const wrong = (await attempt(stage.url.replace(stage.server.password, 'wr0ng-password'))) as Error;
    expect(wrong.message).toMatch(/could not be opened.*\(28P01\).*was it rotated/s);
    expect(wrong.message).not.toContain('wr0ng-password');
    expect(((await attempt(stage.server.url('nowhere'))) as Error).message).toMatch(
      /\(3D000\).*database does not exist/s,
    );
    expect(((await attempt(stage.url.replace(`:${stage.server.port}`, ':1'))) as Error).message).toMatch(
      /ECONNREFUSED/,
    );
  });
});

/** A tool that knows nothing but DB_URL. */
const toolOf = (driver: string) => `
  import { Client } from ${JSON.stringify(driver)};
  const client = new Client({ connectionString: process.env.DB_URL });
  await client.connect();
  const { rows } = await client.query("SELECT count(*) AS n FROM pg_locks WHERE locktype = 'advisory'");
  console.log(rows[0].n + ' lock');
  await client.query('CREATE TABLE made (id int)');
  await client.end();
`;

/** Waits for what happens in another session; jest's own time limit is the deadline. */
async function until(condition: () => Promise<boolean>): Promise<void> {
  while (!(await condition())) await new Promise((resolve) => setTimeout(resolve, 20));
}

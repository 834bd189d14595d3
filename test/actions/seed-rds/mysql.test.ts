import { expect, test } from '@jest/globals';
import { createConnection, type RowDataPacket } from 'mysql2/promise';
import { startCuttingProxy } from '../../support/cutting-proxy.ts';
import { startMysql } from '../../support/mysql.ts';
import { describeWith } from '../../support/requires.ts';
import { databaseStage } from './database-stage.ts';
import { run } from './workbench.ts';

describeWith('mysql', 'seed-rds on MySQL', () => {
  const stage = databaseStage(() => startMysql());

  const migrations = { migrations: 'db/migrations', 'url-env': 'DATABASE' };
  const step = (
    inputs: Readonly<Record<string, string>> = migrations,
    more: { run?: string; signal?: AbortSignal } = {},
  ) => run(inputs, { workspace: stage.bench.workspace, environment: { DATABASE: stage.url }, ...more });

  async function query(sql: string): Promise<readonly Record<string, unknown>[]> {
    const connection = await createConnection(stage.url);
    try {
      const [rows] = await connection.query<RowDataPacket[]>(sql);
      return rows;
    } finally {
      await connection.end();
    }
  }

  /** A transaction of somebody else that has read a table: ALTER TABLE waits for its end. */
  async function holdTable(name: string): Promise<AsyncDisposable> {
    await query(`CREATE TABLE ${name} (id int)`);
    const connection = await createConnection(stage.url);
    await connection.query('START TRANSACTION');
    await connection.query(`SELECT * FROM ${name}`);
    return { [Symbol.asyncDispose]: () => connection.end() };
  }

  const waiting = () =>
    query("SELECT 1 FROM information_schema.PROCESSLIST WHERE STATE LIKE 'Waiting for table metadata%'");

  test('applies files with routines and delimiters, once', async () => {
    stage.bench.write({
      'db/migrations/001_users.sql':
        "CREATE TABLE users (id int AUTO_INCREMENT PRIMARY KEY, name text); # a;b\nINSERT INTO users (name) VALUES ('an\\'n;e');",
      'db/migrations/002_routines.sql': [
        'CREATE PROCEDURE one() BEGIN SELECT 1; IF 1 THEN SELECT CASE WHEN 1 THEN 2 END; END IF; END;',
        'DELIMITER //',
        'CREATE PROCEDURE two() BEGIN SELECT 1; SELECT 2; END//',
        'DELIMITER ;',
        '/*!50001 CREATE VIEW everybody AS SELECT name FROM users */;',
      ].join('\n'),
    });
    const first = await step();
    expect(first.failure).toBeUndefined();
    expect(first.outputs).toMatchObject({ changed: true, pending: [], current: '002_routines.sql' });
    expect(await query('SELECT name FROM everybody')).toEqual([{ name: "an'n;e" }]);
    expect(await query('SELECT file, statements, statements_done FROM seed_rds_ledger ORDER BY file')).toEqual([
      { file: '001_users.sql', statements: 2, statements_done: 2 },
      { file: '002_routines.sql', statements: 3, statements_done: 3 },
    ]);
    const second = await step();
    expect(second.outputs).toMatchObject({ changed: false, applied: [] });
  });

  test('resumes a failed file after its applied statements, and repeats its settings', async () => {
    const begin = "SET @who = 'ann';\nCREATE TABLE a (name varchar(20));\nINSERT INTO a VALUES (@who);\n";
    stage.bench.write({ 'db/migrations/001_a.sql': `${begin}\nINSERT INTO a\nVALUES (@who) oops;` });
    const failed = await step();
    expect(failed.failure?.message).toMatch(
      /001_a.sql:6 failed in: INSERT INTO a VALUES .*ER_PARSE_ERROR.*Statements 1 to 3 of 4 are applied/s,
    );
    expect(failed.outputs).toMatchObject({ changed: false, pending: ['db/migrations/001_a.sql'] });
    stage.bench.write({ 'db/migrations/001_a.sql': `${begin}INSERT INTO a VALUES (concat(@who, '2'));` });
    const planned = await step({ ...migrations, 'dry-run': 'true' });
    expect(JSON.parse(String(planned.outputs['plan'])).changes).toEqual([
      expect.objectContaining({ resource: 'db/migrations/001_a.sql', statements: 4, done: 3 }),
    ]);
    expect((await step()).failure).toBeUndefined();
    expect(await query('SELECT name FROM a ORDER BY name')).toEqual([{ name: 'ann' }, { name: 'ann2' }]);
  });

  test("statements that a file's own transaction did not commit are run again", async () => {
    await query('CREATE TABLE a (id int) ENGINE = InnoDB');
    const begin = 'INSERT INTO a VALUES (1);\nSTART TRANSACTION;\nINSERT INTO a VALUES (2);\n';
    stage.bench.write({ 'db/migrations/001_a.sql': `${begin}INSERT INTO missing VALUES (3);\nCOMMIT;` });
    const failed = await step();
    expect(failed.failure?.message).toMatch(/001_a.sql:4 .*Statement 1 of 5 is applied/s);
    stage.bench.write({ 'db/migrations/001_a.sql': `${begin}INSERT INTO a VALUES (3);\nCOMMIT;` });
    expect((await step()).failure).toBeUndefined();
    expect(await query('SELECT id FROM a ORDER BY id')).toEqual([{ id: 1 }, { id: 2 }, { id: 3 }]);
    stage.bench.write({ 'db/migrations/002_b.sql': 'START TRANSACTION;\nINSERT INTO a VALUES (4);' });
    await expect(step()).rejects.toThrow(/002_b.sql:1: the file ends inside a transaction/);
  });

  test('a new file whose first transaction is refused leaves neither rows nor an entry', async () => {
    await query('CREATE TABLE a (id int) ENGINE = InnoDB');
    const begin = 'SET autocommit = 0;\nSTART TRANSACTION;\nINSERT INTO a VALUES (1);\n';
    stage.bench.write({ 'db/migrations/001_a.sql': `${begin}INSERT INTO missing VALUES (2);\nCOMMIT;` });
    expect((await step()).failure?.message).toMatch(/001_a.sql:4 failed/);
    expect(await query('SELECT id FROM a')).toEqual([]);
    expect(await query('SELECT file FROM seed_rds_ledger')).toEqual([]);
  });

  test("brings up the example's stage.database, and then finds nothing to do", async () => {
    const folder = 'examples/clinic/database/mysql';
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

  test('plans as a user who may only read, and writes nothing', async () => {
    stage.bench.write({ 'db/migrations/001_a.sql': 'CREATE TABLE a (id int);' });
    await query("CREATE USER IF NOT EXISTS reader@'%' IDENTIFIED BY 'reader'");
    await query(`GRANT SELECT ON ${stage.database}.* TO reader@'%'`);
    const url = stage.url.replace(/\/\/.*@/, '//reader:reader@');
    const options = { workspace: stage.bench.workspace, environment: { DATABASE: url } };
    expect((await run({ ...migrations, 'dry-run': 'true' }, options)).outputs).toMatchObject({
      pending: ['db/migrations/001_a.sql'],
    });
    expect(await query('SHOW TABLES')).toEqual([]);
    expect((await run(migrations, options)).failure?.message).toMatch(/ledger table could not be created/);
  });

  test('of two runs at once one applies, the other waits and finds nothing left', async () => {
    stage.bench.write({ 'db/migrations/001_slow.sql': 'DO SLEEP(0.4);\nCREATE TABLE slow (id int);' });
    const both = await Promise.all([step(migrations, { run: '1' }), step(migrations, { run: '2' })]);
    expect(both.map(({ failure }) => failure)).toEqual([undefined, undefined]);
    expect(both.map(({ outputs }) => outputs['changed']).toSorted()).toEqual([false, true]);
    expect(both.find(({ outputs }) => !outputs['changed'])?.outputs['locked-by']).toMatch(/user admin, session \d+/);
  });

  test('a lock of another database does not count', async () => {
    await using _ = await holdTable('held');
    stage.bench.write({ 'db/migrations/001_slow.sql': 'SELECT 1;\nALTER TABLE held ADD b int;' });
    const controller = new AbortController();
    const other = step(migrations, { signal: controller.signal });
    await until(async () => (await waiting()).length > 0);
    await stage.server.createDatabase(`${stage.database}_b`);
    stage.bench.write({ 'db/b/001_quick.sql': 'CREATE TABLE quick (id int);' });
    const quick = await run(
      { migrations: 'db/b', 'url-env': 'DATABASE', 'lock-timeout-seconds': '1' },
      { workspace: stage.bench.workspace, environment: { DATABASE: stage.server.url(`${stage.database}_b`) } },
    );
    expect(quick.failure).toBeUndefined();
    const blocked = await step({ ...migrations, 'lock-timeout-seconds': '1' });
    expect(blocked.failure?.message).toMatch(/not free within 1 seconds/);
    controller.abort(new Error('The job was cancelled.'));
    const ended = await other;
    expect(ended.failure?.message).toMatch(
      /001_slow.sql:2 failed.*The run was stopped: The job was cancelled.*Statement 1 of 2/s,
    );
    expect(await waiting()).toEqual([]);
  });

  test('a statement ends at its time limit', async () => {
    await using _ = await holdTable('held');
    stage.bench.write({ 'db/migrations/001_slow.sql': 'ALTER TABLE held ADD b int;' });
    const ended = await step({ ...migrations, 'statement-timeout-seconds': '1' });
    expect(ended.failure?.message).toMatch(/ER_QUERY_INTERRUPTED.*statement-timeout-seconds/s);
  });

  test.each(['DO SLEEP(30);', 'SELECT SLEEP(30);'])('%s is not taken for done when it is stopped', async (sleep) => {
    stage.bench.write({ 'db/migrations/001_slow.sql': `${sleep}\nCREATE TABLE after_it (id int);` });
    const ended = await step({ ...migrations, 'statement-timeout-seconds': '1' });
    expect(ended.failure?.message).toMatch(/001_slow.sql:1 failed.*ER_QUERY_INTERRUPTED.*statement-timeout-seconds/s);
    expect(ended.outputs['applied'] ?? []).toEqual([]);
  });

  test('waits for the locks of others no longer than it may', async () => {
    await using _ = await holdTable('held');
    stage.bench.write({ 'db/migrations/001_slow.sql': 'ALTER TABLE held ADD b int;' });
    const ended = await step({ ...migrations, 'lock-timeout-seconds': '1' });
    expect(ended.failure?.message).toMatch(/ER_LOCK_WAIT_TIMEOUT.*Another session holds a lock/s);
  });

  test('seeds run again when they change', async () => {
    await query('CREATE TABLE users (name varchar(20) PRIMARY KEY)');
    const inputs = { 'url-env': 'DATABASE', seeds: 'db/seeds', 'seed-environments': 'dev', environment: 'dev' };
    stage.bench.write({ 'db/seeds/001_users.sql': "INSERT IGNORE INTO users VALUES ('ann');" });
    expect((await step(inputs)).outputs['changed']).toBe(true);
    expect((await step(inputs)).outputs['changed']).toBe(false);
    stage.bench.write({
      'db/seeds/001_users.sql': "INSERT IGNORE INTO users VALUES ('ann');\nINSERT IGNORE INTO users VALUES ('bob');",
    });
    expect((await step(inputs)).outputs['changed']).toBe(true);
    expect(await query('SELECT name FROM users ORDER BY name')).toEqual([{ name: 'ann' }, { name: 'bob' }]);
  });

  test('loads what mysqldump writes, LOCK TABLES included', async () => {
    const rows = "INSERT INTO `a` VALUES (1,'x'),(2,'y');";
    stage.bench.write({
      'db/migrations/001_a.sql': `CREATE TABLE a (id int, t text);\nLOCK TABLES \`a\` WRITE;\n${rows}\nUNLOCK TABLES;\n`,
    });
    expect((await step()).failure).toBeUndefined();
    expect(await query('SELECT COUNT(*) AS n FROM a')).toEqual([{ n: 2 }]);
    expect(await query('SELECT statements_done FROM seed_rds_ledger')).toEqual([{ statements_done: 4 }]);
  });

  test('a row takes two messages, its record included', async () => {
    const sent = async (rows: number) => {
      const proxy = await startCuttingProxy(stage.server.port);
      stage.bench.write({
        [`db/migrations/${rows}_a.sql`]: `CREATE TABLE a_${rows} (id int);\n${`INSERT INTO a_${rows} VALUES (1);\n`.repeat(rows)}`,
      });
      const url = stage.url.replace(`:${stage.server.port}/`, `:${proxy.port}/`);
      const { failure } = await run(migrations, { workspace: stage.bench.workspace, environment: { DATABASE: url } });
      await proxy.stop();
      expect(failure).toBeUndefined();
      return proxy.sent();
    };
    expect(((await sent(60)) - (await sent(100))) / -40).toBeLessThan(2.5);
    expect(await query('SELECT statements_done FROM seed_rds_ledger ORDER BY 1')).toEqual([
      { statements_done: 61 },
      { statements_done: 101 },
    ]);
  });

  test('a file is sent byte for byte', async () => {
    const bytes = Buffer.from([0x80, 0xff, 0xfe, 0xc3, 0x28]);
    const file = Buffer.concat([
      Buffer.from("CREATE TABLE a (b blob);\nINSERT INTO a VALUES (_binary '"),
      bytes,
      Buffer.from("');\n"),
    ]);
    stage.bench.write({ 'db/migrations/001_a.sql': file });
    expect((await step()).failure).toBeUndefined();
    expect(await query('SELECT HEX(b) AS b FROM a')).toEqual([{ b: bytes.toString('hex').toUpperCase() }]);
  });

  test('a file that switches automatic commits off is recorded as it commits', async () => {
    const begin = 'CREATE TABLE a (id int);\nSET autocommit = 0;\nINSERT INTO a VALUES (1);\nCOMMIT;\n';
    stage.bench.write({ 'db/migrations/001_a.sql': begin });
    expect((await step()).failure).toBeUndefined();
    expect(await query('SELECT id FROM a')).toEqual([{ id: 1 }]);
    stage.bench.write({ 'db/migrations/002_b.sql': 'SET autocommit = 0;\nINSERT INTO a VALUES (2);' });
    await expect(step()).rejects.toThrow(/002_b.sql:2: the file ends inside a transaction/);
  });

  test('refuses what would block the ledger and destruction before anything is written', async () => {
    stage.bench.write({ 'db/migrations/001_a.sql': 'FLUSH TABLES WITH READ LOCK;' });
    await expect(step()).rejects.toThrow(/001_a.sql:1: FLUSH TABLES/);
    stage.bench.write({ 'db/migrations/001_a.sql': '/*!40000 DROP DATABASE IF EXISTS clinic */;' });
    expect((await step()).failure?.message).toMatch(/001_a.sql:1 drops a database: DROP DATABASE IF EXISTS clinic/);
    expect(await query('SHOW TABLES')).toEqual([]);
  });

  test('explains a wrong password without showing it', async () => {
    stage.bench.write({ 'db/migrations/001_a.sql': 'SELECT 1;' });
    const url = stage.url.replace(stage.server.password, 'wr0ng-password');
    const failed = run(migrations, { workspace: stage.bench.workspace, environment: { DATABASE: url } });
    await expect(failed).rejects.toThrow(/could not be opened.*ER_ACCESS_DENIED_ERROR/s);
    await expect(failed).rejects.not.toThrow(/wr0ng/);
  });
});

/** Waits for what happens in another session; jest's own time limit is the deadline. */
async function until(condition: () => Promise<boolean>): Promise<void> {
  while (!(await condition())) await new Promise((resolve) => setTimeout(resolve, 20));
}

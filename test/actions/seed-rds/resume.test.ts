import { expect, test } from '@jest/globals';
import { createConnection, type ResultSetHeader, type RowDataPacket } from 'mysql2/promise';
import { startMysql } from '../../support/mysql.ts';
import { describeWith } from '../../support/requires.ts';
import { databaseStage } from './database-stage.ts';
import { run } from './workbench.ts';

type Row = Readonly<Record<string, unknown>>;

describeWith('mysql', 'seed-rds goes on after a run that stopped midway, on MySQL', () => {
  const stage = databaseStage(() => startMysql());

  const path = 'db/migrations/001_a.sql';
  const step = (repair = '') =>
    run(
      { migrations: 'db/migrations', 'url-env': 'DATABASE', repair },
      {
        workspace: stage.bench.workspace,
        environment: { DATABASE: stage.url },
        signal: AbortSignal.timeout(60_000),
      },
    );
  const stopped = async (repair?: string) =>
    (await step(repair).catch((error: Error) => ({ failure: error }))).failure?.message;

  async function query(sql: string): Promise<readonly Row[]> {
    const connection = await createConnection(stage.url);
    try {
      const [rows] = await connection.query<RowDataPacket[] | ResultSetHeader>(sql);
      return Array.isArray(rows) ? rows : [];
    } finally {
      await connection.end();
    }
  }

  /** Lets the next ALTER TABLE of `held` be done, and keeps its record from being written; then ends all sessions of the run. */
  async function dieBeforeRecord(statement: RegExp): Promise<string | undefined> {
    const table = await createConnection(stage.url);
    await table.query('START TRANSACTION');
    await table.query('SELECT * FROM held');
    const running = stopped();
    await until(async () => (await sessions()).some(({ STATE }) => /metadata lock/.test(String(STATE))));
    const entry = await createConnection(stage.url);
    await entry.query('START TRANSACTION');
    await entry.query('SELECT * FROM seed_rds_ledger FOR UPDATE');
    await table.end();
    await until(async () => (await sessions()).some(({ INFO }) => /^UPDATE .*statements_done/.test(String(INFO))));
    for (const { ID, INFO } of await sessions())
      if (String(INFO).startsWith('UPDATE') || statement.test(String(INFO))) await query(`KILL ${ID}`);
    await entry.end();
    return running;
  }

  const sessions = () =>
    query(`SELECT ID, STATE, INFO FROM information_schema.PROCESSLIST WHERE DB = '${stage.database}'`);
  const entries = () => query('SELECT statements, statements_done FROM seed_rds_ledger');

  test('a value of the session that is gone stops the next run before its first statement, and says how to go on', async () => {
    await query('CREATE TABLE a (id int AUTO_INCREMENT PRIMARY KEY, n int)');
    await query('CREATE TABLE b (a int)');
    await query('INSERT INTO a (n) VALUES (0)');
    const begin = 'INSERT INTO a (n) VALUES (1);\nSET @c = LAST_INSERT_ID();\nINSERT INTO b VALUES (@c);\n';
    stage.bench.write({ [path]: `${begin}INSERT INTO b (missing) VALUES (@c);\n` });
    const told =
      /statements 1 to 3 are applied, and the rest cannot go on in a new session: it may need @c, which line 2 takes from data/;
    expect(await stopped()).toMatch(told);
    stage.bench.write({ [path]: `${begin}INSERT INTO b VALUES (@c + 10);\n` });
    expect(await stopped()).toMatch(told);
    expect(await query('SELECT a FROM b')).toEqual([{ a: 2 }]);
    stage.bench.write({
      [path]: begin,
      'db/migrations/002_b.sql': 'SET @c = (SELECT MAX(id) FROM a);\nINSERT INTO b VALUES (@c + 10);\n',
    });
    expect(await stopped()).toBeUndefined();
    expect(await query('SELECT a FROM b ORDER BY a')).toEqual([{ a: 2 }, { a: 12 }]);
  });

  test('LOCK TABLES is taken again', async () => {
    await query('CREATE TABLE a (id int)');
    const begin = 'LOCK TABLES a WRITE;\nINSERT INTO a VALUES (1);\n';
    stage.bench.write({ [path]: `${begin}INSERT INTO missing VALUES (1);\nUNLOCK TABLES;` });
    expect(await stopped()).toMatch(/Statements 1 to 2 of 4 are applied. The next run resumes/);
    stage.bench.write({ [path]: `${begin}INSERT INTO a VALUES (2);\nALTER TABLE a ADD b int;\nUNLOCK TABLES;` });
    expect(await stopped()).toBeUndefined();
    expect(await query('SELECT id, b FROM a')).toEqual([
      { id: 1, b: null },
      { id: 2, b: null },
    ]);
  });

  test('a definition that was done, and not recorded, is found and not run again', async () => {
    await query('CREATE TABLE held (id int)');
    stage.bench.write({ [path]: 'SELECT 1;\nALTER TABLE held ADD b int;\nALTER TABLE held ADD c int;' });
    expect(await dieBeforeRecord(/ALTER/)).toMatch(/001_a.sql.*failed/);
    expect(await entries()).toEqual([{ statements: 3, statements_done: 1 }]);
    expect(await query('SELECT * FROM held')).toEqual([]);
    const second = await step();
    expect(second.failure).toBeUndefined();
    expect(second.outputs['applied']).toEqual([path]);
    expect(await query('SHOW COLUMNS FROM held')).toMatchObject([{ Field: 'id' }, { Field: 'b' }, { Field: 'c' }]);
    expect(await entries()).toEqual([{ statements: 3, statements_done: 3 }]);
  });

  test('where nothing tells whether a statement took effect, the next run asks for it', async () => {
    await query('CREATE TABLE held (id int)');
    await query('CREATE PROCEDURE change_it() ALTER TABLE held ADD b int');
    stage.bench.write({ [path]: 'CREATE TABLE a (id int);\nCALL change_it();\nCREATE TABLE c (id int);' });
    expect(await dieBeforeRecord(/CALL/)).toMatch(
      /It is unknown whether statement 2 took effect: the next run stops and asks for it/,
    );
    const asked = (await stopped()) ?? '';
    expect(asked).toMatch(/001_a.sql:2: statement 2 was begun by a run that ended there, and nothing tells whether/);
    const [, done = ''] = /If it did, `repair: (.*?)`\. If it did not, /.exec(asked) ?? [];
    expect(await stopped(done)).toMatch(/may need what CALL in line 2 leaves in the session/);
    stage.bench.write({
      [path]: 'CREATE TABLE a (id int);\nCALL change_it();',
      'db/migrations/002_c.sql': 'CREATE TABLE c (id int);',
    });
    expect(await stopped()).toContain(done);
    expect(await stopped(done)).toBeUndefined();
    expect((await query('SHOW TABLES')).length).toBe(5);
    expect(await stopped()).toBeUndefined();
  });

  test('a statement that the server refused is no longer begun, so it may be corrected', async () => {
    stage.bench.write({ [path]: 'CREATE TABLE a (id int);\nALTER TABLE a ADD id int;' });
    expect(await stopped()).toMatch(/Statement 1 of 2 is applied. The next run resumes/);
    stage.bench.write({ [path]: 'CREATE TABLE a (id int);\nALTER TABLE a ADD b int;' });
    expect(await stopped()).toBeUndefined();
  });

  test('rows of MyISAM that may stand without their record are asked for', async () => {
    await query('CREATE TABLE held (id int) ENGINE = MyISAM');
    const trigger = 'CREATE TRIGGER slow BEFORE INSERT ON held FOR EACH ROW SET @slept = SLEEP(60)';
    await query(trigger);
    stage.bench.write({ [path]: 'CREATE TABLE a (id int);\nINSERT INTO held VALUES (1);' });
    const running = stopped();
    await until(async () => (await sessions()).some(({ STATE }) => /sleep/i.test(String(STATE))));
    for (const { ID, INFO } of await sessions())
      if (/SLEEP|INSERT INTO held/.test(String(INFO))) await query(`KILL ${ID}`);
    expect(await running).toMatch(/failed/);
    expect(await stopped()).toMatch(/001_a.sql:2: statement 2 was begun by a run that ended there/);
  });

  test('a lock that was lost ends the run before the next statement', async () => {
    stage.bench.write({ [path]: 'CREATE TABLE a (id int);\nDO SLEEP(2);\nCREATE TABLE b (id int);' });
    const running = stopped();
    await until(async () => (await sessions()).some(({ INFO }) => /SLEEP/.test(String(INFO))));
    const [lock] = await query(
      `SELECT ID FROM information_schema.PROCESSLIST WHERE DB = '${stage.database}' AND COMMAND = 'Sleep' AND ID <> CONNECTION_ID()`,
    );
    await query(`KILL ${lock?.['ID']}`);
    expect(await running).toMatch(/001_a.sql:2 failed.*the lock of the database was lost/s);
    expect(await query("SHOW TABLES LIKE 'b'")).toEqual([]);
    expect(await stopped()).toBeUndefined();
    expect(await query("SHOW TABLES LIKE 'b'")).toHaveLength(1);
  });
});

/** Waits for what happens in another session; jest's own time limit is the deadline. */
async function until(condition: () => Promise<boolean>): Promise<void> {
  while (!(await condition())) await new Promise((resolve) => setTimeout(resolve, 20));
}

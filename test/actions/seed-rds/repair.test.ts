import { expect, test } from '@jest/globals';
import { createConnection, type RowDataPacket } from 'mysql2/promise';
import { Client } from 'pg';
import { startMysql } from '../../support/mysql.ts';
import { startPostgres } from '../../support/postgres.ts';
import { describeWith } from '../../support/requires.ts';
import { databaseStage } from './database-stage.ts';
import { run } from './workbench.ts';

const engines = {
  mysql: { start: () => startMysql(), send: sendMysql },
  postgres: { start: () => startPostgres(), send: sendPostgres },
} as const;

type Given = Readonly<Record<string, string>>;
const inputs = { migrations: 'db', 'url-env': 'DATABASE' };

for (const engine of ['mysql', 'postgres'] as const)
  describeWith(engine, `the ledger on ${engine} is corrected where that is asked for`, () => {
    const { start, send } = engines[engine];
    const stage = databaseStage(start);

    const step = (given: Given = {}, runId = '1') =>
      run(
        { ...inputs, ...given },
        {
          workspace: stage.bench.workspace,
          environment: { DATABASE: stage.url },
          run: runId,
          signal: AbortSignal.timeout(60_000),
        },
      );
    const query = (sql: string) => send(stage.url, sql);
    const folder = (files: Given) => {
      stage.bench.remove();
      stage.bench.write(Object.fromEntries(Object.entries(files).map(([name, text]) => [`db/${name}`, text])));
    };
    const refusal = async (given: Given = {}) => {
      const ran = await step(given).catch((error: Error) => error);
      return ran instanceof Error ? ran.message : `not refused: ${ran.failure?.message}`;
    };
    /** The line of the input that a message or a report offers. */
    const lineIn = (text: string, act: string) =>
      new RegExp(`repair: (${act} .*? [0-9a-f]{12})\``).exec(text)?.[1] ?? '';
    const tables = async () =>
      (
        await query(
          `SELECT table_name AS name FROM information_schema.tables WHERE table_schema NOT IN ('pg_catalog', 'information_schema') AND table_schema IN (${engine === 'mysql' ? 'DATABASE()' : 'current_schema()'}) AND table_name NOT LIKE 'seed%' ORDER BY table_name`,
        )
      ).map(({ name }) => name);
    const table = (name: string) => `CREATE TABLE ${name} (id int);`;

    test('an edited file is accepted for this content only, and the ledger says who did it', async () => {
      folder({ '001_a.sql': table('a'), '002_b.sql': table('b') });
      await step();
      folder({ '001_a.sql': `${table('a')}\n-- explained`, '002_b.sql': table('b') });
      const line = lineIn(await refusal(), 'edited');
      expect(line).toMatch(/^edited 001_a.sql [0-9a-f]{12}$/);

      const planned = await step({ repair: line, 'dry-run': 'true' });
      expect(JSON.parse(String(planned.outputs['plan'])).changes).toEqual([
        expect.objectContaining({
          kind: 'repair',
          act: 'edited',
          resource: 'db/001_a.sql',
          irreversible: expect.any(String),
        }),
      ]);
      expect(planned.report.result).toBe('Would make 1 correction of the ledger, and apply 0 files.');
      expect(await refusal()).toContain(line);

      const repaired = await step({ repair: line, 'expected-plan': String(planned.outputs['fingerprint']) }, '7');
      expect(repaired.failure).toBeUndefined();
      expect(repaired.outputs).toMatchObject({ changed: true, applied: [], current: '002_b.sql' });
      expect(repaired.report.sections).toContainEqual(
        expect.objectContaining({ title: 'Corrections of the ledger', rows: [expect.arrayContaining(['corrected'])] }),
      );
      expect(await query('SELECT file, act, run_url FROM seed_rds_repairs')).toEqual([
        { file: '001_a.sql', act: 'edited', run_url: 'https://github.com/acme/clinic/actions/runs/7' },
      ]);

      const again = await step({ repair: line });
      expect(again.outputs).toMatchObject({ changed: false });
      expect(JSON.stringify(again.report.sections)).toContain(`Without effect`);
      folder({ '001_a.sql': `${table('a')}\n-- explained again`, '002_b.sql': table('b') });
      expect(await refusal({ repair: line })).toMatch(/001_a.sql: was edited after it had been applied/);
    });

    test('a file that is gone is forgotten, and one that comes late is run where that is allowed', async () => {
      folder({ '001_a.sql': table('a'), '003_c.sql': table('c'), '004_d.sql': table('d') });
      await step();
      folder({ '001_a.sql': table('a'), '002_b.sql': table('b'), '003_c.sql': table('c'), '005_e.sql': table('e') });
      const message = await refusal();
      expect(message).toMatch(/002_b.sql: is late: 003_c.sql has already been applied.*allow-out-of-order: true/);
      const line = lineIn(message, 'removed');
      expect(await refusal({ repair: line })).toMatch(/is late/);
      expect(await refusal({ 'allow-out-of-order': 'true' })).toMatch(/004_d.sql: has been applied/);

      const both = await step({ repair: line, 'allow-out-of-order': 'true' });
      expect(both.failure).toBeUndefined();
      expect(both.outputs).toMatchObject({ applied: ['db/002_b.sql', 'db/005_e.sql'], current: '005_e.sql' });
      expect(JSON.stringify(both.report.sections)).toContain('out of order: 003_c.sql is applied already');
      expect(await tables()).toEqual(['a', 'b', 'c', 'd', 'e']);
      expect(await query('SELECT file FROM seed_rds_ledger ORDER BY started_at, file')).toEqual(
        ['001_a.sql', '003_c.sql', '002_b.sql', '005_e.sql'].map((file) => ({ file })),
      );
      expect((await step()).outputs).toMatchObject({ changed: false });
    });

    test('a file that stopped midway is recorded as applied, or run again from its beginning, and never both', async () => {
      const stopped = `-- no-transaction\n${table('a')}\n${table('b')}\nINSERT INTO missing VALUES (1);`;
      folder({ '001_z.sql': table('z'), '002_a.sql': stopped });
      expect((await step()).failure?.message).toMatch(/002_a.sql:4 failed/);
      const text = JSON.stringify((await step({ 'dry-run': 'true' })).report.sections);
      expect(text).toContain('002_a.sql stopped after 2 of 3 statements, and would go on behind them');

      await query('DROP TABLE a');
      await query('DROP TABLE b');
      const back = lineIn(text, 'rolled-back');
      const fromBeginning = await step({ repair: back });
      expect(fromBeginning.failure?.message).toMatch(/002_a.sql:4 failed.*Statements 1 to 2 of 3 are applied/s);
      expect(await tables()).toEqual(['a', 'b', 'z']);

      const planned = JSON.stringify((await step({ 'dry-run': 'true' })).report.sections);
      const done = await step({ repair: lineIn(planned, 'applied') });
      expect(done.failure).toBeUndefined();
      expect(done.outputs).toMatchObject({ changed: true, applied: [], current: '002_a.sql' });
      expect((await step()).outputs).toMatchObject({ changed: false });
      expect(await query("SELECT statements_done AS done FROM seed_rds_ledger WHERE file = '002_a.sql'")).toEqual([
        { done: 3 },
      ]);
      expect((await query('SELECT act FROM seed_rds_repairs ORDER BY repaired_at')).map(({ act }) => act)).toEqual([
        'rolled-back',
        'applied',
      ]);
    });

    test('a repair that would empty the ledger is refused beside a baseline, which would then record files that never ran', async () => {
      folder({ '001_a.sql': `-- no-transaction\n${table('a')}\nINSERT INTO missing VALUES (1);` });
      await step();
      const text = JSON.stringify((await step({ 'dry-run': 'true' })).report.sections);
      const repair = lineIn(text, 'rolled-back');
      expect(await refusal({ repair, baseline: '001_a.sql' })).toMatch(/would delete the last migration of the ledger/);
      expect(await query('SELECT file FROM seed_rds_ledger')).toEqual([{ file: '001_a.sql' }]);
    });

    test('a line that no message has shown is refused, and one of another file changes nothing', async () => {
      folder({ '001_a.sql': table('a') });
      await step();
      expect(await refusal({ repair: 'edited 001_a.sql' })).toMatch(/repair.*mark of 12 digits/s);
      expect(await refusal({ repair: 'forgotten 001_a.sql 0123456789ab' })).toMatch(
        /does not begin with one of edited, removed/,
      );
      const idle = await step({ repair: 'removed 001_a.sql 0123456789ab' });
      expect(idle.outputs).toMatchObject({ changed: false });
      expect(await query('SELECT file FROM seed_rds_ledger')).toEqual([{ file: '001_a.sql' }]);
    });
  });

async function sendMysql(url: string, sql: string): Promise<readonly Record<string, unknown>[]> {
  const connection = await createConnection(url);
  try {
    const [rows] = await connection.query<RowDataPacket[]>(sql);
    return Array.isArray(rows) ? rows : [];
  } finally {
    await connection.end();
  }
}

async function sendPostgres(url: string, sql: string): Promise<readonly Record<string, unknown>[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}

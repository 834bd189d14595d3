import { expect, test } from '@jest/globals';
import { createConnection } from 'mysql2/promise';
import { Client } from 'pg';
import type { Engine } from '../../../src/domain/sql/engine.ts';
import { startMysql } from '../../support/mysql.ts';
import { startPostgres } from '../../support/postgres.ts';
import { describeWith } from '../../support/requires.ts';
import { databaseStage } from './database-stage.ts';
import { run } from './workbench.ts';

const starts = { mysql: () => startMysql(), postgres: () => startPostgres() } as const;
const manyRows = {
  mysql:
    'INSERT INTO visits SELECT n, 1 FROM (WITH RECURSIVE r (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM r WHERE n < 900) SELECT a.n * 1000 + b.n AS n FROM r a, r b WHERE a.n <= 30) AS numbers',
  postgres: 'INSERT INTO visits SELECT n, 1 FROM generate_series(1, 27000) n',
} as const;

for (const engine of ['mysql', 'postgres'] as const)
  describeWith(engine, `what a plan on ${engine} gives to consider`, () => {
    const stage = databaseStage(starts[engine]);

    const planned = async (files: Readonly<Record<string, string>>) => {
      stage.bench.write(files);
      const { report } = await run(
        { migrations: 'db', 'url-env': 'DATABASE', 'dry-run': 'true' },
        { workspace: stage.bench.workspace, environment: { DATABASE: stage.url } },
      );
      const found = report.sections.find((each) => 'title' in each && each.title.startsWith('To consider'));
      return found && 'rows' in found ? found.rows : [];
    };

    test('work on a large table is told with its size, and on a small one not at all', async () => {
      await send(engine, stage.url, [
        // So that MySQL counts more than some of its pages.
        `CREATE TABLE visits (id int PRIMARY KEY, day int)${engine === 'mysql' ? ' STATS_SAMPLE_PAGES = 2000' : ''}`,
        manyRows[engine],
        'CREATE TABLE rooms (id int PRIMARY KEY, day int)',
        engine === 'mysql' ? 'ANALYZE TABLE visits, rooms' : 'ANALYZE',
      ]);
      const type = engine === 'mysql' ? 'MODIFY day bigint' : 'ALTER day TYPE bigint';
      const rows = await planned({
        'db/001_a.sql': `ALTER TABLE rooms ${type};\n\nALTER TABLE visits ${type};\nALTER TABLE rooms RENAME TO halls;`,
        'db/002_b.sql': `CREATE TABLE fresh (id int, day int);\nALTER TABLE fresh ${type};`,
      });
      expect(rows).toEqual([
        [
          'db/001_a.sql:3',
          expect.stringMatching(/^visits \(about [2-4]\d,\d{3} rows, [\d.]+ [kM]B\): blocks /),
          expect.stringContaining(engine === 'mysql' ? 'gh-ost' : 'a new column of that type'),
        ],
        ['db/001_a.sql:4', expect.stringMatching(/^rooms \(.*old name of the table/), expect.any(String)],
      ]);
    });

    test('a table that nothing is known of is told so', async () => {
      const rows = await planned({ 'db/001_a.sql': 'ALTER TABLE nowhere ADD CONSTRAINT c CHECK (id > 0);' });
      expect(rows).toEqual([
        ['db/001_a.sql:1', expect.stringMatching(/^nowhere \(size not known\): blocks/), expect.any(String)],
      ]);
    });
  });

async function send(engine: Engine, url: string, statements: readonly string[]): Promise<void> {
  if (engine === 'mysql') {
    const connection = await createConnection(url);
    for (const sql of statements) await connection.query(sql);
    return connection.end();
  }
  const client = new Client({ connectionString: url });
  await client.connect();
  for (const sql of statements) await client.query(sql);
  return client.end();
}

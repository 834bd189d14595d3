import { expect, test } from '@jest/globals';
import { createConnection } from 'mysql2/promise';
import { startMysql } from '../../support/mysql.ts';
import { describeWith } from '../../support/requires.ts';
import { databaseStage } from './database-stage.ts';
import { run } from './workbench.ts';

const files = {
  golangMigrate: {
    'db/000001_a.up.sql': 'CREATE TABLE a (id int);',
    'db/000001_a.down.sql': 'DROP TABLE a;',
    'db/000002_b.up.sql': 'CREATE TABLE b (id int);',
    'db/000002_b.down.sql': 'DROP TABLE b;',
  },
  flyway: {
    'db/V1__First table.sql': 'CREATE TABLE a (id int);',
    'db/V1.1__b.sql': 'CREATE TABLE b (id int);',
    'db/U1.1__b.sql': 'DROP TABLE b;',
  },
  goose: {
    'db/00001_a.sql': '-- +goose Up\nCREATE TABLE a (id int);\n-- +goose Down\nDROP TABLE a;',
    'db/00002_b.sql': '-- +goose Up\nCREATE TABLE b (id int);\n-- +goose Down\nDROP TABLE b;',
  },
  sqlMigrate: {
    'db/1-a.sql': '-- +migrate Up\nCREATE TABLE a (id int);\n-- +migrate Down\nDROP TABLE a;',
    'db/2-b.sql': '-- +migrate Up\nCREATE TABLE b (id int);\n-- +migrate Down\nDROP TABLE b;',
  },
  dbmate: {
    'db/20240101000000_a.sql': '-- migrate:up\nCREATE TABLE a (id int);\n-- migrate:down\nDROP TABLE a;',
    'db/20240102000000_b.sql': '-- migrate:up\nCREATE TABLE b (id int);\n-- migrate:down\nDROP TABLE b;',
  },
};

describeWith('mysql', 'seed-rds takes over folders of other tools', () => {
  const stage = databaseStage(() => startMysql());

  const step = (baseline: string | undefined) =>
    run(
      { migrations: 'db', 'url-env': 'DATABASE', ...(baseline ? { baseline } : {}) },
      {
        workspace: stage.bench.workspace,
        environment: { DATABASE: stage.url },
        signal: AbortSignal.timeout(60_000),
      },
    );

  async function query(...statements: readonly string[]): Promise<readonly unknown[]> {
    const connection = await createConnection({ uri: stage.url, rowsAsArray: true });
    let rows: unknown;
    for (const sql of statements) [rows] = await connection.query(sql);
    await connection.end();
    return Array.isArray(rows) ? rows : [];
  }

  const tables = () => query('SHOW TABLES WHERE Tables_in_' + stage.database + " IN ('a', 'b')");

  test.each(Object.entries(files))('%s: a new database gets what goes up', async (_, content) => {
    stage.bench.write(content);
    const { failure, outputs } = await step(undefined);
    expect(failure).toBeUndefined();
    expect(outputs['applied']).toHaveLength(2);
    expect(await tables()).toEqual([['a'], ['b']]);
  });

  /** The tables as the tools make them, with the first file applied. */
  test.each<readonly [keyof typeof files, string, readonly string[]]>([
    [
      'golangMigrate',
      'schema_migrations',
      [
        'CREATE TABLE schema_migrations (version bigint not null primary key, dirty boolean not null)',
        'INSERT INTO schema_migrations VALUES (1, false)',
      ],
    ],
    [
      'flyway',
      'flyway_schema_history',
      [
        'CREATE TABLE flyway_schema_history (installed_rank INT NOT NULL, version VARCHAR(50), description VARCHAR(200) NOT NULL, type VARCHAR(20) NOT NULL, script VARCHAR(1000) NOT NULL, checksum INT, installed_by VARCHAR(100) NOT NULL, installed_on TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP, execution_time INT NOT NULL, success BOOL NOT NULL, PRIMARY KEY (installed_rank))',
        "INSERT INTO flyway_schema_history VALUES (1, '1', 'First table', 'SQL', 'V1__First table.sql', 1, 'x', NOW(), 1, true)",
      ],
    ],
    [
      'goose',
      'goose_db_version',
      [
        'CREATE TABLE goose_db_version (id serial NOT NULL, version_id bigint NOT NULL, is_applied boolean NOT NULL, tstamp timestamp NULL default now(), PRIMARY KEY (id))',
        'INSERT INTO goose_db_version (version_id, is_applied) VALUES (0, true), (1, true), (2, true), (2, false)',
      ],
    ],
    [
      'sqlMigrate',
      'gorp_migrations',
      [
        'CREATE TABLE gorp_migrations (id varchar(255) not null primary key, applied_at datetime)',
        "INSERT INTO gorp_migrations VALUES ('1-a.sql', NOW())",
      ],
    ],
    [
      'dbmate',
      'schema_migrations',
      [
        'CREATE TABLE schema_migrations (version varchar(128) primary key)',
        "INSERT INTO schema_migrations VALUES ('20240101000000')",
      ],
    ],
  ])('%s: its ledger %s is taken over by baseline', async (tool, table, theirs) => {
    stage.bench.write(files[tool]);
    await query('CREATE TABLE a (id int)', ...theirs);
    const { failure, outputs } = await step(table);
    expect(failure).toBeUndefined();
    expect(outputs['applied']).toHaveLength(1);
    expect(await tables()).toEqual([['a'], ['b']]);
    expect((await step(table)).outputs['changed']).toBe(false);
  });

  test('what does not agree with the folder is refused, and nothing is changed', async () => {
    stage.bench.write(files.dbmate);
    await query('CREATE TABLE a (id int)');
    await expect(step('schema_migrations')).rejects.toThrow(/has tables, and no table of this name/);
    await query(
      'CREATE TABLE schema_migrations (version varchar(128) primary key)',
      "INSERT INTO schema_migrations VALUES ('20240102000000')",
    );
    await expect(step('schema_migrations')).rejects.toThrow(
      /It has 20240102000000_b.sql, but not 20240101000000_a.sql/,
    );
    await query("INSERT INTO schema_migrations VALUES ('20240101000000'), ('20240103000000')");
    await expect(step('schema_migrations')).rejects.toThrow(/It has 20240103000000, which is not in the folder/);
    stage.bench.write({ 'db/R__view.sql': 'SELECT 1;', 'db/V2__c.sql': "INSERT INTO a VALUES ('${who}');" });
    await expect(step(undefined)).rejects.toThrow(
      /R__view.sql: Flyway runs it whenever it changes.*V2__c.sql:1: Flyway would put/s,
    );
  });
});

import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { createConnection, type RowDataPacket } from 'mysql2/promise';
import { Client } from 'pg';
import { statementEffect } from '../../src/domain/sql/statement-effect.ts';
import type { DatabaseServer } from '../support/database.ts';
import { startMysql } from '../support/mysql.ts';
import { startPostgres } from '../support/postgres.ts';
import { describeWith, type Need } from '../support/requires.ts';

/** Each in turn on one database: what it makes must be seen in the catalog after it, and not before. */
const mysqlDefinitions = [
  'CREATE TABLE Users (id int PRIMARY KEY, n int)',
  'CREATE TABLE `order items` (id int, INDEX (id)) ENGINE = InnoDB',
  'CREATE TABLE copied AS SELECT * FROM Users',
  'ALTER TABLE Users ADD email varchar(20)',
  'ALTER TABLE Users MODIFY n bigint, ADD COLUMN age int AFTER n, ADD INDEX by_age (age)',
  'ALTER TABLE Users ADD UNIQUE KEY by_email (email)',
  'ALTER TABLE Users ADD CONSTRAINT known FOREIGN KEY (n) REFERENCES other (id)',
  'ALTER TABLE Users DROP FOREIGN KEY known',
  'ALTER TABLE Users DROP INDEX by_email',
  'ALTER TABLE Users CHANGE age years int',
  'ALTER TABLE Users DROP COLUMN years',
  'ALTER TABLE Users DROP PRIMARY KEY',
  'ALTER TABLE Users ADD PRIMARY KEY (id)',
  'CREATE UNIQUE INDEX ix ON Users (email)',
  'DROP INDEX ix ON Users',
  'CREATE VIEW everybody AS SELECT id FROM Users',
  'DROP VIEW everybody',
  'CREATE PROCEDURE p() BEGIN SELECT 1; SELECT 2; END',
  'DROP PROCEDURE p',
  'CREATE DEFINER = CURRENT_USER FUNCTION f() RETURNS int DETERMINISTIC RETURN 1',
  'CREATE TRIGGER t BEFORE INSERT ON Users FOR EACH ROW SET NEW.n = 1',
  'DROP TRIGGER t',
  'CREATE EVENT e ON SCHEDULE EVERY 1 DAY DO SELECT 1',
  'RENAME TABLE Users TO people',
  'ALTER TABLE people RENAME TO persons',
  'DROP TABLE persons',
  'CREATE DATABASE effect_other',
  'CREATE TABLE effect_other.t (id int)',
  'DROP DATABASE effect_other',
];

const mysqlServers: readonly (readonly [Need, () => Promise<DatabaseServer>])[] = [
  ['mysql', () => startMysql()],
  ['mysql8', () => startMysql({ server: 'mysql8' })],
];

for (const [need, start] of mysqlServers)
  describeWith(need, `what a statement makes is seen in the catalog of ${need}`, () => {
    test('before it not, after it', async () => {
      const server = await start();
      await server.createDatabase('effects');
      const connection = await createConnection(server.url('effects'));
      try {
        await connection.query('CREATE TABLE other (id bigint PRIMARY KEY)');
        await connection.query('SET GLOBAL log_bin_trust_function_creators = 1');
        for (const sql of mysqlDefinitions) {
          const effect = statementEffect(sql, 'mysql');
          if (effect.kind !== 'visible') throw new Error(`${sql}: ${effect.kind}`);
          const seen = async () => {
            const [[row]] = await connection.query<RowDataPacket[]>(`SELECT (${effect.condition}) AS seen`);
            return Number(row?.['seen']);
          };
          expect([sql, await seen()]).toEqual([sql, 0]);
          await connection.query(sql);
          expect([sql, await seen()]).toEqual([sql, 1]);
        }
      } finally {
        await connection.end();
        await server.stop();
      }
    }, 120_000);
  });

describeWith('postgres', 'what a statement without a transaction makes is seen in the catalog of PostgreSQL', () => {
  let server: DatabaseServer;
  let client: Client;
  beforeAll(async () => {
    server = await startPostgres();
    client = new Client({ connectionString: server.url('postgres') });
    await client.connect();
    await client.query(
      'CREATE TABLE a (id int); CREATE SCHEMA s; CREATE TABLE s."B c" (id int); CREATE TYPE mood AS ENUM (\'sad\')',
    );
  }, 60_000);
  afterAll(async () => {
    await client.end();
    await server.stop();
  });

  test.each([
    'CREATE INDEX CONCURRENTLY a_id ON a (id)',
    'CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS B_id ON ONLY s."B c" USING btree (id)',
    'DROP INDEX CONCURRENTLY a_id',
    "ALTER TYPE mood ADD VALUE 'not bad' AFTER 'sad'",
  ])('%s', async (sql) => {
    const effect = statementEffect(sql, 'postgres');
    if (effect.kind !== 'visible') throw new Error(`${sql}: ${effect.kind}`);
    const seen = async () => (await client.query(`SELECT (${effect.condition}) AS seen`)).rows[0].seen;
    expect(await seen()).toBe(false);
    await client.query(sql);
    expect(await seen()).toBe(true);
  });
});

describe('others', () => {
  test.each([
    ['DROP TABLE IF EXISTS a, b', 'repeatable'],
    ['CREATE OR REPLACE VIEW v AS SELECT 1', 'repeatable'],
    ['CREATE TABLE IF NOT EXISTS a (id int)', 'repeatable'],
    ['ALTER TABLE a MODIFY b int, ENGINE = InnoDB', 'repeatable'],
    ['TRUNCATE a', 'repeatable'],
    ['SELECT 1', 'repeatable'],
    ['DROP TABLE a, b', 'unseen'],
    ['RENAME TABLE a TO c, b TO a', 'unseen'],
    ['ALTER TABLE a ADD (b int, c int)', 'unseen'],
    ['ALTER TABLE a ADD INDEX (b)', 'unseen'],
    ['ALTER TABLE a DROP PARTITION p', 'unseen'],
    ['CALL p()', 'unseen'],
    ['SELECT f()', 'unseen'],
    ['INSERT INTO a VALUES (1)', 'unseen'],
    ["CREATE TABLE `a'b` (id int)", 'unseen'],
    ['CREATE USER a', 'unseen'],
  ])('%s is %s', (sql, kind) => expect(statementEffect(sql, 'mysql').kind).toBe(kind));
});

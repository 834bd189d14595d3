import { describe, expect, test } from '@jest/globals';
import { statementHead } from '../../../src/domain/sql/code.ts';
import { destructiveEffect } from '../../../src/domain/sql/destructive-effect.ts';
import type { Engine } from '../../../src/domain/sql/engine.ts';

const engines = ['mysql', 'postgres'] as const;

describe.each(engines)('on %s', (engine) => {
  test.each([
    ['DROP TABLE users', 'drops a table'],
    ['drop /* x */ database clinic', 'drops a database'],
    ['DROP SCHEMA s CASCADE', 'drops a schema'],
    ['DROP VIEW v CASCADE', 'drops a view'],
    ['TRUNCATE users', 'empties a table'],
    ['DELETE FROM users', 'deletes all rows'],
    ['DELETE FROM users WHERE true', 'deletes all rows'],
    ['DELETE FROM users WHERE 1 = 1', 'deletes all rows'],
    ['UPDATE users SET name = (SELECT name FROM other WHERE id = 1)', 'updates all rows'],
    ['WITH a AS (SELECT 1 WHERE true) DELETE FROM users', 'deletes all rows'],
    ['ALTER TABLE users DROP COLUMN name', 'drops a column'],
    ['ALTER TABLE users ADD a int, DROP b', 'drops a column'],
    ['ALTER TABLE log DROP PARTITION p1', 'drops a partition'],
  ])('%s %s', (sql, effect) => expect(destructiveEffect(sql, engine)).toBe(effect));

  test.each([
    'DROP VIEW IF EXISTS v',
    'DROP TRIGGER t',
    'DROP TEMPORARY TABLE t',
    'DELETE FROM users WHERE id = 1',
    'UPDATE users SET name = 1 WHERE id IN (SELECT 1)',
    'WITH gone AS (SELECT id FROM users) DELETE FROM users WHERE id IN (SELECT id FROM gone)',
    'ALTER TABLE users DROP CONSTRAINT c, DROP INDEX i, ALTER COLUMN a DROP DEFAULT',
    "INSERT INTO log VALUES ('DROP TABLE users')",
    'CREATE TABLE a (b int REFERENCES c ON DELETE CASCADE ON UPDATE CASCADE)',
    'SELECT * FROM users FOR UPDATE',
    'CREATE PROCEDURE p() BEGIN DELETE FROM users; END',
    'GRANT DELETE, UPDATE, TRUNCATE, DROP ON users TO someone',
  ])('%s destroys nothing', (sql) => expect(destructiveEffect(sql, engine)).toBeUndefined());
});

test.each<[Engine, string, string | undefined]>([
  ['mysql', '/*!40000 DROP DATABASE IF EXISTS clinic */', 'drops a database'],
  ['mysql', 'CREATE OR REPLACE TABLE users (id int)', 'replaces a table'],
  ['mysql', 'BEGIN NOT ATOMIC IF 1 THEN DROP TABLE users; END IF; END', 'drops a table'],
  ['mysql', 'BEGIN', undefined],
  ['mysql', "EXECUTE IMMEDIATE CONCAT('DROP', ' TABLE a')", 'runs a text as a statement, which cannot be seen'],
  ['mysql', "PREPARE s FROM 'DROP TABLE a'", 'runs a text as a statement, which cannot be seen'],
  ['mysql', 'EXECUTE s', undefined],
  ['postgres', "DO $$ BEGIN EXECUTE 'DROP ' || 'TABLE a'; END $$", 'runs a text as a statement, which cannot be seen'],
  ['postgres', 'EXPLAIN ANALYZE DELETE FROM users', 'deletes all rows'],
  ['postgres', 'EXPLAIN (ANALYZE, VERBOSE) DELETE FROM users', 'deletes all rows'],
  ['postgres', 'EXPLAIN DELETE FROM users', undefined],
  ['postgres', 'EXPLAIN ANALYZE DELETE FROM users WHERE id = 1', undefined],
  ['postgres', 'PREPARE p AS DELETE FROM users', 'deletes all rows'],
  ['postgres', 'MERGE INTO a USING b ON a.id = b.id WHEN MATCHED THEN DELETE', 'may delete rows, which cannot be seen'],
  ['postgres', 'MERGE INTO a USING b ON a.id = b.id WHEN MATCHED THEN UPDATE SET x = 1', undefined],
  ['postgres', 'WITH gone AS (DELETE FROM users RETURNING *) INSERT INTO old SELECT * FROM gone', 'deletes all rows'],
  ['postgres', 'DO $$ BEGIN IF true THEN DROP TABLE users; END IF; END $$', 'drops a table'],
  ['postgres', 'DO $x$ BEGIN DELETE FROM users WHERE id = 1; END $x$', undefined],
  ['postgres', 'DROP MATERIALIZED VIEW v', undefined],
  ['postgres', 'DROP OWNED BY someone', 'drops all objects of a role'],
  ['postgres', 'ALTER TABLE users ALTER name DROP NOT NULL', undefined],
])('%s: %s', (engine, sql, effect) => expect(destructiveEffect(sql, engine)).toBe(effect));

test('a statement is shown short and without its data', () => {
  expect(statementHead("UPDATE users /* all */ SET password = 'hunter2',\n  name = $$ann$$", 'postgres')).toBe(
    "UPDATE users SET password = '…', name = '…'",
  );
  expect(statementHead(`INSERT INTO t VALUES (${'1, '.repeat(99)}1)`, 'mysql')).toMatch(
    /^INSERT INTO t VALUES \(1, .{20,60} …$/,
  );
});

import { describe, expect, test } from '@jest/globals';
import type { Engine } from '../../../src/domain/sql/engine.ts';
import { resumption } from '../../../src/domain/sql/resumption.ts';
import { scanStatements } from '../../../src/domain/sql/statement.ts';

/** `before` is applied; `after` is the rest of the file. */
function resumed(before: string, after: string, engine: Engine) {
  const [done, whole] = [scanStatements(before, engine), scanStatements(`${before}\n${after}`, engine)];
  if (!done.ok || !whole.ok) throw new Error('the file cannot be read');
  return resumption(whole.statements, done.statements.length, engine);
}

describe('MySQL', () => {
  test.each<readonly [before: string, after: string, lost: RegExp]>([
    ['INSERT INTO a VALUES (1);SET @c = LAST_INSERT_ID();', 'INSERT INTO b VALUES (@c);', /@c, which line 1/],
    ['INSERT INTO a VALUES (1);', 'INSERT INTO b VALUES (LAST_INSERT_ID());', /LAST_INSERT_ID/],
    ['INSERT INTO a VALUES (1);', 'SET @c = LAST_INSERT_ID();INSERT INTO b VALUES (@c);', /LAST_INSERT_ID/],
    ['INSERT INTO a VALUES (1);', 'SELECT @@identity;', /LAST_INSERT_ID/],
    ['INSERT INTO a VALUES (1);', 'CALL p();', /LAST_INSERT_ID/],
    ['SET @n = (SELECT COUNT(*) FROM a);', 'UPDATE a SET b = 1 WHERE c = 2;', /@n/],
    ['SET @n = NOW();', 'CREATE TABLE x AS SELECT f();', /@n/],
    ['SELECT MAX(id) INTO @max FROM a;', 'INSERT INTO a VALUES (@max + 1);', /@max/],
    ['SELECT @a := id FROM a;', 'INSERT INTO a VALUES (@a);', /@a/],
    ['SET @a = RAND(); SET @b = @a;', 'INSERT INTO a VALUES (@b);', /@a/],
    ['CREATE TEMPORARY TABLE t (id int);', 'INSERT INTO t VALUES (1);', /temporary table t/],
    ['CREATE TEMPORARY TABLE IF NOT EXISTS x.`t` (id int);', 'DROP TABLE t;', /temporary table t/],
    ["SET @q = 'SELECT 1'; PREPARE s FROM @q;", 'EXECUTE s;', /prepared statement s/],
    ['CALL p();', 'CREATE TABLE b (id int);', /CALL in line 1/],
    ['SET sql_mode = (SELECT mode FROM modes);', 'CREATE TABLE b (id int);', /setting sql_mode/],
    ['SET insert_id = 7; CREATE TABLE a (id int);', 'INSERT INTO a VALUES (1);', /setting insert_id/],
    ["SELECT GET_LOCK('x', 1);", 'CREATE TABLE b (id int);', /GET_LOCK/],
    ['HANDLER a OPEN;', 'HANDLER a READ FIRST;', /HANDLER/],
  ])('%s | %s', (before, after, lost) => {
    expect(resumed(before, after, 'mysql')).toEqual({ ok: false, lost: expect.stringMatching(lost) });
  });

  test.each<readonly [before: string, after: string, repeat: readonly number[]]>([
    ["SET @a = 'x', sql_mode = '';", 'INSERT INTO a VALUES (@a);', [0]],
    ["SET @a = 'x';SET @b = CONCAT(@a, 'y');USE other;", 'INSERT INTO a VALUES (@b);', [0, 1, 2]],
    [
      '/*!40101 SET @old = @@character_set_client */;/*!40101 SET character_set_client = utf8mb4 */;CREATE TABLE a (id int);',
      '/*!40101 SET character_set_client = @old */;',
      [0, 1],
    ],
    ['INSERT INTO a VALUES (1);', 'INSERT INTO b VALUES (1);', []],
    ['SET @n = (SELECT 1);', 'ALTER TABLE a ADD b int;', []],
    ['SET @n = (SELECT 1);', 'SET @n = (SELECT 2); INSERT INTO a VALUES (@n);', []],
    ['SET @n = (SELECT 1); SET @n = 5;', 'INSERT INTO a VALUES (@n);', [1]],
    ['CREATE TEMPORARY TABLE t (id int); DROP TEMPORARY TABLE t;', 'INSERT INTO t VALUES (1);', []],
    ["PREPARE s FROM 'SELECT 1'; DEALLOCATE PREPARE s;", 'INSERT INTO a VALUES (1);', []],
    ['SET GLOBAL max_connections = 10;', 'INSERT INTO a VALUES (1);', []],
    ['CREATE TABLE a (id int); LOCK TABLES a WRITE;', 'INSERT INTO a VALUES (1);', [1]],
    ['LOCK TABLES a WRITE; UNLOCK TABLES;', 'INSERT INTO a VALUES (1);', []],
    ['CREATE PROCEDURE p() BEGIN SET @a = NOW(); END;', 'INSERT INTO a VALUES (1);', []],
    ['CALL p(); INSERT INTO a VALUES (1);', '', []],
  ])('%s | %s goes on', (before, after, repeat) => {
    expect(resumed(before, after, 'mysql')).toEqual({ ok: true, repeat });
  });
});

describe('PostgreSQL', () => {
  test.each<readonly [before: string, after: string, lost: RegExp]>([
    ['CREATE TEMP TABLE t (id int);', 'INSERT INTO t VALUES (1);', /temporary t/],
    ['SELECT 1 AS a INTO TEMP t;', 'SELECT * FROM t;', /temporary table/],
    ['PREPARE p AS SELECT 1;', 'EXECUTE p;', /prepared statement p/],
    ["SELECT set_config('a.b', name, false) FROM x;", 'SELECT 1;', /setting/],
    ['SELECT pg_advisory_lock(1);', 'SELECT 1;', /advisory/],
    ['SELECT setseed(0.5);', 'SELECT random();', /seed/],
    ['INSERT INTO a DEFAULT VALUES;', "SELECT currval('a_id_seq');", /sequences/],
    ['CALL p();', 'SELECT 1;', /CALL/],
    ["DO $$ BEGIN EXECUTE 'SET a.b = 1'; END $$;", 'SELECT 1;', /DO in line 1/],
  ])('%s | %s', (before, after, lost) => {
    expect(resumed(before, after, 'postgres')).toEqual({ ok: false, lost: expect.stringMatching(lost) });
  });

  test.each<readonly [before: string, after: string, repeat: readonly number[]]>([
    ['SET search_path = a; SET ROLE owner;', 'VACUUM;', [0, 1]],
    ["SELECT pg_catalog.set_config('search_path', '', false);", 'SELECT 1;', [0]],
    ['BEGIN; SET a.b = 1; ROLLBACK;', 'SELECT 1;', []],
    ['BEGIN; SET a.b = 1; SET LOCAL a.c = 1; COMMIT;', 'SELECT 1;', [1]],
    ['CREATE TEMP TABLE t (id int); DROP TABLE t;', 'SELECT 1;', []],
    ['CREATE TABLE a (b int); UPDATE a SET b = 1;', 'CREATE INDEX CONCURRENTLY i ON a (b);', []],
    ['DO $$ BEGIN UPDATE a SET b = 1; END $$;', 'VACUUM;', []],
  ])('%s | %s goes on', (before, after, repeat) => {
    expect(resumed(before, after, 'postgres')).toEqual({ ok: true, repeat });
  });
});

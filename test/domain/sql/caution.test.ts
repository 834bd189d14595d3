import { expect, test } from '@jest/globals';
import { encoded } from '../../../src/domain/sql/byte-text.ts';
import { cautionsOf } from '../../../src/domain/sql/caution/cautions.ts';
import type { Engine } from '../../../src/domain/sql/engine.ts';
import { scanStatements } from '../../../src/domain/sql/statement.ts';

function rulesOf(text: string, engine: Engine): readonly string[] {
  const scan = scanStatements(encoded(text), engine);
  if (!scan.ok) throw new Error(scan.reason);
  return cautionsOf(scan.statements, engine).map(({ rule, table }) => `${rule} ${table?.name ?? '?'}`);
}

test.each<readonly [string, readonly string[]]>([
  ['CREATE INDEX i ON t (a)', ['index-build T']],
  ['CREATE UNIQUE INDEX IF NOT EXISTS i ON ONLY public."T" USING btree (a)', ['index-build T']],
  ['CREATE INDEX CONCURRENTLY i ON t (a)', []],
  ['DROP INDEX i', ['index-drop ?']],
  ['DROP INDEX CONCURRENTLY i', []],
  ['REINDEX TABLE t', ['index-build T']],
  ['REINDEX (VERBOSE) TABLE CONCURRENTLY t', []],
  ['ALTER TABLE t ADD a int', []],
  ['ALTER TABLE t ADD COLUMN IF NOT EXISTS a int NOT NULL', ['required-column T']],
  ['ALTER TABLE t ADD a int NOT NULL DEFAULT 5', []],
  ['ALTER TABLE t ADD a timestamptz NOT NULL DEFAULT now()', []],
  ['ALTER TABLE t ADD a uuid DEFAULT gen_random_uuid()', ['column-rewrite T']],
  ['ALTER TABLE t ADD a bigserial', ['column-rewrite T']],
  ['ALTER TABLE t ADD a int GENERATED ALWAYS AS (b + 1) STORED', ['column-rewrite T']],
  ['ALTER TABLE t ADD a int REFERENCES u (id)', ['unchecked-constraint T']],
  ['ALTER TABLE t ADD a int, ADD b numeric(3, 2) NOT NULL, DROP c', ['required-column T', 'drop T']],
  ['ALTER TABLE t ALTER a TYPE bigint', ['type-change T']],
  ['ALTER TABLE t ALTER COLUMN a SET DATA TYPE text', ['type-change T']],
  ['ALTER TABLE t ALTER COLUMN a SET NOT NULL', ['not-null T']],
  ['ALTER TABLE t ALTER COLUMN a SET DEFAULT 4', []],
  ['ALTER TABLE t ADD CONSTRAINT c CHECK (a > 0)', ['unchecked-constraint T']],
  ['ALTER TABLE t ADD CONSTRAINT c CHECK (a > 0) NOT VALID', []],
  ['ALTER TABLE t ADD CONSTRAINT f FOREIGN KEY (a) REFERENCES u (id)', ['unchecked-constraint T']],
  ['ALTER TABLE t ADD CONSTRAINT f FOREIGN KEY (a) REFERENCES u (id) NOT VALID', []],
  ['ALTER TABLE t VALIDATE CONSTRAINT f', []],
  ['ALTER TABLE t ADD CONSTRAINT n UNIQUE (a)', ['unique-constraint T']],
  ['ALTER TABLE t ADD PRIMARY KEY (a)', ['unique-constraint T']],
  ['ALTER TABLE t ADD CONSTRAINT n UNIQUE USING INDEX i', []],
  ['ALTER TABLE t RENAME a TO b', ['rename T']],
  ['ALTER TABLE t RENAME TO u', ['rename T']],
  ['ALTER TABLE t RENAME CONSTRAINT a TO b', []],
  ['DROP TABLE IF EXISTS a, public.b', ['drop A', 'drop B']],
  ['VACUUM FULL t', ['table-rewrite T']],
  ['VACUUM (FULL, ANALYZE) public.t', ['table-rewrite T']],
  ['VACUUM t', []],
  ['CREATE TABLE t (a int); CREATE INDEX i ON t (a); ALTER TABLE t ADD b int NOT NULL; DROP TABLE t', []],
  ["INSERT INTO t VALUES ('ALTER TABLE t RENAME TO u')", []],
])('PostgreSQL: %s', (text, rules) => {
  expect(rulesOf(text, 'postgres')).toEqual(rules);
});

test.each<readonly [string, readonly string[]]>([
  ['CREATE INDEX i ON t (a)', ['index-build T']],
  ['CREATE INDEX i ON t (a) LOCK=NONE', []],
  ['CREATE FULLTEXT INDEX i ON `db`.`t` (a)', ['index-build T']],
  ['ALTER TABLE t ADD a int', []],
  ['ALTER TABLE t ADD COLUMN a int NOT NULL', ['required-column T']],
  ['ALTER TABLE t ADD COLUMN a int NOT NULL DEFAULT 0 AFTER b', []],
  ['ALTER TABLE t ADD a int AUTO_INCREMENT PRIMARY KEY', ['column-rewrite T']],
  ['ALTER TABLE t ADD INDEX i (a)', ['index-build T']],
  ['ALTER TABLE t ADD UNIQUE KEY i (a)', ['index-build T']],
  ['ALTER TABLE t ADD CONSTRAINT f FOREIGN KEY (a) REFERENCES u (id)', ['unchecked-constraint T']],
  ['ALTER TABLE t ADD PRIMARY KEY (a)', ['unique-constraint T']],
  ['ALTER TABLE t MODIFY a bigint', ['type-change T']],
  ['ALTER TABLE t MODIFY a bigint, ALGORITHM=INSTANT', []],
  ['ALTER TABLE t CHANGE a a bigint', ['type-change T']],
  ['ALTER TABLE t CHANGE COLUMN a b bigint', ['type-change T', 'rename T']],
  ['ALTER TABLE t CHANGE a b int, ALGORITHM=INSTANT', ['rename T']],
  ['ALTER TABLE t CONVERT TO CHARACTER SET utf8mb4', ['table-rewrite T']],
  ['ALTER TABLE t ENGINE=InnoDB', ['table-rewrite T']],
  ['ALTER TABLE t DROP COLUMN a, DROP INDEX i', ['drop T']],
  ['ALTER TABLE t DROP PRIMARY KEY', ['unique-constraint T']],
  ['ALTER TABLE t RENAME COLUMN a TO b', ['rename T']],
  ['ALTER TABLE t RENAME INDEX a TO b', []],
  ['RENAME TABLE t TO u', ['rename T']],
  ['OPTIMIZE TABLE t', ['table-rewrite T']],
  ['DROP TABLE t', ['drop T']],
  ['CREATE TABLE IF NOT EXISTS t (a int); ALTER TABLE t MODIFY a bigint', []],
])('MySQL: %s', (text, rules) => {
  expect(rulesOf(text, 'mysql')).toEqual(rules);
});

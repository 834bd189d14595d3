import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { cautionsOf } from '../../../src/domain/sql/caution/cautions.ts';
import { scanStatements } from '../../../src/domain/sql/statement.ts';
import { sqlTools } from '../../support/machine.ts';
import { describeWith } from '../../support/requires.ts';

/** Squawk's rules by ours; it has others, of style and of types. */
const ours: Readonly<Record<string, string>> = {
  'require-concurrent-index-creation': 'index-build',
  'require-concurrent-index-deletion': 'index-drop',
  'require-concurrent-reindex': 'index-build',
  'adding-required-field': 'required-column',
  'adding-field-with-default': 'column-rewrite',
  'changing-column-type': 'type-change',
  'adding-not-nullable-field': 'not-null',
  'adding-foreign-key-constraint': 'unchecked-constraint',
  'constraint-missing-not-valid': 'unchecked-constraint',
  'disallowed-unique-constraint': 'unique-constraint',
  'renaming-column': 'rename',
  'renaming-table': 'rename',
  'ban-drop-column': 'drop',
  'ban-drop-table': 'drop',
};

const columns = ['int', 'bigint', 'text', 'varchar(20)', 'timestamptz', 'uuid', 'jsonb'];
const defaults = ['', ' NOT NULL', " DEFAULT '1'", " NOT NULL DEFAULT '1'", ' DEFAULT NULL', ' CHECK (a IS NOT NULL)'];
const more = [
  'ALTER TABLE t ADD a timestamptz DEFAULT now()',
  'ALTER TABLE t ADD a timestamptz NOT NULL DEFAULT CURRENT_TIMESTAMP',
  'ALTER TABLE t ADD a uuid DEFAULT gen_random_uuid()',
  'ALTER TABLE t ADD a float DEFAULT random()',
  'ALTER TABLE t ADD a int REFERENCES u (id)',
  'ALTER TABLE t ADD a int GENERATED ALWAYS AS (b + 1) STORED',
  'ALTER TABLE t ALTER a TYPE bigint',
  'ALTER TABLE t ALTER COLUMN a SET DATA TYPE text USING a::text',
  'ALTER TABLE t ALTER a SET NOT NULL',
  "ALTER TABLE t ALTER a SET DEFAULT '1'",
  'ALTER TABLE t ALTER a DROP DEFAULT',
  'ALTER TABLE t ADD CONSTRAINT c CHECK (a > 0)',
  'ALTER TABLE t ADD CONSTRAINT c CHECK (a > 0) NOT VALID',
  'ALTER TABLE t ADD CHECK (a > 0)',
  'ALTER TABLE t ADD CONSTRAINT f FOREIGN KEY (a) REFERENCES u (id)',
  'ALTER TABLE t ADD FOREIGN KEY (a, b) REFERENCES s.u (id, n) ON DELETE CASCADE',
  'ALTER TABLE t ADD CONSTRAINT f FOREIGN KEY (a) REFERENCES u (id) NOT VALID',
  'ALTER TABLE t VALIDATE CONSTRAINT f',
  'ALTER TABLE t ADD CONSTRAINT n UNIQUE (a)',
  'ALTER TABLE t ADD UNIQUE (a, b)',
  'ALTER TABLE t ADD CONSTRAINT n UNIQUE USING INDEX i',
  'ALTER TABLE t RENAME a TO b',
  'ALTER TABLE t RENAME COLUMN a TO b',
  'ALTER TABLE t RENAME TO u',
  'ALTER TABLE t RENAME CONSTRAINT a TO b',
  'ALTER TABLE t DROP a',
  'ALTER TABLE IF EXISTS ONLY s.t DROP COLUMN IF EXISTS a CASCADE',
  'ALTER TABLE t DROP CONSTRAINT c',
  'ALTER TABLE t ADD b text, DROP a, ALTER c TYPE text, ADD CONSTRAINT x CHECK (b > c)',
  'DROP TABLE t',
  'DROP TABLE IF EXISTS s.t, u CASCADE',
  'CREATE INDEX i ON t (a)',
  'CREATE UNIQUE INDEX IF NOT EXISTS i ON s.t USING btree (lower(a)) WHERE a IS NOT NULL',
  'CREATE INDEX CONCURRENTLY i ON t (a)',
  'CREATE INDEX ON t (a)',
  'DROP INDEX i',
  'DROP INDEX IF EXISTS s.i',
  'DROP INDEX CONCURRENTLY i',
  "INSERT INTO t VALUES ('DROP TABLE u')",
  'UPDATE t SET a = 1',
  'CREATE VIEW v AS SELECT a FROM t',
  'GRANT SELECT ON t TO PUBLIC',
  "COMMENT ON TABLE t IS 'ALTER TABLE t RENAME a TO b'",
];
const statements = [
  ...columns.flatMap((type) => defaults.map((rest) => `ALTER TABLE t ADD COLUMN a ${type}${rest}`)),
  ...more,
];

/** A check in a new column reads all rows as well, which squawk does not say; what it says of a unique one twice is said once. */
function expected(sql: string, theirs: ReadonlySet<string>): readonly string[] {
  const rules = new Set(theirs);
  if (/ADD COLUMN .* CHECK /.test(sql)) rules.add('unchecked-constraint');
  if (rules.has('unique-constraint')) rules.delete('unchecked-constraint');
  return [...rules].toSorted();
}

describeWith('sql-tools', "what is to be considered of a statement of PostgreSQL is what squawk's rules find", () => {
  test('statement by statement', () => {
    const found = bySquawk();
    const differences = statements.flatMap((sql, line) => {
      const [theirs, mine] = [expected(sql, found.get(line) ?? new Set()), rulesOf(sql)];
      return JSON.stringify(theirs) === JSON.stringify(mine) ? [] : [{ sql, theirs, mine }];
    });
    expect(statements.length).toBeGreaterThan(80);
    expect(found.size).toBeGreaterThan(30);
    expect(differences).toEqual([]);
  });
});

function rulesOf(sql: string): readonly string[] {
  const scan = scanStatements(sql, 'postgres');
  if (!scan.ok) throw new Error(scan.reason);
  return [...new Set(cautionsOf(scan.statements, 'postgres').map(({ rule }) => rule))].toSorted();
}

/** Our names of what squawk finds, by the line. */
function bySquawk(): ReadonlyMap<number, ReadonlySet<string>> {
  const folder = mkdtempSync(join(tmpdir(), 'squawk-'));
  const path = join(folder, 'statements.sql');
  writeFileSync(path, statements.map((sql) => `${sql};\n`).join(''));
  const { stdout, stderr } = spawnSync(`${sqlTools()}/squawk`, ['--reporter', 'json', path], { encoding: 'utf8' });
  rmSync(folder, { recursive: true });
  if (stdout === '') throw new Error(stderr);
  const found = new Map<number, Set<string>>();
  for (const { line, rule_name } of JSON.parse(stdout) as readonly {
    readonly line: number;
    readonly rule_name: string;
  }[]) {
    const rule = ours[rule_name];
    if (rule) found.set(line, (found.get(line) ?? new Set()).add(rule));
  }
  return found;
}

import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Engine } from '../../../src/domain/sql/engine.ts';
import { scanStatements } from '../../../src/domain/sql/statement.ts';

const engines = ['mysql', 'postgres'] as const;

describe.each(engines)('a file for %s is split as its golden file says', (engine) => {
  const folder = new URL(`golden/${engine}/`, import.meta.url);
  const names = readdirSync(folder).filter((name) => name.endsWith('.sql'));

  test.each(names)('%s', (name) => {
    const scan = scanStatements(readFileSync(new URL(name, folder), 'utf8'), engine);
    const golden = readFileSync(new URL(name.replace(/sql$/, 'golden'), folder), 'utf8');
    expect(scan.ok && scan.statements.map(({ line, text }) => `==== line ${line}\n${text}\n`).join('')).toBe(golden);
  });
});

test.each<[Engine, string, number, RegExp]>([
  ['mysql', "SELECT 1;\nSELECT 'open;\n", 2, /quote .* never closed/],
  ['mysql', 'SELECT 1; /* open', 1, /comment .* never closed/],
  ['mysql', 'DELIMITER\nSELECT 1', 1, /names no delimiter/],
  ['postgres', 'SELECT 1;\n\nSELECT $a$ b $$', 3, /quote .* never closed/],
  ['postgres', '/* /* */ SELECT 1;', 1, /comment .* never closed/],
  ['postgres', 'SELECT 1;\nCOPY t (a, b) FROM stdin; SELECT 2;\n1\t2\n\\.\n', 2, /COPY … FROM stdin on the same line/],
  ['postgres', '\\restrict a\n\\unrestrict b\n', 2, /another key/],
  ['postgres', "SELECT 1;\nSELECT :'USER';", 2, /variable of psql/],
  ['postgres', "SELECT set_config('standard_conforming_strings', 'off', false);", 1, /cannot be seen/],
  ['postgres', "SET standard_conforming_strings = off; SELECT '';", 1, /begin a new line/],
  ['mysql', 'SELECT 1;\nsource other.sql\nSELECT 2;', 2, /source is a command of the mysql client/],
  ['mysql', '/* a */ DELIMITER //', 1, /does not begin its line/],
  ['mysql', 'SELECT 1;\nSELECT 2\\G', 2, /backslash/],
  ['mysql', '/*!50001 SELECT 1; SELECT 2 */;', 1, /executable comment/],
  ['mysql', "SET sql_mode = (SELECT 'NO_BACKSLASH_ESCAPES');", 1, /cannot be seen/],
  ['postgres', 'SELECT 1;\n\\connect other', 2, /command of psql/],
])('%s: %j cannot be scanned', (engine, text, line, reason) => {
  expect(scanStatements(text, engine)).toEqual({ ok: false, line, reason: expect.stringMatching(reason) });
});

test('the rows of COPY belong to it, and the statement after them stands on its line', () => {
  const text = '\\restrict a1\nCOPY t FROM stdin; -- rows\n1\t;\n\\.\nSELECT 1;\n\\unrestrict a1\n';
  expect(scanStatements(text, 'postgres')).toEqual({
    ok: true,
    statements: [
      { text: 'COPY t FROM stdin', start: 13, line: 2, rows: '1\t;\n' },
      { text: 'SELECT 1', start: text.indexOf('SELECT'), line: 5 },
    ],
  });
});

test.each<[Engine, string, readonly string[]]>([
  ['postgres', "SET standard_conforming_strings = off;\nSELECT 'a\\';'; SELECT 1", ["SELECT 'a\\';'", 'SELECT 1']],
  ['postgres', "SELECT E'a'\n 'b\\';'; SELECT 1", ["SELECT E'a'\n 'b\\';'", 'SELECT 1']],
  ['postgres', 'SELECT 1 AS voil\u00c3\u00a0; SELECT 1', ['SELECT 1 AS voil\u00c3\u00a0', 'SELECT 1']],
  ['mysql', "SET sql_mode = 'NO_BACKSLASH_ESCAPES'; SELECT 'a\\'; SELECT 1", ["SELECT 'a\\'", 'SELECT 1']],
  ['mysql', 'use clinic\nSELECT 1', ['use clinic', 'SELECT 1']],
  ['mysql', 'DELIMITER //\nSELECT 1; SELECT 1//', ['SELECT 1', 'SELECT 1']],
])('%s: %j holds these statements at its end', (engine, text, statements) => {
  const scan = scanStatements(text, engine);
  expect(scan.ok && scan.statements.slice(-2).map((each) => each.text)).toEqual(statements);
});

/** Pieces that are whole for both engines, with semicolons wherever they do not count. */
const piece = fc.constantFrom("'a;b'", "''", "'it''s;'", 'x', '1', '/* ; */', '-- ;\n', '(a, b)', '+', '\n', 'select');
const statement = fc.array(piece, { minLength: 0, maxLength: 8 }).map((pieces) => `select ${pieces.join(' ')} x`);

test.each(engines)('%s: statements joined by semicolons come back, each on its line', (engine) => {
  fc.assert(
    fc.property(fc.array(statement, { maxLength: 6 }), (statements) => {
      const scan = scanStatements(statements.map((text) => `${text};\n`).join(''), engine);
      const before = statements.map((_, index) =>
        statements
          .slice(0, index)
          .map((text) => `${text};\n`)
          .join(''),
      );
      expect(scan.ok && scan.statements.map(({ text }) => text)).toEqual(statements);
      expect(scan.ok && scan.statements.map(({ line }) => line)).toEqual(before.map((text) => text.split('\n').length));
    }),
  );
});

test.each(engines)('%s: whatever the text, each statement stands where the scan says', (engine) => {
  const letter = fc.constantFrom(
    ...'aE;\'"`$\\/*-#!()\n '.split(''),
    'BEGIN ',
    'END',
    'CREATE PROCEDURE ',
    'DELIMITER //\n',
    '$$',
  );
  fc.assert(
    fc.property(fc.array(letter, { maxLength: 60 }), (letters) => {
      const text = letters.join('');
      const scan = scanStatements(text, engine);
      if (!scan.ok) return expect(scan.line).toBeLessThanOrEqual(text.split('\n').length);
      for (const { text: found, start, line } of scan.statements) {
        expect(text.slice(start, start + found.length)).toBe(found);
        expect(line).toBe(text.slice(0, start).split('\n').length);
      }
    }),
    { numRuns: 500 },
  );
});

test.each(engines)('%s: a long seed is scanned in one pass', (engine) => {
  const row = "('name; with it''s quotes', 12345, NULL),\n";
  const text = `INSERT INTO t VALUES\n${row.repeat(20_000)}('last', 1, NULL);\nSELECT 1;`;
  const scan = scanStatements(text, engine);
  expect(scan.ok && scan.statements.map(({ line }) => line)).toEqual([1, 20_003]);
});

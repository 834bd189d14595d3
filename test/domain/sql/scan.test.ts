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
  ['postgres', 'SELECT 1;\nCOPY t (a, b) FROM stdin;\n1\t2\n\\.\n', 2, /COPY … FROM stdin/],
  ['postgres', 'SELECT 1;\n\\connect other', 2, /command of psql/],
])('%s: %j cannot be scanned', (engine, text, line, reason) => {
  expect(scanStatements(text, engine)).toEqual({ ok: false, line, reason: expect.stringMatching(reason) });
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

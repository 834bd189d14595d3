import { describe, expect, test } from '@jest/globals';
import { codeOf, statementHead } from '../../../src/domain/sql/code.ts';
import { destructiveEffect } from '../../../src/domain/sql/destructive-effect.ts';
import type { Engine } from '../../../src/domain/sql/engine.ts';
import { initialSqlMode, sqlModeAfter } from '../../../src/domain/sql/mysql-sql-mode.ts';
import { isSessionSetting } from '../../../src/domain/sql/progress.ts';
import { refusal } from '../../../src/domain/sql/refusal.ts';
import { isWithoutTransaction } from '../../../src/domain/sql/sql-file.ts';
import { scanStatements } from '../../../src/domain/sql/statement.ts';
import { plainQuotes } from '../../../src/domain/sql/string-settings.ts';
import { fileMode, transactionStep } from '../../../src/domain/sql/transaction.ts';
import { onePassSeconds, processorSeconds } from '../../support/processor-seconds.ts';

const engines = ['mysql', 'postgres'] as const;
const megabyte = 1 << 20;
const filled = (unit: string, length = megabyte) => unit.repeat(Math.ceil(length / unit.length));
const third = (unit: string) => filled(unit, megabyte / 3);

/** Texts that take hours where a step of the work looks at the rest of the text again. */
const texts: Readonly<Record<string, string>> = {
  'comments that are opened and never closed': filled('/*'),
  'comments in comments': `${filled('/*', megabyte / 2)}${filled('*/', megabyte / 2)} SELECT 1;`,
  'executable comments in executable comments': `${filled('/*!', megabyte / 2)} SELECT 1 ${filled('*/', megabyte / 2)};`,
  'executable comments side by side': filled('/*!50001 DROP TABLE a */;'),
  'executable comments with digits': filled(`/*!${'1'.repeat(99)}`),
  'a comment mark cut in half': filled('/*!/'),
  'dollar quotes that are never closed': filled('$a$ $b$ '),
  'one tag of a dollar quote': `$${filled('a')}`,
  'a long tag that is nearly closed': `$b${third('a')}$ ${filled(`${'a'.repeat(5_000)}$`, megabyte / 2)}`,
  'dollar signs': filled('$'),
  'dollar signs and digits': filled('$1'),
  'backslashes in quotes': `SELECT E'${filled('\\')}`,
  'escaped quotes': `SELECT '${filled("\\''")}`,
  'doubled quotes': `SELECT '${filled("''")}`,
  'quotes that take turns': filled(`'"\``),
  'line comments': filled('--\n'),
  'one line of hyphens': filled('-'),
  'hyphens and spaces': filled('--  \t'),
  'spaces before a line comment that is none': filled(`${' '.repeat(9_999)}-`),
  'parentheses that are opened': `SELECT ${filled('(')}`,
  'parentheses that are closed': `SELECT ${filled(')')}`,
  'parentheses around each other': `DELETE FROM a USING ${filled('(', megabyte / 2)}${filled(')', megabyte / 2)}`,
  'statements on one line': filled('SELECT 1;'),
  semicolons: filled(';'),
  'line breaks': filled('\n'),
  'spaces without end': `SELECT${filled(' ')}`,
  'one word': filled('a'),
  'words of a routine': `CREATE FUNCTION ${third('a')} ${filled('a ')}`,
  'blocks of a routine': `CREATE PROCEDURE p() ${filled('BEGIN ')}`,
  'ends of a routine': `CREATE PROCEDURE p() BEGIN ${filled('END ')}`,
  'data changes of a WITH': `WITH ${filled('a AS (DELETE FROM b WHERE c = 2), ')}`,
  'data changes in data changes': `WITH a AS ${filled('(UPDATE b SET c ', megabyte / 2)}${filled(') WHERE d', megabyte / 2)}`,
  'columns that are altered': `ALTER TABLE a ${filled('ALTER b DROP DEFAULT, ')}`,
  'a COPY with words of its own': `COPY ${filled(`from${' '.repeat(999)}`)}`,
  'blocks in one string': `DO $a$ ${filled('BEGIN LOOP ')} $a$`,
  'dollar signs in a block': `DO $a$ ${filled('$b')} $a$`,
  'compound statements': `BEGIN NOT ATOMIC ${filled('BEGIN NOT ')}`,
  'delimiters that change': filled('DELIMITER //\n'),
  'a long delimiter': `DELIMITER ${third('(')}+\n${filled('(')}`,
  'words behind a delimiter': `DELIMITER ${filled('a ')}`,
  'control characters': filled('\u0000--\u0001'),
  'halves of surrogate pairs': filled('\ud800'),
};

describe.each(engines)('%s: a megabyte is read in one pass', (engine) => {
  test.each(Object.entries(texts))('%s', (_, text) => {
    const began = processorSeconds();
    readAll(text, engine);
    expect(processorSeconds() - began).toBeLessThan(onePassSeconds);
  });
});

/** All that is done with a file before a server sees it. */
function readAll(text: string, engine: Engine): void {
  const scan = scanStatements(text, engine);
  isWithoutTransaction(text, engine);
  // A file that is refused goes no further; its parts must be harmless all the same.
  for (const { text: statement } of scan.ok ? scan.statements : [{ text }]) {
    refusal([{ text: statement, start: 0, line: 1 }], engine);
    fileMode([{ text: statement, start: 0, line: 1 }], engine);
    transactionStep(statement, engine);
    sqlModeAfter(statement, initialSqlMode);
    plainQuotes(statement, false);
    isSessionSetting(statement, engine);
    destructiveEffect(statement, engine);
    statementHead(statement, engine);
    codeOf(statement, engine);
  }
}

test.each<[Engine, string, () => string, RegExp]>([
  [
    'mysql',
    'executable comments 100,000 deep',
    () => `${'/*!'.repeat(100_000)} 1`,
    /executable comments are nested too/,
  ],
  ['mysql', 'executable comments 9 deep', () => `${'/*!'.repeat(9)} 1 ${'*/'.repeat(9)}`, /nested too deeply/],
  ['mysql', 'a delimiter of 16 characters', () => `DELIMITER ${'/'.repeat(16)}`, /longer than 15 characters/],
  ['postgres', 'comments 100,000 deep', () => '/*'.repeat(100_000), /the comment that begins here is never closed/],
  ['postgres', 'a statement of 17 MiB', () => `SELECT '${' '.repeat(17 << 20)}';`, /statement .* longer than 16 MiB/],
  ['mysql', 'a file of 65 MiB', () => ' '.repeat(65 << 20), /file is longer than 64 MiB; split it/],
  ['postgres', '1,000,001 statements', () => 'a;'.repeat(1_000_001), /more than 1,000,000 statements; split it/],
])('%s: %s: the file is refused', (engine, _, text, reason) => {
  expect(scanStatements(text(), engine)).toEqual({ ok: false, line: 1, reason: expect.stringMatching(reason) });
});

test('comments that are nested, but not too deeply, are read', () => {
  const comments = `${'/*'.repeat(100_000)}${'*/'.repeat(100_000)}`;
  expect(scanStatements(`${comments} SELECT 1;`, 'postgres')).toMatchObject({ ok: true, statements: [{ line: 1 }] });
  const executable = `${'/*!'.repeat(8)} DROP TABLE a ${'*/'.repeat(8)}`;
  expect(scanStatements(`${executable};`, 'mysql')).toMatchObject({ ok: true, statements: [{ text: executable }] });
  expect(destructiveEffect(executable, 'mysql')).toBe('drops a table');
});

import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { compareVersions, isWithoutTransaction, parseSqlFileName } from '../../../src/domain/sql/sql-file.ts';

test.each([
  ['001_users.sql', '1'],
  ['12_add-invoices.sql', '12'],
  ['20261102090000_x.sql', '20261102090000'],
  ['000_first.sql', '0'],
])('%s is version %s', (file, version) => {
  expect(parseSqlFileName(file)).toEqual({ ok: true, value: { file, version } });
});

test.each([
  'users.sql',
  '001-users.sql',
  '001_users.down.sql',
  '001_us ers.sql',
  '001_.sql',
  '_x.sql',
  '001_x.SQL',
])('%s is no name of a migration', (file) => expect(parseSqlFileName(file).ok).toBe(false));

test('versions are ordered as numbers', () => {
  fc.assert(
    fc.property(fc.bigInt({ min: 0n, max: 10n ** 19n }), fc.bigInt({ min: 0n, max: 10n ** 19n }), (a, b) => {
      expect(Math.sign(compareVersions(String(a), String(b)))).toBe(a < b ? -1 : a > b ? 1 : 0);
    }),
  );
});

test('no-transaction is a line of the comments on top', () => {
  const holds = (text: string) => isWithoutTransaction(text, 'postgres');
  expect(holds('-- builds an index\n-- no-transaction\nSELECT 1;')).toBe(true);
  expect(holds('--no-transaction')).toBe(true);
  expect(holds('SELECT 1;\n-- no-transaction')).toBe(false);
  expect(holds('-- this needs no-transaction at all\nSELECT 1;')).toBe(false);
});

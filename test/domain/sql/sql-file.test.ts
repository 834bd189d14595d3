import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  compareVersions,
  isWithoutTransaction,
  parseSqlFileName,
  takesBack,
} from '../../../src/domain/sql/sql-file.ts';

test.each([
  ['001_users.sql', '1'],
  ['12_add-invoices.sql', '12'],
  ['20261102090000_x.sql', '20261102090000'],
  ['000_first.sql', '0'],
  ['20130106222315-initial.sql', '20130106222315'],
  ['000002_b.up.sql', '2'],
  ['V1__Add users.sql', '1'],
  ['V1.02_0__x.sql', '1.2'],
])('%s is version %s', (file, version) => {
  expect(parseSqlFileName(file)).toEqual({ ok: true, value: { file, version } });
});

test.each([
  'users.sql',
  '001_users.down.sql',
  '001_us ers.sql',
  '001_.sql',
  '_x.sql',
  '001_x.SQL',
  'R__view.sql',
  'U1__x.sql',
  'V1_x.sql',
  'V1__x.down.sql',
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

test.each([
  ['1_a.down.sql', '1_a.up.sql', true],
  ['1_a.down.sql', '1_b.up.sql', false],
  ['U1.2__a.sql', 'V1.2__b.sql', true],
  ['U1__a.sql', 'V1.2__a.sql', false],
  ['1_a.sql', '1_a.up.sql', false],
])('%s takes %s back: %s', (file, other, expected) => expect(takesBack(file, other)).toBe(expected));

test("Flyway's versions are ordered part by part", () => {
  const ordered = ['V1__a.sql', 'V1_1__a.sql', 'V1.2__a.sql', 'V1.10__a.sql', 'V2__a.sql', 'V20240101.1__a.sql'];
  const versions = ordered.map((file) => {
    const name = parseSqlFileName(file);
    return name.ok ? name.value.version : '';
  });
  expect(versions.toReversed().toSorted(compareVersions)).toEqual(versions);
});

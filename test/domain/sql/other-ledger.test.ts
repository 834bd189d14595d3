import { expect, test } from '@jest/globals';
import { readOtherLedger } from '../../../src/domain/sql/other-ledger.ts';

const nothing = { kind: 'applied', versions: [], upTo: undefined, files: [] };

test('dbmate and Rails have a row for each version', () => {
  const rows = [{ version: '20240101120000' }, { version: '007' }];
  expect(readOtherLedger('schema_migrations', rows)).toEqual({ ...nothing, versions: ['20240101120000', '7'] });
});

test('golang-migrate has the version that was reached, and whether it was', () => {
  expect(readOtherLedger('schema_migrations', [{ version: '3', dirty: false }])).toEqual({ ...nothing, upTo: '3' });
  expect(readOtherLedger('schema_migrations', [{ version: 3, dirty: 0 }])).toEqual({ ...nothing, upTo: '3' });
  expect(readOtherLedger('schema_migrations', [{ version: '3', dirty: true }])).toMatchObject({ kind: 'unclear' });
  expect(readOtherLedger('schema_migrations', [])).toEqual(nothing);
});

test('goose has a row for each way up or down', () => {
  const rows = [
    { id: 4, version_id: '2', is_applied: false },
    { id: 1, version_id: '0', is_applied: true },
    { id: 2, version_id: '1', is_applied: 1 },
    { id: 3, version_id: '2', is_applied: true },
  ];
  expect(readOtherLedger('goose_db_version', rows)).toEqual({ ...nothing, versions: ['1'] });
});

test('Flyway has baselines, undone versions and failures', () => {
  const row = (rank: number, version: string | null, type = 'SQL', success = true) => ({
    ...{ installed_rank: rank, version, type, success, script: `V${version}__x.sql` },
  });
  const rows = [row(1, '1', 'BASELINE'), row(2, '1.10'), row(3, '2'), row(4, '2', 'UNDO_SQL'), row(5, null)];
  expect(readOtherLedger('flyway_schema_history', rows)).toEqual({ ...nothing, versions: ['1.10'], upTo: '1' });
  expect(readOtherLedger('flyway_schema_history', [...rows, row(6, '3', 'SQL', false)])).toEqual({
    kind: 'unclear',
    reason: 'V3__x.sql has failed in Flyway',
  });
});

test('sql-migrate has the names of files', () => {
  expect(readOtherLedger('gorp_migrations', [{ id: '1_a.sql' }])).toEqual({ ...nothing, files: ['1_a.sql'] });
});

import { describe, expect, test } from '@jest/globals';
import { reachedBy, recordedChange, type ToolRecord, toolRecords } from '../../../src/domain/sql/tool-record.ts';

type Row = Readonly<Record<string, unknown>>;
const only = (table: string, rows: readonly Row[]): ToolRecord | undefined => toolRecords(new Map([[table, rows]]))[0];

describe('the table of a migration tool', () => {
  test.each<[table: string, rows: readonly Row[], applied: readonly string[], unfinished: readonly string[]]>([
    ['alembic_version', [{ version_num: 'bb' }, { version_num: 'aa' }], ['aa', 'bb'], []],
    [
      'django_migrations',
      [
        { id: 10, app: 'clinic', name: '0002_visit' },
        { id: 9, app: 'auth', name: '0001_initial' },
      ],
      ['auth.0001_initial', 'clinic.0002_visit'],
      [],
    ],
    [
      '_prisma_migrations',
      [
        { migration_name: '2026_c', finished_at: null, rolled_back_at: null },
        { migration_name: '2026_b', finished_at: null, rolled_back_at: new Date(0) },
        { migration_name: '2026_a', finished_at: new Date(0), rolled_back_at: null },
      ],
      ['2026_a'],
      ['2026_c'],
    ],
    [
      'flyway_schema_history',
      [
        { installed_rank: 2, script: 'V2__b.sql', success: 0 },
        { installed_rank: 1, script: 'V1__a.sql', success: true },
      ],
      ['V1__a.sql'],
      ['V2__b.sql'],
    ],
    ['schema_migrations', [{ version: '10', dirty: 1 }], [], ['10']],
    ['schema_migrations', [{ version: '10' }, { version: '9' }], ['9', '10'], []],
    ['SequelizeMeta', [{ name: '2.js' }, { name: '1.js' }], ['1.js', '2.js'], []],
    ['migrations', [{ id: 1, migration: 'create_users', batch: 1 }], ['create_users'], []],
    ['migrations', [{ id: 1, from_country: 'NO' }], [], []],
    ['DATABASECHANGELOG', [{ ID: '1', ORDEREXECUTED: 1 }], ['1'], []],
    ['databasechangelog', [{ id: '1', orderexecuted: 1 }], ['1'], []],
  ])('%s', (table, rows, applied, unfinished) => {
    expect(only(table, rows)).toMatchObject({ kind: 'read', applied, unfinished });
  });

  test('names all heads of Alembic, and the last one of others', () => {
    const reached = (table: string, rows: readonly Row[]) => {
      const record = only(table, rows);
      return record && reachedBy(record);
    };
    expect(reached('alembic_version', [{ version_num: 'aa' }, { version_num: 'bb' }])).toBe('aa, bb');
    expect(
      reached('aerich', [
        { id: 1, version: '0_init.py' },
        { id: 2, version: '1_more.py' },
      ]),
    ).toBe('1_more.py');
    expect(reached('aerich', [])).toBe('nothing');
  });

  test('what was added and removed is told of all tables, and nothing where one may not be read', () => {
    const look = (...versions: readonly string[]) =>
      [
        only(
          'alembic_version',
          versions.map((version_num) => ({ version_num })),
        ),
      ].filter((record) => record !== undefined);
    expect(recordedChange(look('aa'), look('bb'))).toEqual({ added: ['bb'], removed: ['aa'], unfinished: [] });
    expect(recordedChange([], look('aa'))).toEqual({ added: ['aa'], removed: [], unfinished: [] });
    expect(recordedChange(look('aa'), look('aa'))).toEqual({ added: [], removed: [], unfinished: [] });
    expect(recordedChange([], [])).toBeUndefined();
    const hidden = toolRecords(new Map([['knex_migrations', 'not readable' as const]]));
    expect(recordedChange(look('aa'), [...look('bb'), ...hidden])).toBeUndefined();
  });
});

import type { Engine } from './engine.ts';

/** What the table of a migration tool says of a database: what is recorded in it as applied, in its order. */
export type ToolRecord =
  | {
      readonly kind: 'read';
      readonly tool: string;
      readonly table: string;
      readonly applied: readonly string[];
      /** What the tool began and did not finish, or marked as failed. */
      readonly unfinished: readonly string[];
    }
  /** The user of the connection may not read it. */
  | { readonly kind: 'not readable'; readonly tool: string; readonly table: string };

type Row = Readonly<Record<string, unknown>>;

interface Tool {
  readonly tool: string;
  /** Which of the table's rows count, and how each is named. */
  name(row: Row): string | undefined;
  readonly orderedBy: string;
  isUnfinished?(row: Row): boolean;
}

const column = (name: string) => (row: Row) => (row[name] === undefined ? undefined : String(row[name]));

/**
 * Tools by the table in which they record, as their own documentation or source names it. Their order is that of the sources:
 * https://alembic.sqlalchemy.org https://github.com/tortoise/aerich https://docs.djangoproject.com
 * https://www.prisma.io/docs/orm/prisma-migrate https://knexjs.org/guide/migrations.html https://documentation.red-gate.com/flyway
 * https://github.com/amacneil/dbmate https://github.com/pressly/goose https://github.com/rubenv/sql-migrate
 * https://sequelize.org/docs/v6/other-topics/migrations https://laravel.com/docs/migrations https://docs.liquibase.com
 */
const tools: ReadonlyMap<string, Tool> = new Map<string, Tool>([
  ['alembic_version', { tool: 'Alembic', name: column('version_num'), orderedBy: 'version_num' }],
  ['aerich', { tool: 'aerich', name: column('version'), orderedBy: 'id' }],
  [
    'django_migrations',
    { tool: 'Django', name: (row) => `${String(row['app'])}.${String(row['name'])}`, orderedBy: 'id' },
  ],
  [
    '_prisma_migrations',
    {
      tool: 'Prisma',
      name: (row) => (row['rolled_back_at'] ? undefined : String(row['migration_name'])),
      orderedBy: 'migration_name',
      isUnfinished: (row) => !row['finished_at'],
    },
  ],
  ['knex_migrations', { tool: 'Knex', name: column('name'), orderedBy: 'id' }],
  [
    'flyway_schema_history',
    {
      tool: 'Flyway',
      name: column('script'),
      orderedBy: 'installed_rank',
      isUnfinished: ({ success }) => !isTrue(success),
    },
  ],
  [
    'schema_migrations',
    {
      tool: 'schema_migrations',
      name: column('version'),
      orderedBy: 'version',
      isUnfinished: (row) => isTrue(row['dirty']),
    },
  ],
  [
    'goose_db_version',
    {
      tool: 'goose',
      name: (row) =>
        isTrue(row['is_applied']) && String(row['version_id']) !== '0' ? String(row['version_id']) : undefined,
      orderedBy: 'id',
    },
  ],
  ['gorp_migrations', { tool: 'sql-migrate', name: column('id'), orderedBy: 'id' }],
  ['SequelizeMeta', { tool: 'Sequelize', name: column('name'), orderedBy: 'name' }],
  [
    'migrations',
    { tool: 'migrations', name: (row) => column('name')(row) ?? column('migration')(row), orderedBy: 'id' },
  ],
  ['databasechangelog', { tool: 'Liquibase', name: column('id'), orderedBy: 'orderexecuted' }],
]);

/** Liquibase writes its names in capitals, which PostgreSQL alone makes small. */
export function toolTables(engine: Engine): readonly string[] {
  return [...tools.keys()].map((name) =>
    name === 'databasechangelog' && engine === 'mysql' ? name.toUpperCase() : name,
  );
}

/** Reads what was found of these tables: the rows in any order, or that they may not be read. */
export function toolRecords(found: ReadonlyMap<string, readonly Row[] | 'not readable'>): readonly ToolRecord[] {
  return [...found].flatMap(([table, rows]) => {
    const tool = tools.get(table) ?? tools.get(table.toLowerCase());
    if (!tool) return [];
    return [rows === 'not readable' ? { kind: rows, tool: tool.tool, table } : recordOf(table, tool, rows)];
  });
}

function recordOf(table: string, tool: Tool, rows: readonly Row[]): ToolRecord {
  const named = rows
    .map(lowerCaseColumns)
    .toSorted(by(tool.orderedBy))
    .flatMap((row) => {
      const name = tool.name(row);
      return name === undefined ? [] : [{ name, isUnfinished: tool.isUnfinished?.(row) === true }];
    });
  const names = (isUnfinished: boolean) =>
    named.filter((each) => each.isUnfinished === isUnfinished).map(({ name }) => name);
  return { kind: 'read', tool: tool.tool, table, applied: names(false), unfinished: names(true) };
}

function lowerCaseColumns(row: Row): Row {
  return Object.fromEntries(Object.entries(row).map(([name, value]) => [name.toLowerCase(), value]));
}

function by(name: string): (a: Row, b: Row) => number {
  return (a, b) => {
    const [left, right] = [a[name], b[name]].map(String);
    const difference = Number(left) - Number(right);
    if (!Number.isNaN(difference)) return difference;
    return (left ?? '') < (right ?? '') ? -1 : 1;
  };
}

function isTrue(value: unknown): boolean {
  return value === true || Number(value) === 1;
}

/** What a tool has recorded between two looks at its tables. */
export interface RecordedChange {
  readonly added: readonly string[];
  readonly removed: readonly string[];
  readonly unfinished: readonly string[];
}

/** Undefined where no table of a tool could be read, so that nobody knows. */
export function recordedChange(
  before: readonly ToolRecord[],
  after: readonly ToolRecord[],
): RecordedChange | undefined {
  const readable = after.filter((record) => record.kind === 'read');
  if (readable.length === 0 || after.some(({ kind }) => kind === 'not readable')) return undefined;
  const changes = readable.map((now) => {
    const earlier = before.find(({ table }) => table === now.table);
    const past = earlier?.kind === 'read' ? earlier.applied : [];
    return {
      added: now.applied.filter((name) => !past.includes(name)),
      removed: past.filter((name) => !now.applied.includes(name)),
      unfinished: now.unfinished,
    };
  });
  return {
    added: changes.flatMap(({ added }) => added),
    removed: changes.flatMap(({ removed }) => removed),
    unfinished: changes.flatMap(({ unfinished }) => unfinished),
  };
}

/** Where a tool's table stands, in a word: its last migration, or all heads of Alembic. */
export function reachedBy(record: ToolRecord): string {
  if (record.kind === 'not readable') return `not known: this user may not read ${record.table}`;
  if (record.tool === 'Alembic') return record.applied.join(', ') || 'nothing';
  return record.applied.at(-1) ?? 'nothing';
}

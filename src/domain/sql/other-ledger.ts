import { versionOf } from './sql-file.ts';

/** Tables in which other tools record the migrations that they have applied. */
export const otherTables = [
  'schema_migrations',
  'goose_db_version',
  'flyway_schema_history',
  'gorp_migrations',
] as const;

export type OtherTable = (typeof otherTables)[number];

/** What another tool has applied. */
export type OtherLedger =
  | {
      readonly kind: 'applied';
      readonly versions: readonly string[];
      /** Every version up to this one counts as well. */
      readonly upTo: string | undefined;
      readonly files: readonly string[];
    }
  /** Why it cannot be taken over. */
  | { readonly kind: 'unclear'; readonly reason: string };

export type OtherRow = Readonly<Record<string, unknown>>;

export function otherTableNamed(name: string | undefined): OtherTable | undefined {
  return otherTables.find((table) => table === name);
}

/**
 * Reads the rows of such a table, in whatever order they come. Sources: https://github.com/amacneil/dbmate
 * https://github.com/golang-migrate/migrate https://github.com/pressly/goose https://github.com/rubenv/sql-migrate
 * https://documentation.red-gate.com/flyway/flyway-concepts/migrations/flyway-schema-history-table
 */
export function readOtherLedger(table: OtherTable, rows: readonly OtherRow[]): OtherLedger {
  switch (table) {
    case 'schema_migrations':
      return rows.some((row) => 'dirty' in row)
        ? golangMigrate(rows)
        : applied(rows.map((row) => String(row['version'])));
    case 'goose_db_version':
      return goose(rows);
    case 'flyway_schema_history':
      return flyway(rows);
    case 'gorp_migrations':
      return { ...applied([]), files: rows.map((row) => String(row['id'])) };
  }
}

function applied(versions: readonly string[]): OtherLedger & { readonly kind: 'applied' } {
  return { kind: 'applied', versions: versions.map(versionOf), upTo: undefined, files: [] };
}

/** One row: the version that was reached. */
function golangMigrate([row]: readonly OtherRow[]): OtherLedger {
  const version = String(row?.['version']);
  if (isTrue(row?.['dirty']))
    return { kind: 'unclear', reason: `version ${version} is dirty: golang-migrate has not finished it` };
  return { ...applied([]), upTo: versionOf(version) };
}

/** A row for each way up or down; the last one of a version counts. */
function goose(rows: readonly OtherRow[]): OtherLedger {
  const last = new Map<string, boolean>();
  for (const row of rows.toSorted((a, b) => Number(a['id']) - Number(b['id'])))
    last.set(String(row['version_id']), isTrue(row['is_applied']));
  return applied([...last].filter(([version, up]) => up && version !== '0').map(([version]) => version));
}

function flyway(rows: readonly OtherRow[]): OtherLedger {
  const versions = new Set<string>();
  let upTo: string | undefined;
  for (const row of rows.toSorted((a, b) => Number(a['installed_rank']) - Number(b['installed_rank']))) {
    const [version, type] = [row['version'], String(row['type'])];
    if (!isTrue(row['success'])) return { kind: 'unclear', reason: `${String(row['script'])} has failed in Flyway` };
    if (typeof version !== 'string') continue;
    if (type === 'BASELINE') upTo = versionOf(version);
    else if (/^(UNDO|DELETE)/.test(type)) versions.delete(version);
    else versions.add(version);
  }
  return { ...applied([...versions]), upTo };
}

function isTrue(value: unknown): boolean {
  return value === true || Number(value) === 1;
}

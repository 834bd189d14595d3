import { spawnSync } from 'node:child_process';
import type { Engine } from '../../../src/domain/sql/engine.ts';
import type { DatabaseServer } from '../../support/database.ts';
import { sqlTools } from '../../support/machine.ts';
import type { Folder, Migration } from './migrations.ts';

/** A tool that runs folders of SQL files. */
export interface FolderTool {
  readonly name: string;
  /** The table in which it records them. */
  readonly ledger: string;
  /** The folder as files of this tool, by name. */
  files(folder: Folder): Readonly<Record<string, string>>;
  /** Runs all that is pending, or so many of its migrations. */
  up(at: ToolTarget, count?: number): { readonly ok: boolean; readonly said: string };
}

export interface ToolTarget {
  readonly server: DatabaseServer;
  readonly database: string;
  /** The folder with the files. */
  readonly path: string;
}

const goose: FolderTool = {
  name: 'goose',
  ledger: 'goose_db_version',
  files: (folder) =>
    Object.fromEntries(
      folder.migrations.map((migration) => [
        `${migration.number}_${migration.name}.sql`,
        written(folder, [
          ...(migration.alone ? ['-- +goose NO TRANSACTION'] : []),
          '-- +goose Up',
          ...joined(migration, folder, gooseBlock),
          '-- +goose Down',
          ...migration.down.map((sql) => `${sql};`),
        ]),
      ]),
    ),
  up: ({ server, database, path }, count) =>
    Array.from({ length: count ?? 1 }).reduce<{ ok: boolean; said: string }>(
      (before) =>
        before.ok
          ? ran('goose', [
              '-dir',
              path,
              server.engine,
              goUrl(server, database),
              count === undefined ? 'up' : 'up-by-one',
            ])
          : before,
      { ok: true, said: '' },
    ),
};

/** It ends a statement at each line that ends with a semicolon. */
function gooseBlock(sql: string): string {
  return /;[ \t]*\n/.test(sql) ? `-- +goose StatementBegin\n${sql};\n-- +goose StatementEnd` : `${sql};`;
}

const dbmate: FolderTool = {
  name: 'dbmate',
  ledger: 'schema_migrations',
  files: (folder) =>
    Object.fromEntries(
      folder.migrations.map((migration) => [
        `${migration.number}_${migration.name}.sql`,
        written(folder, [
          `-- migrate:up${migration.alone ? ' transaction:false' : ''}`,
          ...joined(migration, folder, (sql) => `${sql};`),
          '-- migrate:down',
          ...migration.down.map((sql) => `${sql};`),
        ]),
      ]),
    ),
  up: ({ server, database, path }) => {
    const url = server.engine === 'postgres' ? `${server.url(database)}?sslmode=disable` : server.url(database);
    return ran('dbmate', ['--url', url, '--migrations-dir', path, '--no-dump-schema', 'migrate']);
  },
};

const migrate: FolderTool = {
  name: 'golang-migrate',
  ledger: 'schema_migrations',
  files: (folder) =>
    Object.fromEntries(
      folder.migrations.flatMap((migration) => {
        const name = `${migration.number}_${migration.name}`;
        return [
          [
            `${name}.up.sql`,
            written(
              folder,
              joined(migration, folder, (sql) => `${sql};`),
            ),
          ],
          [
            `${name}.down.sql`,
            written(
              folder,
              migration.down.map((sql) => `${sql};`),
            ),
          ],
        ];
      }),
    ),
  up: ({ server, database, path }, count) => {
    const url =
      server.engine === 'postgres'
        ? `${server.url(database)}?sslmode=disable`
        : `mysql://${goUrl(server, database)}&multiStatements=true`;
    return ran('migrate', ['-path', path, '-database', url, 'up', ...(count === undefined ? [] : [String(count)])]);
  },
};

export const folderTools: readonly FolderTool[] = [goose, dbmate, migrate];

function goUrl({ engine, url, username, password, host, port }: DatabaseServer, database: string): string {
  return engine === 'postgres'
    ? `${url(database)}?sslmode=disable`
    : `${username}:${password}@tcp(${host}:${port})/${database}?parseTime=true`;
}

function joined({ up, comment }: Migration, { openEnd }: Folder, block: (sql: string) => string): readonly string[] {
  const lines = up.flatMap((sql, at) => [...(at > 0 && comment !== undefined ? [comment] : []), block(sql)]);
  return openEnd ? lines.map((line, at) => (at === lines.length - 1 ? line.replace(/;$/, '') : line)) : lines;
}

function written({ windows, openEnd }: Folder, lines: readonly string[]): string {
  const text = `${lines.join('\n')}${openEnd ? '' : '\n'}`;
  return windows ? text.replaceAll('\n', '\r\n') : text;
}

function ran(program: string, args: readonly string[]): { readonly ok: boolean; readonly said: string } {
  const { status, stdout, stderr } = spawnSync(`${sqlTools()}/${program}`, args, {
    env: { PATH: process.env.PATH },
    timeout: 30_000,
    encoding: 'utf8',
  });
  return { ok: status === 0, said: `${stdout}${stderr}` };
}

/** Flags for a dump without the tables of tools. */
export function withoutLedgers(engine: Engine, database: string): readonly string[] {
  const tables = ['goose_db_version', 'schema_migrations', 'seed_rds_ledger'];
  return engine === 'postgres'
    ? tables.map((table) => `--exclude-table=*.${table}*`)
    : tables.map((table) => `--ignore-table=${database}.${table}`);
}

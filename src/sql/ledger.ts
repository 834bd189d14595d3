import { UserError } from '../errors.ts';
import type { Row, Session } from './session.ts';

/** The ledger's entry of one file. */
export interface LedgerEntry {
  readonly kind: 'migration' | 'seed';
  readonly file: string;
  /** SHA-256 of the file as it was run. */
  readonly sha256: string;
  readonly statements: number;
  /** Less than `statements` when the file stopped midway where no transaction could undo it. */
  readonly statementsDone: number;
  /** SHA-256 over the statements that are done, so that a corrected file can be resumed. */
  readonly doneSha256: string;
  readonly finished: boolean;
  /** Of the run that wrote it last; empty where it had none. */
  readonly commit: string;
  /** Whether this action ran it to its end; an entry of a baseline is finished without that. */
  readonly ran: boolean;
}

/** Where a run comes from; part of each entry. */
export interface Provenance {
  readonly commit: string;
  readonly runUrl: string;
}

/** The record of migrations and seeds in the database. */
export interface Ledger {
  exists(): Promise<boolean>;
  entries(): Promise<readonly LedgerEntry[]>;
  create(): Promise<void>;
}

export const ledgerTable = 'seed_rds_ledger';

/** The full name of the ledger's table: a file may set another search_path or USE another database before its entry is written. */
export async function ledgerName(session: Session): Promise<string> {
  const [row] = await session.query(
    `SELECT ${session.engine === 'mysql' ? 'DATABASE()' : 'current_schema()'} AS place`,
  );
  const place = row?.['place'];
  if (typeof place !== 'string') throw noSchema();
  return session.engine === 'mysql'
    ? `\`${place.replaceAll('`', '``')}\`.${ledgerTable}`
    : `"${place.replaceAll('"', '""')}".${ledgerTable}`;
}

function noSchema(): UserError {
  return new UserError({
    what: 'This user has no schema in the database; nothing was changed.',
    why: "None of the schemas in the user's search_path exists.",
    next: 'Create the schema, or set the search_path: ALTER ROLE … SET search_path = …',
  });
}

export function ledgerOf(session: Session, name: string): Ledger {
  return {
    exists: () => exists(session, name),
    async entries() {
      if (!(await exists(session, name))) return [];
      const columns =
        'kind, file, sha256, statements, statements_done, done_sha256, finished_at IS NOT NULL AS finished, duration_ms IS NOT NULL AS ran, commit_sha';
      const limited = `SELECT ${columns} FROM ${name} ORDER BY kind, file LIMIT ${maxEntries + 1}`;
      const rows = await session.query(limited);
      if (rows.length > maxEntries) throw tooManyEntries();
      return rows.map(entry);
    },
    async create() {
      await session.run(definition(session, name));
    },
  };
}

const maxEntries = 100_000;

function tooManyEntries(): UserError {
  return new UserError({
    what: `The table ${ledgerTable} has more than ${maxEntries} entries; nothing was changed.`,
    next: 'Delete the entries that are not of files in the folders of migrations and seeds.',
  });
}

async function exists(session: Session, name: string): Promise<boolean> {
  const [row] =
    session.engine === 'postgres'
      ? await session.query('SELECT to_regclass(?) IS NOT NULL AS found', [name])
      : await session.query(
          'SELECT COUNT(*) AS found FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = ?',
          [ledgerTable],
        );
  return Number(row?.['found']) === 1;
}

function entry(row: Row): LedgerEntry {
  return {
    kind: row['kind'] === 'seed' ? 'seed' : 'migration',
    file: String(row['file']),
    sha256: String(row['sha256']),
    statements: Number(row['statements']),
    statementsDone: Number(row['statements_done']),
    doneSha256: String(row['done_sha256']),
    finished: Number(row['finished']) === 1,
    ran: Number(row['ran']) === 1,
    commit: String(row['commit_sha']),
  };
}

function definition({ engine }: Session, name: string): string {
  const moment = engine === 'mysql' ? 'datetime(3)' : 'timestamptz';
  return `CREATE TABLE IF NOT EXISTS ${name} (
    kind varchar(10) NOT NULL,
    file varchar(200) NOT NULL,
    sha256 char(64) NOT NULL,
    statements integer NOT NULL,
    statements_done integer NOT NULL,
    done_sha256 char(64) NOT NULL,
    started_at ${moment} NOT NULL,
    finished_at ${moment} NULL,
    duration_ms integer NULL,
    commit_sha varchar(64) NOT NULL,
    run_url varchar(500) NOT NULL,
    PRIMARY KEY (kind, file)
  )`;
}

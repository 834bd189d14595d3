import { UserError } from '../errors.ts';
import { ledgerTable, notReadable } from './ledger-place.ts';
import { type Row, type Session, serverError } from './session.ts';

/** The ledger's entry of one file. */
export interface LedgerEntry {
  readonly kind: 'migration' | 'seed';
  readonly file: string;
  /** SHA-256 of the file as it was run. */
  readonly sha256: string;
  readonly statements: number;
  /** Less than `statements` when the file stopped midway where no transaction could undo it. */
  readonly statementsDone: number;
  /**
   * SHA-256 over the statements that are done, so that a corrected file can be resumed; with the next one where that was begun
   * and its end never written.
   */
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

/** MySQL hides a table on which a user has no privilege, but says so when it is asked for. */
async function exists(session: Session, name: string): Promise<boolean> {
  if (session.engine === 'postgres') {
    const [row] = await session.query('SELECT to_regclass(?) IS NOT NULL AS found', [name]);
    return row?.['found'] === true;
  }
  try {
    await session.query(`SELECT 1 FROM ${name} LIMIT 0`);
    return true;
  } catch (error) {
    const code = serverError(error)?.code;
    if (code === 'ER_NO_SUCH_TABLE') return false;
    if (code !== 'ER_TABLEACCESS_DENIED_ERROR') throw error;
    const [row] = await session.query('SELECT DATABASE() AS place, CURRENT_USER() AS username');
    throw notReadable(String(row?.['place']), String(row?.['username']));
  }
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

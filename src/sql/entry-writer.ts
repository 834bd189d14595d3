import type { FileRun } from './file-run.ts';
import type { Provenance } from './ledger.ts';
import { lockLost } from './lock.ts';
import type { InOwnRole } from './own-role.ts';
import type { Progress } from './progress.ts';
import type { Recording, Session } from './session.ts';

/** Writes the ledger's entry of one file: its beginning, each statement that is begun and done, its end. */
export interface EntryWriter {
  begin(progress: Progress): Promise<void>;
  /**
   * Writes down that a statement begins, by the hash over it: `statements_done` stays behind until it is done. Where `unless` is
   * true already, the statement has nothing to make, and nothing is written.
   */
  intend(next: Progress, unless: string | undefined): Promise<void>;
  advance(progress: Progress): Promise<void>;
  /** The same as an UPDATE that the session runs together with a statement; it must find one row. */
  advancing(progress: Progress): Pick<Recording, 'update' | 'values'>;
  finish(milliseconds: number): Promise<void>;
  /** Deletes the entry. */
  withdraw(): Promise<void>;
}

type EntryFile = Pick<FileRun, 'kind' | 'file' | 'sha256' | 'statements' | 'known'>;

/** The table's full name, the condition that the lock is held, and how the file's own role is left for a while. */
export interface LedgerAccess {
  readonly table: string;
  readonly lockIsHeld: string;
  readonly inOwnRole: InOwnRole;
}

/**
 * Written through the session that runs the file, so that it joins the file's own transactions. Each write proves that the lock
 * is held: nothing is committed without it.
 */
export function entryWriter(
  session: Session,
  { table, lockIsHeld, inOwnRole }: LedgerAccess,
  entry: EntryFile,
  from: Provenance,
): EntryWriter {
  const now = session.engine === 'mysql' ? 'UTC_TIMESTAMP(3)' : 'now()';
  const key = [entry.kind, entry.file] as const;
  const ofEntry = (set: string) => `UPDATE ${table} SET ${set} WHERE kind = ? AND file = ? AND ${lockIsHeld}`;
  const update = async (set: string, values: readonly (string | number)[]) => {
    if ((await inOwnRole(() => session.update(ofEntry(set), [...values, ...key]))) !== 1) throw lockLost();
  };
  const progressed = 'statements_done = ?, done_sha256 = ?';
  return {
    async begin({ done, sha256 }) {
      const columns = ['sha256', 'statements', 'statements_done', 'done_sha256', 'commit_sha', 'run_url'];
      const source = [from.commit.slice(0, 64), from.runUrl.slice(0, 500)];
      const values = [entry.sha256, entry.statements.length, done, sha256, ...source];
      if (entry.known) {
        const set = columns.map((column) => `${column} = ?`).join(', ');
        await update(`${set}, started_at = ${now}, finished_at = NULL, duration_ms = NULL`, values);
      } else {
        const names = ['kind', 'file', ...columns].join(', ');
        const marks = [...key, ...values].map(() => '?').join(', ');
        const insert = `INSERT INTO ${table} (${names}, started_at) VALUES (${marks}, ${now})`;
        await inOwnRole(() => session.query(insert, [...key, ...values]));
      }
    },
    async intend({ sha256 }, unless) {
      const hash = unless === undefined ? '?' : `CASE WHEN ${unless} THEN done_sha256 ELSE ? END`;
      await update(`done_sha256 = ${hash}`, [sha256]);
    },
    async advance({ done, sha256 }) {
      await update(progressed, [done, sha256]);
    },
    advancing: ({ done, sha256 }) => ({ update: ofEntry(progressed), values: [done, sha256, ...key] }),
    async finish(milliseconds) {
      await update(`finished_at = ${now}, duration_ms = ?`, [Math.round(milliseconds)]);
    },
    async withdraw() {
      await inOwnRole(() => session.query(`DELETE FROM ${table} WHERE kind = ? AND file = ?`, [...key]));
    },
  };
}

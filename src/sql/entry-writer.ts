import type { FileRun } from './file-run.ts';
import type { Provenance } from './ledger.ts';
import type { Progress } from './progress.ts';
import type { Session } from './session.ts';

/** Writes the ledger's entry of one file: its beginning, each statement that is done, its end. */
export interface EntryWriter {
  begin(progress: Progress): Promise<void>;
  advance(progress: Progress): Promise<void>;
  finish(milliseconds: number): Promise<void>;
  /** Deletes the entry. */
  withdraw(): Promise<void>;
}

type EntryFile = Pick<FileRun, 'kind' | 'file' | 'sha256' | 'statements' | 'known'>;

/** Written through the session that runs the file, so that it joins the file's own transactions. `ledger` is the table's full name. */
export function entryWriter(session: Session, ledger: string, entry: EntryFile, from: Provenance): EntryWriter {
  const now = session.engine === 'mysql' ? 'UTC_TIMESTAMP(3)' : 'now()';
  const key = [entry.kind, entry.file] as const;
  const update = (set: string, values: readonly (string | number)[]) =>
    session.query(`UPDATE ${ledger} SET ${set} WHERE kind = ? AND file = ?`, [...values, ...key]);
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
        const insert = `INSERT INTO ${ledger} (${names}, started_at) VALUES (${marks}, ${now})`;
        await session.query(insert, [...key, ...values]);
      }
    },
    async advance({ done, sha256 }) {
      await update('statements_done = ?, done_sha256 = ?', [done, sha256]);
    },
    async finish(milliseconds) {
      await update(`finished_at = ${now}, duration_ms = ?`, [Math.round(milliseconds)]);
    },
    async withdraw() {
      await session.query(`DELETE FROM ${ledger} WHERE kind = ? AND file = ?`, [...key]);
    },
  };
}

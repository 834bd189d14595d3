import type { Statements } from '../domain/sql/statement.ts';
import type { Provenance } from './ledger.ts';
import { progressCounter } from './progress.ts';
import type { Session } from './session.ts';

/** A migration that was applied before this action was used. */
export interface BaselineFile {
  readonly file: string;
  readonly sha256: string;
  readonly statements: Statements;
}

/** Writes files into the ledger as applied, in one statement: all of them or none. They have no duration. */
export async function recordBaseline(
  session: Session,
  ledger: string,
  files: readonly BaselineFile[],
  { commit, runUrl }: Provenance,
): Promise<void> {
  const now = session.engine === 'mysql' ? 'UTC_TIMESTAMP(3)' : 'now()';
  const columns =
    'kind, file, sha256, statements, statements_done, done_sha256, commit_sha, run_url, started_at, finished_at';
  const row = `('migration', ?, ?, ?, ?, ?, ?, ?, ${now}, ${now})`;
  const values = files.flatMap(({ file, sha256, statements }) => [
    file,
    sha256,
    statements.length,
    statements.length,
    progressCounter(statements)(statements.length).sha256,
    commit.slice(0, 64),
    runUrl.slice(0, 500),
  ]);
  await session.query(`INSERT INTO ${ledger} (${columns}) VALUES ${files.map(() => row).join(', ')}`, values);
}

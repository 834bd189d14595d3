import type { Engine } from '../../domain/sql/engine.ts';
import { resumption } from '../../domain/sql/resumption.ts';
import type { SettledEntry } from './begun.ts';
import { doneSha256 } from './done-sha256.ts';
import type { SqlFile } from './files.ts';

/** Why a file that stopped midway cannot go on; undefined where it can. */
export function cannotResume(file: SqlFile, entry: SettledEntry | undefined, engine: Engine): string | undefined {
  if (!entry || entry.finished) return undefined;
  if (entry.doubtful) return doubt(file, entry.statementsDone);
  const lost = lostAfter(file, entry.statementsDone, engine);
  return lost && `${file.path}: ${cannotGoOn(file, entry.statementsDone, lost)}`;
}

/** What the session had after a file's first statements and a new one has not, as far as the rest may need it. */
export function lostAfter({ statements }: SqlFile, done: number, engine: Engine): string | undefined {
  const resumed = resumption(statements, done, engine);
  return resumed.ok ? undefined : resumed.lost;
}

/** What stands, why the rest cannot be run, and what to do, as sentences. */
export function cannotGoOn({ statements }: SqlFile, done: number, lost: string): string {
  const stands = done === 1 ? 'statement 1 is applied' : `statements 1 to ${done} are applied`;
  const line = statements.at(done)?.line;
  return `${stands}, and the rest cannot go on in a new session: it may need ${lost}. Move the file from line ${line} on into a new file with the next number, which sets up what it needs; the next run then finishes this one.`;
}

function doubt({ file, path, statements }: SqlFile, done: number): string {
  const { line } = statements.at(done) ?? { line: 1 };
  const where = `WHERE kind = 'migration' AND file = '${file}'`;
  return `${path}:${line}: statement ${done + 1} was begun by a run that ended there, and nothing tells whether it took effect. Check it in the database. If it did: UPDATE seed_rds_ledger SET statements_done = ${done + 1} ${where}. If it did not: UPDATE seed_rds_ledger SET done_sha256 = '${doneSha256(statements, done)}' ${where}.`;
}

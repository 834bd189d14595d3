import type { Engine } from '../../domain/sql/engine.ts';
import { compareVersions } from '../../domain/sql/sql-file.ts';
import { UserError } from '../../errors.ts';
import type { LedgerEntry } from '../../sql/ledger.ts';
import type { SettledEntry } from './begun.ts';
import { cannotResume } from './check-resumption.ts';
import { doneSha256 } from './done-sha256.ts';
import type { SqlFile } from './files.ts';
import { shownLines } from './shown.ts';
import { absentMigrations } from './staying.ts';

/**
 * Throws a UserError unless the files that were applied are unchanged, still there, and followed by higher numbers only, and the one that stopped midway can go on. Files
 * that releases of `laterCommits` have applied need not be there.
 */
export function checkHistory(
  migrations: readonly SqlFile[],
  ledger: ReadonlyMap<string, SettledEntry>,
  laterCommits: readonly string[],
  engine: Engine,
): void {
  const last = migrations.filter(({ file }) => ledger.has(file)).at(-1);
  const absent = absentMigrations({ migrations, ledger: [...ledger.values()] });
  const isLater = ({ commit }: LedgerEntry) => laterCommits.includes(commit);
  const problems = [
    ...absent.filter((entry) => !isLater(entry)).map(missing),
    ...migrations.flatMap(
      (file) => edited(file, ledger.get(file.file)) ?? cannotResume(file, ledger.get(file.file), engine) ?? [],
    ),
    ...migrations
      .filter(({ file, version }) => !ledger.has(file) && last && compareVersions(version, last.version) < 0)
      .map(({ path }) => `${path}: is late: ${last?.file} has already been applied. Give it a higher number.`),
  ];
  if (problems.length > 0) throw contradiction(problems);
}

function missing({ file, commit }: LedgerEntry): string {
  const by = commit === '' ? '' : ` by a release of ${commit.slice(0, 12)}`;
  return `${file}: has been applied to this database${by}, but is not in the folder. Restore the file, or deploy a newer commit.`;
}

function edited({ path, sha256, statements }: SqlFile, entry: SettledEntry | undefined): string | undefined {
  if (!entry || entry.sha256 === sha256 || entry.doubtful) return undefined;
  if (entry.finished)
    return `${path}: was edited after it had been applied. Restore its content, and make the change in a new file.`;
  if (doneSha256(statements, entry.statementsDone) === entry.doneSha256) return undefined;
  return `${path}: one of its first ${entry.statementsDone} statements, which are applied, or the next one, if the last run was cut short in it, was edited since. Restore it.`;
}

function contradiction(problems: readonly string[]): UserError {
  return new UserError({
    what: `The migrations contradict the ledger of the database:\n${shownLines(problems)}`,
    next: 'Nothing was changed.',
  });
}

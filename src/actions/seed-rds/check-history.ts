import type { Engine } from '../../domain/sql/engine.ts';
import { compareVersions } from '../../domain/sql/sql-file.ts';
import { UserError } from '../../errors.ts';
import type { LedgerEntry } from '../../sql/ledger.ts';
import type { SettledEntry } from './begun.ts';
import { cannotResume } from './check-resumption.ts';
import type { Inputs } from './contract.ts';
import { doneSha256 } from './done-sha256.ts';
import type { SqlFile } from './files.ts';
import { isFor } from './outside.ts';
import { repairLineFor } from './repair-offers.ts';
import { shownLines } from './shown.ts';
import { absentMigrations } from './staying.ts';

/**
 * Throws a UserError unless the files that were applied are unchanged, still there, and followed by higher numbers only, and the one that stopped midway can go on. Files
 * that releases of `laterCommits` have applied need not be there.
 */
export function checkHistory(
  migrations: readonly SqlFile[],
  ledger: ReadonlyMap<string, SettledEntry>,
  { laterCommits, allowOutOfOrder, environment }: Pick<Inputs, 'laterCommits' | 'allowOutOfOrder' | 'environment'>,
  engine: Engine,
): void {
  const own = migrations.filter((file) => isFor(file, environment));
  const absent = absentMigrations({ migrations, ledger: [...ledger.values()] });
  const isLater = ({ commit }: LedgerEntry) => laterCommits.includes(commit);
  const problems = [
    ...absent.filter((entry) => !isLater(entry)).map(missing),
    ...migrations.flatMap(
      (file) => edited(file, ledger.get(file.file)) ?? cannotResume(file, ledger.get(file.file), engine) ?? [],
    ),
    ...migrations.flatMap((file) =>
      isFor(file, environment) ? [] : (begunOutside(file, ledger.get(file.file)) ?? []),
    ),
    ...(allowOutOfOrder ? [] : lateFiles(own, ledger).map(late)),
  ];
  if (problems.length > 0) throw contradiction(problems);
}

/** Files that have not been applied, though one with a higher number has; `after` is the last one of these. */
export function lateFiles(
  migrations: readonly SqlFile[],
  ledger: Pick<ReadonlyMap<string, unknown>, 'has'>,
): readonly { readonly path: string; readonly file: string; readonly after: string }[] {
  const last = migrations.filter(({ file }) => ledger.has(file)).at(-1);
  if (!last) return [];
  return migrations
    .filter(({ file, version }) => !ledger.has(file) && compareVersions(version, last.version) < 0)
    .map(({ path, file }) => ({ path, file, after: last.file }));
}

function late({ path, after }: { readonly path: string; readonly after: string }): string {
  return `${path}: is late: ${after} has already been applied. Give it a higher number; or, where none of the later ones touches the same tables, use allow-out-of-order: true.`;
}

function missing(entry: SettledEntry): string {
  const { file, commit } = entry;
  const by = commit === '' ? '' : ` by a release of ${commit.slice(0, 12)}`;
  return `${file}: has been applied to this database${by}, but is not in the folder. Restore the file, or deploy a newer commit; or, if it is gone for good, ${repairLineFor('removed', entry, undefined)}.`;
}

/** Nobody would go on with it, nor take it back. */
function begunOutside(file: SqlFile, entry: SettledEntry | undefined): string | undefined {
  if (!entry || entry.finished) return undefined;
  return `${file.path}: has stopped midway in this database, and is not for this environment any more. Restore its directive; or finish it by hand, and ${repairLineFor('applied', entry, file)}; or take it back by hand, and ${repairLineFor('rolled-back', entry, file)}.`;
}

function edited(file: SqlFile, entry: SettledEntry | undefined): string | undefined {
  const { path, sha256, statements } = file;
  if (!entry || entry.sha256 === sha256 || entry.doubtful) return undefined;
  const repair = repairLineFor('edited', entry, file);
  const accept = repair ? ` Or, if the database is as the edited file leaves it, ${repair}.` : '';
  if (entry.finished)
    return `${path}: was edited after it had been applied. Restore its content, and make the change in a new file.${accept}`;
  if (doneSha256(statements, entry.statementsDone) === entry.doneSha256) return undefined;
  return `${path}: one of its first ${entry.statementsDone} statements, which are applied, was edited since, or the next one, in which a run was cut short. Restore it.${accept}`;
}

function contradiction(problems: readonly string[]): UserError {
  return new UserError({
    what: `The migrations contradict the ledger of the database:\n${shownLines(problems)}`,
    next: 'Nothing was changed.',
  });
}

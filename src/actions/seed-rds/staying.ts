import { compareVersions, parseSqlFileName } from '../../domain/sql/sql-file.ts';
import type { LedgerEntry } from '../../sql/ledger.ts';
import type { Observation } from './observe.ts';

/** Migrations of the database whose files are not in the folder, in their order; none where no folder is given. */
export function absentMigrations({
  migrations,
  ledger,
}: {
  readonly migrations: readonly { readonly file: string }[];
  readonly ledger: readonly LedgerEntry[];
}): readonly LedgerEntry[] {
  if (migrations.length === 0) return [];
  const files = new Set(migrations.map(({ file }) => file));
  return ledger
    .filter(({ kind, file }) => kind === 'migration' && !files.has(file))
    .toSorted((a, b) => compareVersions(versionOf(a), versionOf(b)));
}

/** What a release that goes back has to live with, as a sentence. */
export function stayingText(observation: Pick<Observation, 'migrations' | 'ledger'>): string | undefined {
  const staying = absentMigrations(observation);
  if (staying.length === 0) return undefined;
  const names = staying.map(({ file, finished, statementsDone, statements }) =>
    finished ? file : `${file} (${statementsDone} of ${statements} statements)`,
  );
  const stay = staying.length === 1 ? 'stays' : 'stay';
  return `${names.join(', ')} ${stay} in the database: a later release has applied ${staying.length === 1 ? 'it' : 'them'}, and nothing is undone.`;
}

function versionOf({ file }: LedgerEntry): string {
  const name = parseSqlFileName(file);
  return name.ok ? name.value.version : '';
}

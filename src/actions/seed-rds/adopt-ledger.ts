import type { OtherLedger, OtherTable } from '../../domain/sql/other-ledger.ts';
import { compareVersions } from '../../domain/sql/sql-file.ts';
import { UserError } from '../../errors.ts';
import type { SqlFile } from './files.ts';
import { shownNames } from './shown.ts';

/** The files that another tool has applied, by its own ledger; throws where folder and ledger do not agree. */
export function filesAppliedBy(
  table: OtherTable,
  other: OtherLedger | undefined,
  migrations: readonly SqlFile[],
): readonly SqlFile[] {
  if (!other) throw refused(table, 'The database has tables, and no table of this name.');
  if (other.kind === 'unclear') throw refused(table, `${other.reason}.`);
  const isApplied = ({ file, version }: SqlFile) =>
    other.files.includes(file) ||
    other.versions.includes(version) ||
    (other.upTo !== undefined && compareVersions(version, other.upTo) <= 0);
  const next = migrations.findIndex((file) => !isApplied(file));
  const recorded = next < 0 ? migrations : migrations.slice(0, next);
  const after = migrations.slice(recorded.length).filter(isApplied);
  if (after.length > 0)
    throw refused(table, `It has ${namesOf(after)}, but not ${migrations[next]?.file}, which comes before.`);
  const unknown = unknownOf(other, migrations);
  if (unknown.length > 0) throw refused(table, `It has ${shownNames(unknown)}, which is not in the folder.`);
  return recorded;
}

/** What came before the first file may have been merged into it. */
function unknownOf(
  { versions, upTo, files }: OtherLedger & { readonly kind: 'applied' },
  migrations: readonly SqlFile[],
) {
  const [first, last] = [migrations[0], migrations.at(-1)];
  if (!first || !last) return [];
  const known = new Set(migrations.map(({ version }) => version));
  return [
    ...versions.filter((version) => !known.has(version) && compareVersions(version, first.version) > 0),
    ...(upTo !== undefined && compareVersions(upTo, last.version) > 0 ? [upTo] : []),
    ...files.filter((file) => !migrations.some((each) => each.file === file)),
  ];
}

function namesOf(files: readonly SqlFile[]): string {
  return shownNames(files.map(({ file }) => file));
}

function refused(table: OtherTable, why: string): UserError {
  return new UserError({
    what: `The ledger ${table} of another tool, which baseline names, cannot be taken over; nothing was changed.`,
    why,
    next: 'Bring folder and database together with that tool, or name the last file that was applied in `baseline`.',
  });
}

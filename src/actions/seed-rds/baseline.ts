import type { Change } from '../../domain/plan.ts';
import { type OtherLedger, otherTableNamed } from '../../domain/sql/other-ledger.ts';
import { UserError } from '../../errors.ts';
import { counted } from '../../report/counted.ts';
import type { DatabaseState } from '../../sql/state.ts';
import { filesAppliedBy } from './adopt-ledger.ts';
import type { Inputs } from './contract.ts';
import type { SqlFile } from './files.ts';

/** Files to record as applied without running them; `resource` is the last of them. */
export interface Baseline extends Change {
  readonly kind: 'baseline';
  readonly files: readonly { readonly file: string; readonly sha256: string }[];
  readonly reason: string;
}

type Named = Pick<Inputs, 'baseline'>;
type Known = Pick<DatabaseState, 'hasTables' | 'ledger'> & {
  readonly migrations: readonly SqlFile[];
  /** The ledger of another tool, where `baseline` names its table and the table is there. */
  readonly otherLedger?: OtherLedger | undefined;
};

/**
 * The files up to the one in `baseline`, or those in the table that it names, if the database has tables and no migration in its
 * ledger; else none. Throws if there is no such file or table.
 */
export function baselineFiles({ baseline }: Named, { migrations, otherLedger, ...state }: Known): readonly SqlFile[] {
  if (baseline === undefined) return [];
  const table = otherTableNamed(baseline);
  if (table) return isUnrecorded(state) ? filesAppliedBy(table, otherLedger, migrations) : [];
  const last = migrations.findIndex(({ file }) => file === baseline);
  if (last < 0) throw noSuchFile(baseline, migrations);
  return isUnrecorded(state) ? migrations.slice(0, last + 1) : [];
}

/** Whether there are tables, and no migration in the ledger. */
export function isUnrecorded({ hasTables, ledger }: Pick<DatabaseState, 'hasTables' | 'ledger'>): boolean {
  return hasTables && !ledger.some(({ kind }) => kind === 'migration');
}

/** Why a given baseline has no effect, for the log. */
export function unusedBaseline({ baseline }: Named, state: DatabaseState): string | undefined {
  if (baseline === undefined || isUnrecorded(state)) return undefined;
  const known = state.ledger.some(({ kind }) => kind === 'migration');
  const why = known ? 'the ledger has migrations already' : 'there are no tables yet, so every file is run';
  return `baseline has no effect: ${why}.`;
}

export function baselineChange(files: readonly SqlFile[]): readonly Baseline[] {
  const last = files.at(-1);
  if (!last) return [];
  const names = files.map(({ file }) => file).join(', ');
  const reason = `${counted(files.length, 'file')} to record as applied without running: ${names}`;
  return [
    {
      kind: 'baseline',
      resource: last.path,
      files: files.map(({ file, sha256 }) => ({ file, sha256 })),
      reason,
      irreversible: 'a file that is recorded as applied is never run',
    },
  ];
}

function noSuchFile(baseline: string, migrations: readonly SqlFile[]): UserError {
  const [first, last] = [migrations[0], migrations.at(-1)];
  return new UserError({
    what: `The file ${baseline} in baseline is not among the migrations; nothing was changed.`,
    why: first && last ? `They are ${first.path} to ${last.file}.` : 'There are none.',
    next: 'Give the name of the last file that was run on this database before, without its folder.',
  });
}

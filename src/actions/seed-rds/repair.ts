import type { Change } from '../../domain/plan.ts';
import { type RepairAct, type RepairRequest, repairActs, repairLine } from '../../domain/sql/repair.ts';
import { UserError } from '../../errors.ts';
import type { SettledEntry } from './begun.ts';
import type { Inputs } from './contract.ts';
import type { SqlFile } from './files.ts';
import { type EntryContent, repairOffers } from './repair-offers.ts';

/** A correction of the ledger; `resource` is the file. Nothing is run. */
export interface Repair extends Change {
  readonly kind: 'repair';
  readonly act: RepairAct;
  readonly file: string;
  readonly mark: string;
  readonly from: EntryContent;
  /** Undefined: the entry is deleted. */
  readonly to?: EntryContent;
  readonly reason: string;
}

type Named = Pick<Inputs, 'repair' | 'baseline'>;
interface Known {
  readonly migrations: readonly SqlFile[];
  readonly ledger: readonly SettledEntry[];
}

/** The corrections that are asked for and possible; throws where nothing would tell any more that the tables are this ledger's. */
export function repairChanges({ repair, baseline }: Named, known: Known): readonly Repair[] {
  const changes = repair.flatMap((request) => repairChange(request, known) ?? []);
  if (baseline !== undefined && changes.length > 0 && !afterRepairs(known.ledger, changes).some(isMigration))
    throw emptied(baseline, changes);
  return changes;
}

/** Those whose mark is of another state: they have been carried out, or the file or the ledger has changed since they were shown. */
export function idleRepairs({ repair }: Pick<Named, 'repair'>, known: Known): readonly RepairRequest[] {
  return repair.filter((request) => !repairChange(request, known));
}

/** The ledger as corrections leave it. */
export function afterRepairs<E extends SettledEntry>(ledger: readonly E[], repairs: readonly Change[]): readonly E[] {
  const byFile = new Map(repairs.filter(isRepair).map((change) => [change.file, change]));
  return ledger.flatMap((entry) => {
    const repair = isMigration(entry) ? byFile.get(entry.file) : undefined;
    if (!repair) return [entry];
    return repair.to ? [{ ...entry, ...repair.to, doubtful: false }] : [];
  });
}

export function isRepair(change: Change): change is Repair {
  return change.kind === 'repair';
}

function repairChange({ act, file, mark }: RepairRequest, { migrations, ledger }: Known): Repair | undefined {
  const entry = ledger.find((each) => isMigration(each) && each.file === file);
  const source = migrations.find((each) => each.file === file);
  const offer = entry && repairOffers(entry, source).find((each) => each.act === act && each.mark === mark);
  if (!offer) return undefined;
  const { sha256, statements, statementsDone, doneSha256, finished } = entry;
  const from = { sha256, statements, statementsDone, doneSha256, finished };
  const { to } = offer;
  return {
    kind: 'repair',
    resource: source?.path ?? file,
    ...{ act, file, mark, from },
    ...(to ? { to } : {}),
    reason: `${repairActs[act]}: ${told(from, to)}`,
    irreversible: to ? 'what is recorded as applied is never run' : 'a file without an entry is run from its beginning',
  };
}

function told(from: EntryContent, to: EntryContent | undefined): string {
  if (!to) return 'its entry in the ledger is deleted';
  if (to.finished) return from.finished ? 'its new SHA-256 is recorded' : 'it is recorded as applied';
  return `${to.statementsDone} of its ${to.statements} statements are recorded as applied`;
}

function isMigration({ kind }: Pick<SettledEntry, 'kind'>): boolean {
  return kind === 'migration';
}

function emptied(baseline: string, changes: readonly Repair[]): UserError {
  return new UserError({
    what: `The repair would delete the last migration of the ledger (${changes.map(repairLine).join(', ')}); nothing was changed.`,
    why: `With \`baseline: ${baseline}\` the tables that are there would then count as older than the ledger, and files be recorded that never ran.`,
    next: 'Leave baseline out, or repair the file in another way.',
  });
}

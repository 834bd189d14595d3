import { compareVersions } from '../../domain/sql/sql-file.ts';
import { reachedBy } from '../../domain/sql/tool-record.ts';
import type { Conclusion } from '../../lifecycle/action.ts';
import { counted } from '../../report/counted.ts';
import type { Report } from '../../report/report.ts';
import type { Baseline } from './baseline.ts';
import type { contract } from './contract.ts';
import type { CommandOutcome, Outcome } from './outcome.ts';
import { isFor } from './outside.ts';
import type { RunFile } from './plan.ts';
import { afterRepairs, isRepair } from './repair.ts';
import { sections } from './report-sections.ts';
import type { SeedStep } from './step.ts';

export function report(step: SeedStep, outcome: Outcome | undefined): Conclusion<typeof contract> {
  const { plan } = step;
  const files = plan.changes.filter((change): change is RunFile => 'destructive' in change);
  const applied = outcome?.applied ?? [];
  const pending = pendingAfter(files, outcome);
  const baseline = plan.changes.find((change): change is Baseline => change.kind === 'baseline');
  const changed = outcome ? changedAnything(outcome) : plan.changes.length > 0;
  const current = currentMigration(step, outcome) ?? reachedByTool(step, outcome);
  return {
    outputs: {
      changed,
      applied: applied.map(({ change }) => change.resource),
      pending,
      current,
      'snapshot-id': outcome?.snapshot,
      'locked-by': outcome?.lockedBy,
      'command-applied': outcome?.command?.change?.added,
    },
    report: {
      title: `Migrate ${plan.target}`,
      ...result(files.length, baseline, step, outcome),
      facts: [
        ...(current ? ([['Current', current]] as const) : []),
        ...(outcome?.snapshot ? ([['Snapshot', outcome.snapshot]] as const) : []),
        ...toolFacts(step, outcome),
        ...(outcome?.lockedBy ? ([['Waited for', outcome.lockedBy]] as const) : []),
      ],
      sections: sections(step, outcome),
    },
    failure: outcome?.failure,
  };
}

/** Without a failure, the files that this run did not apply were applied by another run in the meantime. */
function pendingAfter(files: readonly RunFile[], outcome: Outcome | undefined): readonly string[] {
  if (outcome && !outcome.failure) return [];
  const done = new Set(outcome?.applied.map(({ change }) => change.resource));
  return files.map(({ resource }) => resource).filter((path) => !done.has(path));
}

function currentMigration(
  { inputs, observation: { ledger: before, migrations } }: SeedStep,
  outcome: Outcome | undefined,
): string | undefined {
  const ledger = afterRepairs(before, outcome?.repaired ?? []);
  const finished = new Set(
    ledger.filter(({ kind, finished }) => kind === 'migration' && finished).map(({ file }) => file),
  );
  for (const { file } of outcome?.recorded?.files ?? []) finished.add(file);
  for (const { change } of outcome?.applied ?? []) if (change.kind === 'migrate') finished.add(change.file);
  const isDone = outcome && !outcome.failure;
  const known = migrations.filter((each) => finished.has(each.file) || (isDone && isFor(each, inputs.environment)));
  return known.toSorted((a, b) => compareVersions(a.version, b.version)).at(-1)?.file;
}

function changedAnything({ applied, recorded, repaired = [], command }: Outcome): boolean {
  return (
    applied.length > 0 ||
    repaired.length > 0 ||
    recorded !== undefined ||
    (command !== undefined && mayHaveChanged(command))
  );
}

/** By the table of its tool; where there is none, nobody knows. */
function mayHaveChanged({ change }: CommandOutcome): boolean {
  return !change || change.added.length > 0 || change.removed.length > 0 || change.unfinished.length > 0;
}

/** Where no folder of migrations is given, the tool that the command runs is the one that migrates. */
function reachedByTool({ inputs, observation }: SeedStep, outcome: Outcome | undefined): string | undefined {
  const [record, ...others] = (outcome?.command ? outcome.command.after : observation.toolRecords) ?? [];
  return record?.kind === 'read' && others.length === 0 && !inputs.migrations ? reachedBy(record) : undefined;
}

function toolFacts({ observation }: SeedStep, outcome: Outcome | undefined): Report['facts'] {
  const { before = observation.toolRecords, after = before } = outcome?.command ?? {};
  const reached = new Map(before.map((record) => [record.table, reachedBy(record)]));
  return after.map((record) => {
    const [then = 'nothing', now] = [reached.get(record.table), reachedBy(record)];
    return [record.tool, then === now ? now : `${then} → ${now}`];
  });
}

function result(count: number, baseline: Baseline | undefined, { plan }: SeedStep, outcome: Outcome | undefined) {
  const files = (number: number) => counted(number, 'file');
  const command = plan.changes.some(({ kind }) => kind === 'run');
  if (plan.changes.length === 0) return { status: 'unchanged', result: 'Nothing is pending.' } as const;
  const corrections = plan.changes.filter(isRepair).length;
  const correct = corrections > 0 ? `make ${counted(corrections, 'correction')} of the ledger, and ` : '';
  const record = baseline ? `record ${files(baseline.files.length)} as applied without running them, and ` : '';
  if (!outcome)
    return {
      status: 'planned',
      result: `Would ${record}${correct}apply ${files(count)}${command ? ' and run the command' : ''}.`,
    } as const;
  const recorded = outcome.recorded
    ? `${files(outcome.recorded.files.length)} recorded as applied without being run, `
    : '';
  const repaired = outcome.repaired?.length
    ? `${counted(outcome.repaired.length, 'correction')} of the ledger made, `
    : '';
  const done = `${recorded}${repaired}${files(outcome.applied.length)} applied`;
  if (outcome.failure)
    return {
      status: 'failed',
      result: `${recorded}${repaired}${outcome.applied.length} of ${files(count)} applied. ${outcome.failure.parts.what}`,
    } as const;
  if (!changedAnything(outcome))
    return {
      status: 'unchanged',
      result: outcome.command
        ? 'The command was run; its tool has recorded nothing new.'
        : 'Another run has applied everything in the meantime.',
    } as const;
  return {
    status: 'succeeded',
    result: `${done}${outcome.command ? `, and the command run${commandText(outcome.command)}` : ''}.`,
  } as const;
}

function commandText({ change }: CommandOutcome): string {
  return change ? `, whose tool has recorded ${counted(change.added.length, 'migration')}` : '';
}

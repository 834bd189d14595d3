import { counted } from '../../report/counted.ts';
import { duration } from '../../report/duration.ts';
import type { Section } from '../../report/report.ts';
import { type Baseline, isUnrecorded } from './baseline.ts';
import { destructiveRefused } from './failures.ts';
import type { Outcome } from './outcome.ts';
import { type RunFile, seedsMayRun } from './plan.ts';
import { shownNames } from './shown.ts';
import { restoreCommand } from './snapshot.ts';
import { stayingText } from './staying.ts';
import type { SeedStep } from './step.ts';

/** The tables of files and of destructive statements, and notes. */
export function sections(step: SeedStep, outcome: Outcome | undefined): readonly Section[] {
  const { changes } = step.plan;
  const files = changes.filter((change): change is RunFile => 'destructive' in change);
  const baseline = changes.find((change): change is Baseline => change.kind === 'baseline');
  return [
    ...baselineTable(baseline, outcome),
    ...fileTable(files, outcome),
    ...destructiveTable(files),
    ...notes(step, outcome),
  ];
}

function baselineTable(baseline: Baseline | undefined, outcome: Outcome | undefined): readonly Section[] {
  if (!baseline || (outcome && !outcome.recorded && !outcome.failure)) return [];
  const title = `${outcome?.recorded ? 'Recorded' : 'To be recorded'} as applied, without being run`;
  const rows = baseline.files.map(({ file, sha256 }) => [file, sha256]);
  return [{ kind: 'table', title, columns: ['File', 'SHA-256'], rows, code: [0, 1] }];
}

function fileTable(files: readonly RunFile[], outcome: Outcome | undefined): readonly Section[] {
  if (files.length === 0) return [];
  const rows = files.map((change) => {
    const { resource, kind, statements, done } = change;
    const applied = outcome?.applied.find((each) => each.change.resource === resource);
    const count =
      done > 0 ? `${statements - done} of ${counted(statements, 'statement')}` : counted(statements, 'statement');
    const result = applied
      ? `applied in ${duration(applied.milliseconds / 1_000)}`
      : outcome
        ? 'not applied'
        : 'pending';
    return [resource, `${kind === 'seed' ? 'Seed' : 'Migration'}, ${count}`, result];
  });
  return [{ kind: 'table', title: 'Files', columns: ['File', 'What', 'Result'], rows, code: [0] }];
}

const maxRows = 200;

function callsText(changes: SeedStep['plan']['changes']): string | undefined {
  const calls = changes.flatMap((change) =>
    'calls' in change
      ? (change.calls ?? []).map(({ line, statement }) => `${change.resource}:${line} ${statement}`)
      : [],
  );
  return calls.length === 0
    ? undefined
    : `What these calls do cannot be seen, because no file has their routines: ${shownNames(calls)}.`;
}

function destructiveTable(files: readonly RunFile[]): readonly Section[] {
  const found = files.flatMap(({ resource, destructive }) =>
    destructive.map(({ line, statement, effect }) => [`${resource}:${line}`, effect, statement]),
  );
  if (found.length === 0) return [];
  const more = found.length - maxRows;
  const rows = more > 0 ? [...found.slice(0, maxRows), ['…', `${more} more`, '']] : found;
  return [{ kind: 'table', title: 'Destroys data', columns: ['Where', 'Effect', 'Statement'], rows, code: [0, 2] }];
}

function notes({ inputs, plan, observation }: SeedStep, outcome: Outcome | undefined): readonly Section[] {
  const texts: readonly (string | false | undefined)[] = [
    stayingText(observation),
    callsText(plan.changes),
    observation.seeds.length > 0 &&
      !seedsMayRun(inputs) &&
      `Seeds are not run in ${inputs.environment}: \`seed-environments\` names ${inputs.seedEnvironments.join(', ')}.`,
    !outcome &&
      !inputs.baseline &&
      isUnrecorded(observation) &&
      plan.changes.some(({ kind }) => kind === 'migrate') &&
      'The database has tables and no ledger, so every migration will be run. If some were run before, name the last of them in `baseline`.',
    !outcome &&
      !inputs.allowDestructive &&
      destructiveRefused(plan.changes) &&
      'Applying this would be refused without `allow-destructive: true`.',
    outcome?.snapshot &&
      observation.instance &&
      `To restore: \`${restoreCommand(observation.instance.identifier, outcome.snapshot, inputs.awsRegion)}\``,
  ];
  return texts.flatMap((text) => (text ? [{ kind: 'note', text } as const] : []));
}

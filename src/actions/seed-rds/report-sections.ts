import { repairActs, repairLine } from '../../domain/sql/repair.ts';
import { counted } from '../../report/counted.ts';
import { duration } from '../../report/duration.ts';
import type { Section } from '../../report/report.ts';
import { type Baseline, isUnrecorded } from './baseline.ts';
import { cautionSections } from './caution-section.ts';
import { destructiveRefused } from './failures.ts';
import type { SqlFile } from './files.ts';
import type { Outcome } from './outcome.ts';
import { outsideText } from './outside.ts';
import { type RunFile, seedsMayRun } from './plan.ts';
import { idleRepairs, isRepair, type Repair } from './repair.ts';
import { repairOffers } from './repair-offers.ts';
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
    ...repairTable(changes.filter(isRepair), outcome),
    ...fileTable(files, outcome),
    ...destructiveTable(files),
    ...(outcome ? [] : cautionSections(changes, step.observation)),
    ...notes(step, outcome),
  ];
}

function baselineTable(baseline: Baseline | undefined, outcome: Outcome | undefined): readonly Section[] {
  if (!baseline || (outcome && !outcome.recorded && !outcome.failure)) return [];
  const title = `${outcome?.recorded ? 'Recorded' : 'To be recorded'} as applied, without being run`;
  const rows = baseline.files.map(({ file, sha256 }) => [file, sha256]);
  return [{ kind: 'table', title, columns: ['File', 'SHA-256'], rows, code: [0, 1] }];
}

function repairTable(repairs: readonly Repair[], outcome: Outcome | undefined): readonly Section[] {
  if (repairs.length === 0) return [];
  const rows = repairs.map(({ file, act, reason, mark }) => {
    const made = outcome?.repaired?.some((each) => each.mark === mark && each.file === file);
    return [`${act} ${file}`, reason, made ? 'corrected' : outcome ? 'not corrected' : 'to be corrected'];
  });
  const columns = ['Correction', 'Why, and what it does', 'Result'] as const;
  return [{ kind: 'table', title: 'Corrections of the ledger', columns, rows, code: [0] }];
}

function fileTable(files: readonly RunFile[], outcome: Outcome | undefined): readonly Section[] {
  if (files.length === 0) return [];
  const rows = files.map((change) => {
    const { resource, kind, statements, done, after, limits } = change;
    const applied = outcome?.applied.find((each) => each.change.resource === resource);
    const count =
      done > 0 ? `${statements - done} of ${counted(statements, 'statement')}` : counted(statements, 'statement');
    const result = applied
      ? `applied in ${duration(applied.milliseconds / 1_000)}`
      : outcome
        ? 'not applied'
        : 'pending';
    const late = after === undefined ? '' : `, out of order: ${after} is applied already`;
    return [resource, `${kind === 'seed' ? 'Seed' : 'Migration'}, ${count}${late}${limitsText(limits)}`, result];
  });
  return [{ kind: 'table', title: 'Files', columns: ['File', 'What', 'Result'], rows, code: [0] }];
}

function limitsText({ statementTimeoutSeconds, lockTimeoutSeconds }: SqlFile['limits'] = {}): string {
  const statement = statementTimeoutSeconds ? `, at most ${statementTimeoutSeconds} s for a statement` : '';
  return lockTimeoutSeconds ? `${statement}, at most ${lockTimeoutSeconds} s of waiting for a lock` : statement;
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

function idleText({ inputs, observation }: Pick<SeedStep, 'inputs' | 'observation'>): string | undefined {
  const idle = idleRepairs(inputs, observation).map((request) => `\`${repairLine(request)}\``);
  return idle.length === 0
    ? undefined
    : `Without effect, since file or ledger are not as they were when it was shown: ${shownNames(idle)}. Remove it from \`repair\`.`;
}

/** What else can be done with files that stopped midway. */
function unfinishedText({ plan, observation }: Pick<SeedStep, 'plan' | 'observation'>): string | undefined {
  const { ledger, migrations } = observation;
  const resumed = plan.changes.flatMap((change) =>
    'done' in change && change.kind === 'migrate' ? [change.file] : [],
  );
  const texts = ledger.flatMap((entry) => {
    if (entry.kind !== 'migration' || entry.finished || !resumed.includes(entry.file)) return [];
    const source = migrations.find(({ file }) => file === entry.file);
    const others = repairOffers(entry, source).filter(({ act }) => act === 'applied' || act === 'rolled-back');
    const lines = others.map(
      ({ act, mark }) => `if ${repairActs[act]}, \`repair: ${repairLine({ act, file: entry.file, mark })}\``,
    );
    return [
      `${entry.file} stopped after ${entry.statementsDone} of ${entry.statements} statements, and would go on behind them; ${lines.join('; ')}.`,
    ];
  });
  return texts.join(' ') || undefined;
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
    outsideText([...observation.migrations, ...observation.seeds], inputs.environment),
    callsText(plan.changes),
    idleText({ inputs, observation }),
    !outcome && unfinishedText({ plan, observation }),
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

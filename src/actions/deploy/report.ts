import type { Conclusion } from '../../lifecycle/action.ts';
import type { Cell, Report, Section } from '../../report/report.ts';
import type { Outcome } from './apply.ts';
import type { ChainStep } from './chain-step.ts';
import type { contract } from './contract.ts';
import { failureOf, permanentChanges } from './failure.ts';
import type { LaterMigrations } from './later-migrations.ts';
import type { Observation } from './observe.ts';
import type { ObservedStage } from './observed-stage.ts';
import { outputsOf } from './outputs.ts';
import type { RollbackOutcome } from './roll-back.ts';
import type { StageResult } from './stage-result.ts';

type Outputs = ReturnType<typeof outputsOf>;

/** A table of the stages, then the report of each; without an outcome, of what each would do. */
export function report(step: ChainStep, outcome: Outcome | undefined): Conclusion<typeof contract> {
  const { observation, plan } = step;
  const { stages } = observation;
  const outputs = outputsOf(step, outcome);
  const failure = failureOf(observation, outcome);
  const rows = stages.map((stage) => rowOf(stage, resultOf(stage, outcome), outcome !== undefined));
  return {
    outputs,
    report: {
      title: `Deploy ${plan.target}`,
      ...(failure ? { status: 'failed', result: failure.message } : ended(plan, outcome)),
      facts: facts(outputs, observation),
      sections: [
        { kind: 'table', title: 'Stages', columns: ['Stage', 'Result', 'Seconds', 'Link'], rows },
        ...rollbackTable(outcome?.rollback),
        ...databaseNotes(observation.laterMigrations, outcome),
        ...stages.flatMap((stage) => partOf(stage, resultOf(stage, outcome))),
      ],
      annotations: outcome?.results.flatMap(({ ending }) => ending.report.annotations ?? []) ?? [],
    },
    artifacts: outcome?.results.flatMap(({ ending }) => ending.artifacts ?? []),
    failure,
  };
}

function ended({ changes }: ChainStep['plan'], outcome: Outcome | undefined): Pick<Report, 'status' | 'result'> {
  const stages = [...new Set(changes.map(({ stage }) => stage))].join(', ');
  if (changes.length === 0) {
    const verified = outcome?.results.some(({ planned }) => planned.stage.verifies) ? ', and it works' : '';
    return { status: 'unchanged', result: `Everything is as the config file wants it${verified}.` };
  }
  return outcome === undefined
    ? { status: 'planned', result: `Would change: ${stages}.` }
    : { status: 'succeeded', result: `Done: ${stages}.` };
}

function resultOf({ stage }: ObservedStage, outcome: Outcome | undefined): StageResult | undefined {
  return outcome?.results.find(({ planned }) => planned.stage.name === stage.name);
}

function rowOf(observed: ObservedStage, result: StageResult | undefined, isOver: boolean): readonly Cell[] {
  const { title } = observed.stage;
  if (observed.kind === 'failed') return [title, observed.failure.message, '', ''];
  if (isOver && !result) return [title, 'not started', '', ''];
  const { report: own } = result?.ending ?? observed.shown;
  return [title, own.result, result ? result.seconds.toFixed(1) : '', linkOf(own)];
}

/** The first that a stage's own facts have. */
function linkOf({ facts: all }: Report): Cell {
  return all.map(([, value]) => value).find((value) => typeof value === 'object') ?? '';
}

function facts(outputs: Outputs, { run }: Observation): Report['facts'] {
  const link = (name: string, url: unknown) => (typeof url === 'string' ? [[name, { text: url, url }] as const] : []);
  const plain = (name: string, value: unknown) => (typeof value === 'string' ? [[name, value] as const] : []);
  return [
    ...link('Site', outputs['site-url']),
    ...link('API', outputs['service-url']),
    ...plain('Commit of this release', run.commit || undefined),
    ...plain('Image', outputs.image),
    ...plain('Previous image', outputs['previous-image']),
    ...plain('Release of the site', outputs['site-release']),
    ...plain('Last migration', outputs['database-version']),
  ];
}

function rollbackTable(rollback: RollbackOutcome | undefined): readonly Section[] {
  if (rollback?.kind === 'left') return rollback.why === undefined ? [] : [{ kind: 'note', text: rollback.why }];
  const rows = (rollback?.steps ?? []).map(({ what, result, failure }) => [what, failure ? 'failed' : 'done', result]);
  return rows.length === 0 ? [] : [{ kind: 'table', title: 'Rollback', columns: ['What', 'Result', 'Details'], rows }];
}

function databaseNotes(later: LaterMigrations | undefined, outcome: Outcome | undefined): readonly Section[] {
  const failed = outcome?.results.some(({ ending }) => ending.failure);
  const permanent = failed && outcome ? permanentChanges(outcome.results) : [];
  return [...permanent, ...laterSentence(later)].map((text) => ({ kind: 'note', text }) as const);
}

function laterSentence(later: LaterMigrations | undefined): readonly string[] {
  if (!later || later.files?.length === 0) return [];
  const files = later.files?.join(', ') ?? 'unknown, because the database could not be read';
  return [`The database is not rolled back. Migrations later than ${later.last.file}: ${files}.`];
}

function partOf(observed: ObservedStage, result: StageResult | undefined): readonly Section[] {
  if (observed.kind === 'failed') return [];
  return [{ kind: 'part', report: result?.ending.report ?? observed.shown.report }];
}

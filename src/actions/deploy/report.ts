import type { UserError } from '../../errors.ts';
import type { Conclusion } from '../../lifecycle/action.ts';
import { failedReport } from '../../report/failed-report.ts';
import { short } from '../../report/links.ts';
import type { Report, Section } from '../../report/report.ts';
import type { Outcome } from './apply.ts';
import type { ChainStep } from './chain-step.ts';
import type { contract } from './contract.ts';
import { failureOf, permanentChanges } from './failure.ts';
import type { LaterMigrations } from './later-migrations.ts';
import type { ObservedStage } from './observed-stage.ts';
import { outputsOf } from './outputs.ts';
import { headlineFacts } from './report/headline.ts';
import { stageTable } from './report/stage-table.ts';
import { timeline } from './report/timeline.ts';
import { troubleOf } from './report/trouble.ts';
import type { RollbackOutcome } from './roll-back.ts';
import { resultOf, type StageResult } from './stage-result.ts';

/** One page: what serves where, when each stage ran, what each did, then the report of each; without an outcome, of what each would do. */
export function report(step: ChainStep, outcome: Outcome | undefined): Conclusion<typeof contract> {
  const { observation, plan } = step;
  const { stages } = observation;
  const outputs = outputsOf(step, outcome);
  const failure = failureOf(observation, outcome);
  return {
    outputs,
    report: {
      title: `Deploy ${plan.target}`,
      ...(failure ? troubleOf(failure, observation, outcome) : ended(step, outcome)),
      facts: headlineFacts(outputs, observation, outcome),
      sections: [
        ...timeline(outcome),
        stageTable(stages, outcome),
        ...rollbackTable(outcome?.rollback),
        ...databaseNotes(observation.laterMigrations, outcome),
        ...stages.flatMap((stage) => partOf(stage, resultOf(stage.stage, outcome?.results))),
      ],
      annotations: outcome?.results.flatMap(({ ending }) => ending.report.annotations ?? []) ?? [],
    },
    artifacts: outcome?.results.flatMap(({ ending }) => ending.artifacts ?? []),
    failure,
  };
}

function ended(
  { plan, observation, inputs }: ChainStep,
  outcome: Outcome | undefined,
): Pick<Report, 'status' | 'result'> {
  const stages = [...new Set(plan.changes.map(({ stage }) => stage))].join(', ');
  if (plan.changes.length === 0) {
    const verified = outcome?.results.some(({ planned }) => planned.stage.verifies) ? ', and it works' : '';
    return { status: 'unchanged', result: `Everything is as the config file wants it${verified}.` };
  }
  if (outcome === undefined) return { status: 'planned', result: `Would change: ${stages}.` };
  const { commit } = observation.run;
  const serves = commit === '' ? 'Done.' : `\`${short(commit)}\` serves in ${inputs.environment}.`;
  return { status: 'succeeded', result: `${serves} Changed: ${stages}.` };
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
  const { title } = observed.stage;
  if (observed.kind === 'failed') return [{ kind: 'part', report: unplannedReport(title, observed.failure) }];
  const own = result?.ending.report ?? observed.shown.report;
  return [{ kind: 'part', report: own.title.startsWith(title) ? own : { ...own, title: `${title}: ${own.title}` } }];
}

function unplannedReport(title: string, failure: UserError): Report {
  return failedReport({ title, status: 'failed', result: failure.message, facts: [], sections: [] }, failure);
}

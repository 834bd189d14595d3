import type { Conclusion, Step } from '../../lifecycle/action.ts';
import type { Cell, Report, Section } from '../../report/report.ts';
import type { Outcome, StageResult } from './apply.ts';
import type { contract } from './contract.ts';
import { failureOf, migrationsThatStay } from './failure.ts';
import type { Look, Observation } from './observe.ts';
import { outputsOf } from './outputs.ts';
import type { StageChange } from './plan.ts';
import { stageTitles } from './stages.ts';

type ChainStep = Step<typeof contract, Observation, StageChange>;
type Outputs = ReturnType<typeof outputsOf>;

/** A table of the stages, then what each tells by itself; without an outcome, what each would do. */
export function report(step: ChainStep, outcome: Outcome | undefined): Conclusion<typeof contract> {
  const { inputs, observation, plan } = step;
  const outputs = outputsOf(inputs, observation, plan, outcome);
  const failure = failureOf(observation, outcome);
  const rows = observation.looks.map((look) => rowOf(look, resultOf(look, outcome), outcome !== undefined));
  return {
    outputs,
    report: {
      title: `Deploy ${plan.target}`,
      ...(failure ? { status: 'failed', result: failure.message } : ended(plan, outcome)),
      facts: facts(outputs, observation),
      sections: [
        { kind: 'table', title: 'Stages', columns: ['Stage', 'Result', 'Seconds', 'Link'], rows },
        ...putBackTable(outcome),
        ...databaseNotes(observation, outcome),
        ...observation.looks.flatMap((look) => partOf(look, resultOf(look, outcome))),
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
    const checked = outcome?.results.some(({ look }) => look.stage.name === 'smoke') ? ', and it works' : '';
    return { status: 'unchanged', result: `Everything is as the config file wants it${checked}.` };
  }
  return outcome === undefined
    ? { status: 'planned', result: `Would change: ${stages}.` }
    : { status: 'succeeded', result: `Done: ${stages}.` };
}

function resultOf({ stage }: Look, outcome: Outcome | undefined): StageResult | undefined {
  return outcome?.results.find(({ look }) => look.stage.name === stage.name);
}

function rowOf(look: Look, result: StageResult | undefined, isOver: boolean): readonly Cell[] {
  const title = stageTitles[look.stage.name];
  if (look.kind === 'failed') return [title, look.failure.message, '', ''];
  if (isOver && !result) return [title, 'not begun', '', ''];
  const { report: told } = result?.ending ?? look.shown;
  return [title, told.result, result ? result.seconds.toFixed(1) : '', linkOf(told)];
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
    ...plain('Image before', outputs['previous-image']),
    ...plain('Release of the site', outputs['site-release']),
    ...plain('Last migration', outputs['database-version']),
  ];
}

function putBackTable(outcome: Outcome | undefined): readonly Section[] {
  const putBack = outcome?.putBack;
  if (putBack?.kind === 'left') return putBack.why === undefined ? [] : [{ kind: 'note', text: putBack.why }];
  const rows = (putBack?.steps ?? []).map(({ what, result, failure }) => [what, failure ? 'failed' : 'done', result]);
  return rows.length === 0 ? [] : [{ kind: 'table', title: 'Put back', columns: ['What', 'Result', 'How'], rows }];
}

function databaseNotes({ migrationsAfter }: Observation, outcome: Outcome | undefined): readonly Section[] {
  const failed = outcome?.results.some(({ ending }) => ending.failure);
  const applied = failed && outcome ? migrationsThatStay(outcome.results) : undefined;
  const { last, files } = migrationsAfter ?? { last: undefined, files: [] };
  const later =
    last === undefined || files?.length === 0
      ? undefined
      : `The database stays as it is. Later than ${last.file}: ${files?.join(', ') ?? 'not known, as it could not be read'}.`;
  return [applied, later].flatMap((text) => (text ? [{ kind: 'note', text } as const] : []));
}

function partOf(look: Look, result: StageResult | undefined): readonly Section[] {
  if (look.kind === 'failed') return [];
  return [{ kind: 'part', report: result?.ending.report ?? look.shown.report }];
}

import type { StepResult } from '../workflow-runner/run-result.ts';

/** A stage of a deployment, as a run tells it. */
export interface ToldStage {
  readonly name: string;
  readonly seconds: number;
  readonly changed: boolean;
}

/** The stages of a step that does several: their table in its summary, and its plan. */
export function toldStages({ summary, outputs }: StepResult): readonly ToldStage[] {
  const planned = new Set(plannedStages(outputs['plan'] ?? '{}'));
  const stages = [...summary.replaceAll('&#46;', '.').matchAll(row)].flatMap(([, title = '', time = '']) => {
    const name = stageNames[title];
    return name === undefined ? [] : [{ name, seconds: secondsOf(time), changed: planned.has(name) }];
  });
  const rollback = outputs['rolled-back'] === 'true' ? [{ name: 'rollback', seconds: 0, changed: true }] : [];
  return [...stages, ...rollback];
}

/** `| Database | what came of it | 1 min 12 s |` */
const row = /^\| (\w[\w ]*) \|[^|]*\| ((?:\d+ min )?\d+(?:\.\d)? s) \|$/gm;

function secondsOf(time: string): number {
  const [, minutes = 0, seconds] = /^(?:(\d+) min )?(\d+(?:\.\d)?) s$/.exec(time) ?? [];
  return Number(minutes) * 60 + Number(seconds);
}

const stageNames: Readonly<Record<string, string>> = {
  ...{ Image: 'image', Database: 'database', Backend: 'backend' },
  ...{ Site: 'site', Edge: 'edge', 'Smoke test': 'smoke' },
};

function plannedStages(plan: string): readonly string[] {
  const { changes = [], omitted = [] } = JSON.parse(plan) as Readonly<
    Partial<Record<'changes' | 'omitted', readonly { readonly stage?: string }[]>>
  >;
  return [...changes, ...omitted].flatMap(({ stage }) => stage ?? []);
}

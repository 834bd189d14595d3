import type { RunResult } from '../workflow-runner/run-result.ts';
import type { ActEnd } from './act-process.ts';

/** The steps that a run has executed, each with its result, by the name of their job without those of the jobs that called it. */
export type Executed = Readonly<Record<string, readonly string[]>>;

export function executedByAct({ lines }: ActEnd): Executed {
  return grouped(
    lines.flatMap(({ job = '', step = '', stepResult, stage }) =>
      stepResult === undefined || stepResult === 'skipped' || stage !== 'Main'
        ? []
        : [{ job: job.split('/').at(-1) ?? '', step: `${step}: ${stepResult}` }],
    ),
  );
}

/** Steps that the workflow does not name. */
const ofTheRunner = /^(Set up job|Complete job|Post .*)$/;

export function executedByRunner({ jobs }: RunResult): Executed {
  return grouped(
    jobs.flatMap(({ name, steps }) =>
      steps
        .filter(({ name: step, outcome }) => outcome !== 'skipped' && !ofTheRunner.test(step))
        .map((step) => ({
          job: name.split(' / ').at(-1) ?? '',
          step: `${step.name.replace(/^Run /, '')}: ${step.outcome}`,
        })),
    ),
  );
}

/** What act or the steps call errors, and how the jobs ended, for a message. */
export function troubles({ lines }: ActEnd): readonly string[] {
  return lines
    .filter(({ level, stepResult, msg }) => level === 'error' || stepResult === 'failure' || msg?.includes('::error'))
    .map(({ job = '', step = '', msg = '' }) => `${job} / ${step}: ${msg.trim()}`);
}

function grouped(steps: readonly { readonly job: string; readonly step: string }[]): Executed {
  const jobs = Object.groupBy(steps, ({ job }) => job);
  return Object.fromEntries(Object.entries(jobs).map(([job, own = []]) => [job, own.map(({ step }) => step)]));
}

import { createStepConsole } from '../commands/step-console.ts';
import type { JobState } from '../job/job-state.ts';
import type { StepResult } from '../run-result.ts';
import type { StepContext } from './frame.ts';
import type { StepRecord } from './step-call.ts';

/** A post part of an action: what it gets of its own; the rest it has from its main part. */
export interface PostCall {
  readonly record: StepRecord;
  readonly cancel: AbortSignal;
}
export type StepBody = (
  call: PostCall,
) => Promise<Pick<StepContext, 'outputs'> & { readonly conclusion: 'success' | 'failure' | 'cancelled' }>;

/** Runs what GitHub shows as one step, and gathers what it shows of it. */
export async function displayStep(
  job: JobState,
  name: string,
  id: string | undefined,
  body: (record: StepRecord) => Promise<StepContext>,
): Promise<StepResult> {
  const shownName = job.masks.apply(name);
  const emit = (line: string): void => job.runner.log({ job: job.plan.name, step: shownName, line });
  const record: StepRecord = {
    console: createStepConsole(job.masks, showsDebug(job), emit),
    summaries: [],
    artifactReferences: [],
  };
  const startedMs = performance.now();
  const { outcome, conclusion, outputs } = await body(record);
  return {
    name: shownName,
    id,
    outcome,
    conclusion,
    outputs,
    seconds: (performance.now() - startedMs) / 1000,
    log: record.console.lines,
    summary: record.summaries.join('\n'),
    annotations: record.console.annotations,
    artifactReferences: record.artifactReferences,
  };
}

/** https://docs.github.com/en/actions/how-tos/monitor-workflows/enable-debug-logging */
function showsDebug({ plan }: JobState): boolean {
  return [plan.contexts.secrets.ACTIONS_STEP_DEBUG, plan.contexts.vars.ACTIONS_STEP_DEBUG].includes('true');
}

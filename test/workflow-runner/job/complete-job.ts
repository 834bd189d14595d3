import { errorMessage } from '../error-message.ts';
import { evaluateText } from '../expressions/template.ts';
import type { EnvironmentResult, StepResult } from '../run-result.ts';
import { displayStep } from '../step/displayed-step.ts';
import type { StepRecord } from '../step/step-call.ts';
import { stepScope } from '../step/step-scope.ts';
import type { JobState } from './job-state.ts';
import { killOrphans } from './orphans.ts';

export interface CompletedJob {
  readonly step: StepResult;
  readonly outputs: Readonly<Record<string, string>>;
  readonly environment: EnvironmentResult | undefined;
}

/** All outputs of a job together, each character counted as two bytes. */
const maxOutputBytes = 1024 * 1024;

/** The last step of every job: its outputs, its environment's address, and the end of what it left running. */
export async function completeJob(job: JobState): Promise<CompletedJob> {
  let outputs: Readonly<Record<string, string>> = {};
  let environment: EnvironmentResult | undefined;
  const step = await displayStep(job, 'Complete job', undefined, async (record) => {
    if (job.cancellation.timedOut()) record.console.annotate('error', 'The job has exceeded its timeout-minutes.');
    try {
      for (const pid of killOrphans(job.trackingId)) record.console.print(`Terminate orphan process: pid (${pid})`);
      environment = environmentOf(job, record);
      outputs = outputsOf(job, record);
      return { outcome: 'success', conclusion: 'success', outputs: {} };
    } catch (error) {
      record.console.annotate('error', errorMessage(error));
      job.frame.failed = true;
      return { outcome: 'failure', conclusion: 'failure', outputs: {} };
    }
  });
  return { step, outputs, environment };
}

/** The job's outputs without those that would carry a secret out of it. */
function outputsOf(job: JobState, { console }: StepRecord): Readonly<Record<string, string>> {
  const scope = stepScope(job, job.frame, {});
  const evaluated = [...(job.plan.job.outputs ?? [])].map(
    ({ key, value }) => [key.toString(), evaluateText(value, scope)] as const,
  );
  const kept = evaluated.filter(([name, value]) => {
    const secret = job.masks.reveals(value);
    if (secret) console.annotate('warning', `Skip output '${name}' since it may contain secret.`);
    return !secret;
  });
  const bytes = kept.reduce((total, [name, value]) => total + 2 * (name.length + value.length), 0);
  if (bytes > maxOutputBytes)
    throw new Error(`The job's outputs have ${bytes} bytes; GitHub allows ${maxOutputBytes}.`);
  return Object.fromEntries(kept);
}

function environmentOf(job: JobState, { console }: StepRecord): EnvironmentResult | undefined {
  const { environment } = job.plan;
  if (environment === undefined) return undefined;
  const { name, deployment } = environment;
  const url = environment.url === undefined ? '' : evaluateText(environment.url, stepScope(job, job.frame, {}));
  if (job.masks.reveals(url)) {
    console.annotate('warning', `Skip setting environment url as environment '${name}' may contain secret.`);
    return { name, url: undefined, deployment };
  }
  return { name, url: url === '' ? undefined : url, deployment };
}

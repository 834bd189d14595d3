import { errorMessage } from '../error-message.ts';
import type { Repository } from '../parse/repository.ts';
import type { Step } from '../parse/workflow-model.ts';
import type { StepResult } from '../run-result.ts';
import { displayStep } from '../step/displayed-step.ts';
import { resolveAction } from '../step/resolve-action.ts';
import type { StepRecord } from '../step/step-call.ts';
import type { JobState } from './job-state.ts';

/** The first step of every job: what its token may do, and whether all its actions can be had. */
export function setUpJob(job: JobState): Promise<StepResult> {
  return displayStep(job, 'Set up job', undefined, async (record) => {
    printPermissions(job, record);
    try {
      findActions(job, job.plan.job.steps, job.frame.repository, record);
      return { outcome: 'success', conclusion: 'success', outputs: {} };
    } catch (error) {
      record.console.annotate('error', errorMessage(error));
      job.frame.failed = true;
      return { outcome: 'failure', conclusion: 'failure', outputs: {} };
    }
  });
}

function printPermissions(job: JobState, { console }: StepRecord): void {
  console.print('##[group]GITHUB_TOKEN Permissions');
  for (const [scope, level] of Object.entries(job.plan.permissions)) console.print(`${scope}: ${level}`);
  console.print('##[endgroup]');
}

/** Looks up every action, those of composite actions too; those in the workspace come later, with the checkout. */
function findActions(job: JobState, steps: readonly Step[], from: Repository, record: StepRecord): void {
  for (const step of steps) {
    if (step.kind !== 'uses' || step.uses.startsWith('./')) continue;
    const action = resolveAction(step.uses, from, job);
    record.console.print(`${action.kind === 'stand-in' ? 'Stand-in for' : 'Found'} action '${step.uses}'`);
    if (action.kind === 'definition' && action.definition.runs.kind === 'composite') {
      findActions(job, action.definition.runs.steps, action.source.repository, record);
    }
  }
}

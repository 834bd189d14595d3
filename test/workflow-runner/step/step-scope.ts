import { hashFilesFunction } from '../expressions/hash-files.ts';
import type { JsonObject } from '../expressions/json.ts';
import { createScope, type Scope } from '../expressions/scope.ts';
import { type Status, statusFunctions } from '../expressions/status-functions.ts';
import { isCancelled, type JobState, jobStatus } from '../job/job-state.ts';
import type { Frame } from './frame.ts';
import { runnerContext } from './runner-context.ts';

/** What the expressions of a step see. */
export function stepScope(
  job: JobState,
  frame: Frame,
  environment: Readonly<Record<string, string>>,
  status: Status = statusOf(job, frame),
): Scope {
  const { contexts } = job.plan;
  return createScope(
    {
      ...contexts,
      github: { ...contexts.github, ...githubOfStep(job, frame) },
      env: { ...Object.fromEntries(job.environment), ...environment },
      inputs: frame.inputs,
      job: jobContext(job),
      runner: runnerContext(job.folders),
      steps: Object.fromEntries([...frame.steps].map(([id, step]) => [id, { ...step }])),
    },
    [...statusFunctions(status), hashFilesFunction(job.folders.workspace)],
  );
}

/** How it stands for the next step of a list. */
export function statusOf(job: JobState, frame: Frame): Status {
  const cancelled = isCancelled(job);
  return { cancelled, failure: !cancelled && frame.failed, success: !cancelled && !frame.failed };
}

export const cancelledStatus: Status = { cancelled: true, failure: false, success: false };

function githubOfStep(job: JobState, frame: Frame): JsonObject {
  return {
    workspace: job.folders.workspace,
    event_path: job.folders.eventFile,
    ...(frame.action === undefined
      ? {}
      : {
          action_path: frame.action.folder,
          action_repository: frame.action.repository.name,
          action_ref: frame.action.ref,
          action_status: frame.failed ? 'failure' : 'success',
        }),
  };
}

/** https://docs.github.com/en/actions/reference/workflows-and-actions/contexts#job-context */
function jobContext(job: JobState): JsonObject {
  const { workflow, contexts } = job.plan;
  return {
    status: jobStatus(job),
    workflow_repository: workflow.repository.name,
    workflow_file_path: workflow.path,
    workflow_ref: `${workflow.repository.name}/${workflow.path}@${contexts.github.ref ?? ''}`,
    workflow_sha: contexts.github.sha ?? '',
  };
}

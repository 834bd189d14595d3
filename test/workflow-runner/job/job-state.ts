import type { Masks } from '../commands/masks.ts';
import type { Conclusion } from '../conclusion.ts';
import type { Step } from '../parse/workflow-model.ts';
import type { ActionInstance } from '../step/action-instance.ts';
import type { StepBody } from '../step/displayed-step.ts';
import type { Frame } from '../step/frame.ts';
import type { JobCancellation } from './job-cancellation.ts';
import type { JobFolders } from './job-folders.ts';
import type { JobPlan } from './job-plan.ts';
import type { Runner } from './runner.ts';

/** A job while it runs. */
export interface JobState {
  readonly runner: Runner;
  readonly plan: JobPlan;
  readonly folders: JobFolders;
  /** The variables by which its steps ask for identity tokens. */
  readonly identity: Readonly<Record<string, string>>;
  readonly masks: Masks;
  readonly cancellation: JobCancellation;
  /** Marks every process of this job: RUNNER_TRACKING_ID. */
  readonly trackingId: string;
  /** The `env` context: the workflow's, the job's, and what steps wrote to GITHUB_ENV. */
  readonly environment: Map<string, string>;
  /** What steps wrote to GITHUB_PATH, the newest first. */
  readonly path: string[];
  readonly frame: Frame;
  /** Actions whose `pre` has run. */
  readonly instances: Map<Step, ActionInstance>;
  /** To be run at the end, the last first. */
  readonly posts: PostStep[];
}

export interface PostStep {
  readonly name: string;
  /** An expression. */
  readonly condition: string;
  readonly body: StepBody;
}

export function isCancelled(job: JobState): boolean {
  return job.cancellation.requested.aborted;
}

/** The `job.status` context, and in the end the job's outcome. */
export function jobStatus(job: JobState): Exclude<Conclusion, 'skipped'> {
  if (isCancelled(job)) return 'cancelled';
  return job.frame.failed ? 'failure' : 'success';
}

import type { Conclusion } from '../conclusion.ts';
import type { JsonObject } from '../expressions/json.ts';
import type { Runner } from '../job/runner.ts';
import type { Permissions } from '../parse/permissions.ts';
import type { Workflow } from '../parse/workflow-model.ts';
import type { EnvironmentSettings, MakeToken } from '../run-options.ts';
import type { JobResult } from '../run-result.ts';
import type { Attempt } from './attempt.ts';
import type { ConcurrencyGroups } from './concurrency.ts';
import type { Slots } from './slots.ts';

/** What all workflows of a run share, the called ones included. */
export interface Run {
  readonly runner: Runner;
  readonly slots: Slots;
  readonly concurrency: ConcurrencyGroups;
  /** The full name of the caller's repository: its environments, variables and groups count. */
  readonly repository: string;
  readonly github: JsonObject;
  readonly vars: Readonly<Record<string, string>>;
  readonly environments: Readonly<Record<string, EnvironmentSettings>>;
  /** Makes the GITHUB_TOKEN of a job. */
  readonly token: MakeToken | undefined;
  /** Whether a pull request from a fork started it: it may read, and has neither secrets nor an identity. */
  readonly fromFork: boolean;
  /** Jobs in the order in which they ended. */
  readonly ended: JobResult[];
  /** How each job ended, for another attempt; the keys are those of an attempt. */
  readonly ends: Map<string, JobEnd>;
  /** The attempt of which the failed jobs run again. */
  readonly previous: Attempt | undefined;
}

/** A workflow being run: the one that was started, or one that a job calls. */
export interface WorkflowCall {
  readonly workflow: Workflow;
  readonly inputs: JsonObject;
  readonly secrets: Secrets;
  /** What its jobs may do when the workflow does not say. */
  readonly permissions: Permissions;
  /** The names of the calling jobs, as in `deploy / `. */
  readonly namePrefix: string;
  /** Cancels it. */
  readonly cancel: AbortSignal;
  /** Whether all of its jobs run, whatever they came to in an earlier attempt. */
  readonly isFresh: boolean;
}

/** The secrets that a workflow was given. */
export interface Secrets {
  readonly values: Readonly<Record<string, string>>;
  /** Whether jobs with an environment get that environment's secrets too: not in a workflow that was given some by name. */
  readonly includesEnvironments: boolean;
}

/** A job (all of its matrix, or all of the workflow it calls) as its dependents see it. */
export interface NeedResult {
  readonly result: Conclusion;
  readonly outputs: Readonly<Record<string, string>>;
}

/** What a job of the file came to: for its dependents, and for the result of the run. */
export interface JobEnd extends NeedResult {
  readonly jobs: readonly JobResult[];
}

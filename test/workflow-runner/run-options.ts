import type { JsonObject } from './expressions/json.ts';
import type { Permissions } from './parse/permissions.ts';
import type { ProcessDelays } from './process/run-process.ts';
import type { Attempt } from './run/attempt.ts';
import type { ConcurrencyGroups } from './run/concurrency.ts';
import type { StandIns } from './stand-ins/stand-in.ts';

/** What to run, and the world to run it in. */
export interface RunOptions {
  /** Full name (`owner/name`) of the repository whose workflow runs: the caller's, when it calls others. */
  readonly repository: string;
  /** The folder that holds this repository's files. */
  readonly workspaceSource: string;
  /** For example `.github/workflows/deploy.yml`. */
  readonly workflowPath: string;
  /** Folders of other repositories whose workflows and actions this one uses, by full name. */
  readonly repositories?: Readonly<Record<string, string>>;
  /** [workflow_dispatch] */
  readonly event?: { readonly name: string; readonly payload?: JsonObject };
  /** Inputs of a workflow_dispatch. */
  readonly inputs?: Readonly<Record<string, string | number | boolean>>;
  /** [refs/heads/main] */
  readonly ref?: string;
  /** Commit that runs. [forty zeros] */
  readonly sha?: string;
  readonly actor?: string;
  readonly vars?: Readonly<Record<string, string>>;
  readonly secrets?: Readonly<Record<string, string>>;
  /** The repository's environments, by name. A job that names another gets an empty one, as on GitHub. */
  readonly environments?: Readonly<Record<string, EnvironmentSettings>>;
  /** What the token may do when the workflow does not say. [contents and packages: read] */
  readonly permissions?: Permissions;
  readonly github?: GitHubEndpoints;
  /** Variables of the machine, visible to every step: PATH [this process's], AWS_ENDPOINT_URL, … Nothing else is inherited. */
  readonly env?: Readonly<Record<string, string>>;
  /** Replacements of third-party actions, added to those in stand-ins/. */
  readonly standIns?: StandIns;
  /** Where the run's temporary folder is made; it is removed at the end. [the system's] */
  readonly tempRoot?: string;
  /** Where the run's artifacts stay after it. [nowhere] */
  readonly artifactsFolder?: string;
  /** Where caches stay between runs. [nowhere] */
  readonly cacheFolder?: string;
  /** Cancels the run, as the button on GitHub does. */
  readonly signal?: AbortSignal;
  readonly log?: (entry: LogEntry) => void;
  /** Jobs that run at the same time. [4] */
  readonly maxParallelJobs?: number;
  readonly delays?: Partial<RunDelays>;
  /** Told of each process that is started, the leader of a group of its own; the answer is called at its end. [nobody] */
  readonly guard?: GuardProcess;
  /** Shared between runs that should queue for each other. */
  readonly concurrency?: ConcurrencyGroups;
  /** Runs the failed jobs of this attempt again, and those that need them; wants the same `artifactsFolder`. [all jobs run] */
  readonly rerunOf?: Attempt;
}

export interface EnvironmentSettings {
  readonly vars?: Readonly<Record<string, string>>;
  readonly secrets?: Readonly<Record<string, string>>;
  /** Its required reviewers: a job that names the environment waits for their answer. [it has none] */
  readonly review?: (job: { readonly name: string; readonly environment: string }) => Promise<'approved' | 'rejected'>;
}

export interface GitHubEndpoints {
  /** [https://github.com] */
  readonly serverUrl?: string;
  /** [https://api.github.com] */
  readonly apiUrl?: string;
  /** The GITHUB_TOKEN: one for all jobs, or each job's own, made for what it may do. */
  readonly token?: string | MakeToken;
  /** Lets a job with `id-token: write` ask for identity tokens. [no job can] */
  readonly identity?: RequestIdentity;
  /** Told of the run when it starts; the answer is called at its end. [nobody] */
  readonly started?: (run: StartedRun) => (conclusion: string) => void;
}

/** What GitHub's API tells of a run. */
export interface StartedRun {
  readonly id: number;
  /** The workflow file that was started: `.github/workflows/deploy.yml`. */
  readonly path: string;
  readonly event: string;
  readonly headBranch: string;
  readonly headSha: string;
  /** The repository of a pull request's commit, where it is a fork. */
  readonly headRepository?: { readonly id: number; readonly name: string };
  /** The workflows that it calls, at any depth. */
  readonly referenced: readonly { readonly path: string; readonly sha: string; readonly ref: string }[];
  readonly actor: string;
}

/** Makes a job's token for its permissions. */
export type MakeToken = (permissions: Permissions) => string;

/** Where, and with which token of its own, a job asks for its identity token. */
export type RequestIdentity = (job: IdentityJob) => { readonly requestUrl: string; readonly requestToken: string };

/** What an identity token says of a job. */
export interface IdentityJob {
  readonly repository: string;
  readonly repositoryId: string;
  readonly ownerId: string;
  readonly environment?: string;
  readonly ref: string;
  readonly sha: string;
  readonly event: string;
  readonly actor: string;
  readonly actorId: string;
  readonly workflow: string;
  readonly workflowRef: string;
  /** The reusable workflow in which the job stands, or the caller's. */
  readonly jobWorkflowRef: string;
  readonly runId: string;
  readonly runAttempt: string;
}

/** Takes a process under guard, so that it ends with whoever runs the workflow; the answer releases it. */
export type GuardProcess = (pid: number) => () => void;

/** A line of the run's log, masked. */
export interface LogEntry {
  readonly job: string;
  readonly step: string;
  readonly line: string;
}

export interface RunDelays extends ProcessDelays {
  /** From the cancellation of a job to its forced end, in milliseconds. */
  readonly forceMs: number;
}

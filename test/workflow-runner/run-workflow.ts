import { randomInt } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createArtifactStore } from './artifact-store.ts';
import { errorMessage } from './error-message.ts';
import type { JsonObject } from './expressions/json.ts';
import { createScope } from './expressions/scope.ts';
import type { Runner } from './job/runner.ts';
import { keptBack, type Occurrence } from './parse/event-filters.ts';
import { allPermissions, checkPermissions, defaultPermissions } from './parse/permissions.ts';
import { type FindRepository, loadWorkflow } from './parse/workflow-file.ts';
import type { Workflow } from './parse/workflow-model.ts';
import { runnerDelays } from './process/run-process.ts';
import type { Attempt } from './run/attempt.ts';
import { createConcurrencyGroups } from './run/concurrency.ts';
import { githubContext } from './run/github-context.ts';
import { dispatchInputs } from './run/inputs.ts';
import type { Run, WorkflowCall } from './run/run.ts';
import { runWorkflowCall } from './run/run-call.ts';
import { createSlots } from './run/slots.ts';
import { startedRun } from './run/started-run.ts';
import type { MakeToken, RunOptions } from './run-options.ts';
import type { JobResult, RunResult, Summary } from './run-result.ts';
import { builtInStandIns } from './stand-ins/built-in.ts';
import { WorkflowError } from './workflow-error.ts';

const forceMs = 5 * 60_000;
const maxSummariesPerJob = 20;

/**
 * Runs a workflow of a repository as GitHub would.
 * Throws a WorkflowError when it could not start there; everything later is in the result.
 */
export async function runWorkflow(options: RunOptions): Promise<RunResult> {
  const startedMs = performance.now();
  const find = findRepositoryIn(options);
  const workflow = loadWorkflow(
    { name: options.repository, folder: options.workspaceSource },
    options.workflowPath,
    find,
  );
  checkStart(workflow, options);
  const identity = {
    number: (options.rerunOf?.number ?? 0) + 1,
    runId: options.rerunOf?.runId ?? Date.now() * 100 + randomInt(100),
  };
  const folder = mkdtempSync(join(options.tempRoot ?? tmpdir(), 'workflow-run-'));
  try {
    const runner = createRunner(options, folder, find);
    const run = createRun(options, workflow, runner, identity);
    const ended = options.github?.started?.(startedRun(workflow, run.github));
    const end = await runWorkflowCall(startingCall(options, workflow, run), run);
    ended?.(end?.result ?? 'cancelled');
    return {
      workflow: workflow.name,
      conclusion: end?.result ?? 'cancelled',
      seconds: (performance.now() - startedMs) / 1000,
      jobs: end?.jobs ?? [],
      outputs: end?.outputs ?? {},
      artifacts: runner.artifacts.results(),
      summaries: run.ended.flatMap(summariesOf),
      attempt: { ...identity, ends: run.ends },
    };
  } finally {
    rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
  }
}

function findRepositoryIn(options: RunOptions): FindRepository {
  const folders = new Map(
    Object.entries({ ...options.repositories, [options.repository]: options.workspaceSource }).map(
      ([name, folder]) => [name.toLowerCase(), { name, folder }] as const,
    ),
  );
  return (name) => folders.get(name.toLowerCase());
}

function checkStart(workflow: Workflow, options: RunOptions): void {
  const event = options.event?.name ?? 'workflow_dispatch';
  if (!workflow.events.has(event)) {
    throw new WorkflowError(
      `${workflow.path} does not run on '${event}'; it runs on ${[...workflow.events].join(', ')}.`,
    );
  }
  const reason = keptBack(workflow.on, occurrence(event, options));
  if (reason !== undefined) throw new WorkflowError(`${workflow.path} does not run: ${reason}.`);
  checkPermissions(workflow, options.permissions ?? defaultPermissions, allPermissions);
}

function occurrence(event: string, { ref = 'refs/heads/main', event: { payload = {} } = { name: event } }: RunOptions) {
  const { action, pull_request: request } = JSON.parse(JSON.stringify(payload));
  const pushed = ref.startsWith('refs/heads/') ? ref.slice('refs/heads/'.length) : undefined;
  return { event, action, branch: request?.base?.ref ?? pushed } satisfies Occurrence;
}

function createRunner(options: RunOptions, folder: string, findRepository: FindRepository): Runner {
  const subfolder = (name: string): string => {
    const path = join(folder, name);
    mkdirSync(path);
    return path;
  };
  return {
    folder,
    nodePath: process.execPath,
    environment: { PATH: process.env.PATH ?? '', ...options.env },
    delays: { ...runnerDelays, forceMs, ...options.delays },
    guard: options.guard ?? (() => () => {}),
    findRepository,
    standIns: { ...builtInStandIns, ...options.standIns },
    artifacts: createArtifactStore(options.artifactsFolder ?? subfolder('artifacts')),
    cacheFolder: options.cacheFolder ?? subfolder('cache'),
    identity: options.github?.identity,
    log: options.log ?? (() => {}),
  };
}

function createRun(
  options: RunOptions,
  workflow: Workflow,
  runner: Runner,
  identity: Pick<Attempt, 'number' | 'runId'>,
): Run {
  return {
    runner,
    slots: createSlots(options.maxParallelJobs ?? 4),
    concurrency: options.concurrency ?? createConcurrencyGroups(),
    repository: options.repository,
    github: githubContext(options, workflow, identity),
    vars: options.vars ?? {},
    environments: options.environments ?? {},
    token: makeToken(options.github?.token),
    fromFork: isFromFork(options),
    ended: [],
    ends: new Map(),
    previous: options.rerunOf,
  };
}

function startingCall(options: RunOptions, workflow: Workflow, run: Run): WorkflowCall {
  return {
    workflow,
    inputs: startingInputs(options, workflow, run),
    secrets: { values: run.fromFork ? {} : (options.secrets ?? {}), includesEnvironments: !run.fromFork },
    permissions: options.permissions ?? defaultPermissions,
    namePrefix: '',
    cancel: options.signal ?? new AbortController().signal,
    isFresh: options.rerunOf === undefined,
  };
}

function makeToken(token: string | MakeToken | undefined): MakeToken | undefined {
  return typeof token === 'string' ? () => token : token;
}

/** https://docs.github.com/en/actions/reference/workflows-and-actions/events-that-trigger-workflows#workflows-in-forked-repositories */
function isFromFork({ repository, event }: RunOptions): boolean {
  const { pull_request: request } = JSON.parse(JSON.stringify(event?.payload ?? {}));
  return event?.name === 'pull_request' && request !== undefined && request?.head?.repo?.full_name !== repository;
}

function startingInputs(options: RunOptions, workflow: Workflow, run: Run): JsonObject {
  if ((options.event?.name ?? 'workflow_dispatch') !== 'workflow_dispatch') return {};
  const scope = createScope({ github: run.github, vars: run.vars });
  try {
    return dispatchInputs(workflow.dispatchInputs, options.inputs ?? {}, scope);
  } catch (error) {
    throw new WorkflowError(errorMessage(error), { cause: error });
  }
}

function summariesOf(job: JobResult): readonly Summary[] {
  return job.steps
    .filter(({ summary }) => summary !== '')
    .slice(0, maxSummariesPerJob)
    .map((step) => ({ job: job.name, step: step.name, markdown: step.summary }));
}

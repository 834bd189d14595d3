import type { TemplateToken } from '@actions/workflow-parser/templates/tokens/template-token';
import { type Conclusion, combineConclusions } from '../conclusion.ts';
import { errorMessage } from '../error-message.ts';
import { evaluateCondition } from '../expressions/evaluate.ts';
import { isObject, type JsonObject } from '../expressions/json.ts';
import { createScope, type Scope } from '../expressions/scope.ts';
import { type Status, statusFunctions } from '../expressions/status-functions.ts';
import { evaluateTemplate } from '../expressions/template.ts';
import { unplannableJob, unstartedJob } from '../job/unstarted-job.ts';
import type { Job } from '../parse/workflow-model.ts';
import { cancelledStatus } from '../step/step-scope.ts';
import { jobPermissions } from './job-permissions.ts';
import { expandMatrix } from './matrix.ts';
import type { JobEnd, NeedResult, Run, WorkflowCall } from './run.ts';
import { runInstance } from './run-instance.ts';
import { createSlots } from './slots.ts';

/** A job of a file whose turn has come. */
export interface ReadyJob {
  readonly job: Job;
  readonly needs: ReadonlyMap<string, NeedResult>;
  readonly status: () => Status;
  /** Whether it runs because of a job that it needs: of a workflow that it calls, all jobs run then. */
  readonly isFresh: boolean;
}

/** Decides whether a job runs, and runs it once for each combination of its matrix. */
export async function runStrategy(ready: ReadyJob, call: WorkflowCall, run: Run): Promise<JobEnd> {
  const { job } = ready;
  const head = {
    id: job.id,
    name: `${call.namePrefix}${job.name?.isLiteral === true ? job.name.toString() : job.id}`,
    permissions: jobPermissions(job, call, run),
  };
  try {
    if (!evaluateCondition(job.condition, jobScope(ready, call, run, ready.status()))) {
      return { result: 'skipped', outputs: {}, jobs: [unstartedJob(head, 'skipped')] };
    }
    return await runCombinations(ready, call, run);
  } catch (error) {
    const message = errorMessage(error);
    return { result: 'failure', outputs: {}, jobs: [unplannableJob(head, message)] };
  }
}

/** What a job's own keys see before it has a matrix. */
export function jobScope(ready: ReadyJob, call: WorkflowCall, run: Run, status: Status): Scope {
  return createScope(jobContexts(ready, call, run), statusFunctions(status));
}

export function jobContexts(ready: ReadyJob, call: WorkflowCall, run: Run) {
  const needs = [...ready.needs].map(([id, { result, outputs }]) => [id, { result, outputs }] as const);
  return {
    github: { ...run.github, job: ready.job.id },
    vars: run.vars,
    inputs: call.inputs,
    needs: Object.fromEntries(needs) satisfies JsonObject,
  };
}

async function runCombinations(ready: ReadyJob, call: WorkflowCall, run: Run): Promise<JobEnd> {
  const strategy = toStrategy(ready.job.strategy, jobScope(ready, call, run, ready.status()));
  const slots = createSlots(strategy.maxParallel);
  const stop = new AbortController();
  const stopOnCancel = (): void => {
    if (!evaluateCondition(ready.job.condition, jobScope(ready, call, run, cancelledStatus))) stop.abort();
  };
  call.cancel.addEventListener('abort', stopOnCancel);
  try {
    const ends = await Promise.all(
      strategy.combinations.map(async (matrix, index) => {
        const release = await slots.take(stop.signal);
        const combination = { matrix, strategy: strategyContext(strategy, index), cancel: stop.signal };
        const end = await runInstance(ready, combination, call, run);
        if (end.result === 'failure' && strategy.failFast) stop.abort();
        release?.();
        return end;
      }),
    );
    return combineEnds(ends);
  } finally {
    call.cancel.removeEventListener('abort', stopOnCancel);
  }
}

interface Strategy {
  readonly combinations: readonly (JsonObject | null)[];
  readonly failFast: boolean;
  readonly maxParallel: number;
}

function toStrategy(token: TemplateToken | undefined, scope: Scope): Strategy {
  const value = token === undefined ? {} : evaluateTemplate(token, scope);
  const strategy = isObject(value) ? value : {};
  const combinations = strategy.matrix === undefined ? [null] : expandMatrix(strategy.matrix);
  const maxParallel = strategy['max-parallel'];
  return {
    combinations,
    failFast: strategy['fail-fast'] !== false,
    maxParallel: typeof maxParallel === 'number' && maxParallel > 0 ? maxParallel : combinations.length,
  };
}

function strategyContext(strategy: Strategy, index: number): JsonObject {
  return {
    'fail-fast': strategy.failFast,
    'job-index': index,
    'job-total': strategy.combinations.length,
    'max-parallel': strategy.maxParallel,
  };
}

/** Of an output that several combinations set, the last value that is not empty counts. */
function combineEnds(ends: readonly JobEnd[]): JobEnd {
  const outputs = ends.flatMap((end) => Object.entries(end.outputs)).filter(([, value]) => value !== '');
  const empty = ends.flatMap((end) => Object.entries(end.outputs)).filter(([, value]) => value === '');
  const result: Conclusion = combineConclusions(ends.map((end) => end.result));
  return { result, outputs: Object.fromEntries([...empty, ...outputs]), jobs: ends.flatMap((end) => end.jobs) };
}

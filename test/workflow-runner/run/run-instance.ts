import type { TemplateToken } from '@actions/workflow-parser/templates/tokens/template-token';
import { isBasicExpression } from '@actions/workflow-parser/templates/tokens/type-guards';
import { errorMessage } from '../error-message.ts';
import type { JsonObject } from '../expressions/json.ts';
import { createScope, type Scope } from '../expressions/scope.ts';
import { evaluateText } from '../expressions/template.ts';
import { runJob } from '../job/run-job.ts';
import { unplannableJob, unstartedJob } from '../job/unstarted-job.ts';
import type { Permissions } from '../parse/permissions.ts';
import type { Job } from '../parse/workflow-model.ts';
import type { JobResult } from '../run-result.ts';
import { inConcurrencyGroup } from './concurrency-turn.ts';
import { jobPermissions } from './job-permissions.ts';
import { combinationSuffix } from './matrix.ts';
import { planJob } from './plan-job.ts';
import { reviewOf } from './review.ts';
import type { JobEnd, Run, WorkflowCall } from './run.ts';
import { runCall } from './run-call.ts';
import { jobContexts, type ReadyJob } from './run-strategy.ts';

/** One combination of a job's matrix. */
export interface Combination {
  readonly matrix: JsonObject | null;
  readonly strategy: JsonObject;
  readonly cancel: AbortSignal;
}

/** A job with its matrix values: what it is called, may do and sees. */
export interface Instance {
  readonly id: string;
  readonly name: string;
  readonly permissions: Permissions;
  readonly contexts: ReturnType<typeof jobContexts> & Pick<Combination, 'matrix' | 'strategy'>;
  readonly scope: Scope;
  readonly cancel: AbortSignal;
  readonly isFresh: boolean;
}

/** Runs a job once: on a runner, or by running the workflow that it calls; waits for its concurrency group before. */
export async function runInstance(
  ready: ReadyJob,
  combination: Combination,
  call: WorkflowCall,
  run: Run,
): Promise<JobEnd> {
  const { job } = ready;
  const contexts = { ...jobContexts(ready, call, run), matrix: combination.matrix, strategy: combination.strategy };
  const scope = createScope(contexts);
  const head = {
    id: job.id,
    name: call.namePrefix + instanceName(job, combination, scope),
    permissions: jobPermissions(job, call, run),
  };
  try {
    const end = await inConcurrencyGroup(job.concurrency, scope, run, combination.cancel, (cancel) => {
      const instance: Instance = { ...head, contexts, scope, cancel, isFresh: ready.isFresh };
      return job.kind === 'call' ? runCall(job, instance, call, run) : runOnRunner(ready, instance, call, run);
    });
    return end ?? ofOne(unstartedJob(head, 'cancelled'), run);
  } catch (error) {
    return ofOne(unplannableJob(head, errorMessage(error)), run);
  }
}

async function runOnRunner(ready: ReadyJob, instance: Instance, call: WorkflowCall, run: Run): Promise<JobEnd> {
  const { job } = ready;
  if (job.kind !== 'steps') throw new Error(`Job '${job.id}' has no steps.`);
  const plan = planJob(job, instance, call, run);
  const review = await reviewOf(plan, run);
  if (review === 'rejected')
    return ofOne(unplannableJob(instance, 'The reviewers of the environment rejected it.'), run);
  const release = review === 'cancelled' ? undefined : await run.slots.take(instance.cancel);
  if (release === undefined) return ofOne(unstartedJob(instance, 'cancelled'), run);
  try {
    return ofOne(await runJob(plan, run.runner), run);
  } finally {
    release();
  }
}

function ofOne(job: JobResult, run: Run): JobEnd {
  run.ended.push(job);
  return { result: job.conclusion, outputs: job.outputs, jobs: [job] };
}

/** A name of one's own may hold expressions; otherwise GitHub adds the matrix values. */
function instanceName(job: Job, { matrix }: Combination, scope: Scope): string {
  const name = job.name === undefined ? '' : evaluateText(job.name, scope);
  const suffix = matrix === null || holdsExpression(job.name) ? '' : combinationSuffix(matrix);
  return (name === '' ? job.id : name) + suffix;
}

function holdsExpression(token: TemplateToken | undefined): boolean {
  return token !== undefined && isBasicExpression(token);
}

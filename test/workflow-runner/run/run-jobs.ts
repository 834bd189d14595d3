import type { Status } from '../expressions/status-functions.ts';
import type { Job } from '../parse/workflow-model.ts';
import { jobsToRunAgain } from './attempt.ts';
import type { JobEnd, NeedResult, Run, WorkflowCall } from './run.ts';
import { runStrategy } from './run-strategy.ts';

/** Runs all jobs of a workflow, each as soon as those that it needs have ended; gives them by id, in the order of the file. */
export async function runJobs(call: WorkflowCall, run: Run): Promise<ReadonlyMap<string, JobEnd>> {
  const jobs = new Map(call.workflow.jobs.map((job) => [job.id, job]));
  const keyOf = (id: string) => call.namePrefix + id;
  const earlier = (id: string) => (call.isFresh ? undefined : run.previous?.ends.get(keyOf(id)));
  const again = jobsToRunAgain(jobs, earlier);
  const started = new Map<string, Promise<JobEnd>>();
  const start = (id: string): Promise<JobEnd> => {
    const job = jobs.get(id);
    if (job === undefined) throw new Error(`There is no job '${id}'.`);
    const known = started.get(id) ?? runAfterNeeds(job);
    started.set(id, known);
    return known;
  };
  const runAfterNeeds = async (job: Job): Promise<JobEnd> => {
    const needs = await endsOf(job.needs);
    const ancestors = await endsOf(ancestorsOf(job, jobs));
    const kept = again.has(job.id) ? undefined : earlier(job.id);
    const isFresh = call.isFresh || job.needs.some((id) => again.has(id));
    const status = () => statusAfter([...ancestors.values()], call.cancel);
    const end = kept ?? (await runStrategy({ job, needs, status, isFresh }, call, run));
    run.ends.set(keyOf(job.id), end);
    return end;
  };
  const endsOf = async (ids: readonly string[]): Promise<ReadonlyMap<string, JobEnd>> =>
    new Map(await Promise.all(ids.map(async (id) => [id, await start(id)] as const)));
  return endsOf([...jobs.keys()]);
}

/** The jobs that a job needs, and those that they need, and so on: the status functions look at all of them. */
function ancestorsOf(job: Job, jobs: ReadonlyMap<string, Job>): readonly string[] {
  const found = new Set<string>();
  const visit = (ids: readonly string[]): void => {
    for (const id of ids.filter((candidate) => !found.has(candidate))) {
      found.add(id);
      visit(jobs.get(id)?.needs ?? []);
    }
  };
  visit(job.needs);
  return [...found];
}

function statusAfter(ancestors: readonly NeedResult[], cancel: AbortSignal): Status {
  const cancelled = cancel.aborted;
  return {
    cancelled,
    success: !cancelled && ancestors.every(({ result }) => result === 'success'),
    failure: !cancelled && ancestors.some(({ result }) => result === 'failure'),
  };
}

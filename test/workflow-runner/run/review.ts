import type { JobPlan } from '../job/job-plan.ts';
import type { Run } from './run.ts';

/**
 * Waits for the reviewers of a job's environment, if it has some. The job keeps its place in its concurrency group meanwhile.
 * https://docs.github.com/en/actions/how-tos/deploy/configure-and-manage-deployments/review-deployments
 */
export async function reviewOf(
  { name, environment, cancel }: JobPlan,
  { environments }: Pick<Run, 'environments'>,
): Promise<'approved' | 'rejected' | 'cancelled'> {
  const review = environment === undefined ? undefined : environments[environment.name]?.review;
  if (environment === undefined || review === undefined) return 'approved';
  if (cancel.aborted) return 'cancelled';
  const cancelled = new Promise<'cancelled'>((resolve) =>
    cancel.addEventListener('abort', () => resolve('cancelled'), { once: true }),
  );
  return Promise.race([review({ name, environment: environment.name }), cancelled]);
}

import type { Job } from '../parse/workflow-model.ts';
import type { JobEnd } from './run.ts';

/** An attempt of a run that is over: what a later one keeps of it. */
export interface Attempt {
  readonly number: number;
  readonly runId: number;
  /** How each job of each workflow ended, by the names of the calling jobs and its id: `deploy / build`. */
  readonly ends: ReadonlyMap<string, JobEnd>;
}

/**
 * The jobs that run again when the failed ones do: those that failed or were cancelled, and all that need one of them. The
 * others keep what they came to, and their outputs.
 * https://docs.github.com/en/actions/how-tos/manage-workflow-runs/re-run-workflows-and-jobs
 */
export function jobsToRunAgain(
  jobs: ReadonlyMap<string, Job>,
  endOf: (id: string) => JobEnd | undefined,
): ReadonlySet<string> {
  const known = new Map<string, boolean>();
  const runsAgain = (id: string): boolean => {
    const end = endOf(id);
    const isKept = end !== undefined && (end.result === 'success' || end.result === 'skipped');
    const answer = known.get(id) ?? (!isKept || (jobs.get(id)?.needs ?? []).some(runsAgain));
    known.set(id, answer);
    return answer;
  };
  return new Set([...jobs.keys()].filter(runsAgain));
}

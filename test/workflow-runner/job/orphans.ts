import { processesWithEnvironment, signal } from '../process/process-tree.ts';

/** Kills what a job's steps have left running, wherever it hides; gives the process ids. */
export function killOrphans(trackingId: string): readonly number[] {
  const orphans = processesWithEnvironment('RUNNER_TRACKING_ID', trackingId);
  for (const pid of orphans) signal(pid, 'SIGKILL');
  return orphans;
}

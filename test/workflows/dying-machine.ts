import { killTree } from '../workflow-runner/process/process-tree.ts';
import type { LogEntry, RunOptions } from '../workflow-runner/run-options.ts';

/** Tells when a machine dies, by a line of the run's log. */
export type Dies = (entry: LogEntry) => boolean;

/**
 * A machine that dies when the log has such a line: all that runs on it is killed at once, and whatever is started later (the
 * post phases, the jobs behind it) is killed as it starts. Nobody gets a signal, and nobody says anything more.
 */
export function dyingMachine(
  dies: Dies,
  { log, guard }: Required<Pick<RunOptions, 'log' | 'guard'>>,
): Required<Pick<RunOptions, 'log' | 'guard'>> {
  const running = new Set<number>();
  let isDead = false;
  return {
    log(entry) {
      log(entry);
      if (isDead || !dies(entry)) return;
      isDead = true;
      for (const pid of running) killTree(pid);
    },
    guard(pid) {
      const release = guard(pid);
      running.add(pid);
      if (isDead) killTree(pid);
      return () => {
        running.delete(pid);
        release();
      };
    },
  };
}

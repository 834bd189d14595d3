import type { JobCancellation } from '../job/job-cancellation.ts';

/** Whether and why a step must stop. */
export interface StepCancellation {
  readonly signal: AbortSignal;
  readonly timedOut: () => boolean;
  readonly dispose: () => void;
}

const minuteMs = 60_000;

/**
 * A step stops when its time is over, when the step around it stops, and when its job is cancelled, unless its condition
 * still holds then. A step that begins after the cancellation was wanted all the same.
 */
export function createStepCancellation(
  job: JobCancellation,
  around: AbortSignal,
  timeoutMinutes: number,
  stillWanted: () => boolean,
): StepCancellation {
  const controller = new AbortController();
  let timedOut = false;
  const stop = (): void => controller.abort();
  const stopIfUnwanted = (): void => {
    if (!stillWanted()) stop();
  };
  const timer = setTimeout(() => {
    timedOut = true;
    stop();
  }, timeoutMinutes * minuteMs);
  for (const signal of [around, job.forced]) {
    signal.addEventListener('abort', stop);
    if (signal.aborted) stop();
  }
  job.requested.addEventListener('abort', stopIfUnwanted);
  const dispose = (): void => {
    clearTimeout(timer);
    for (const signal of [around, job.forced]) signal.removeEventListener('abort', stop);
    job.requested.removeEventListener('abort', stopIfUnwanted);
  };
  return { signal: controller.signal, timedOut: () => timedOut, dispose };
}

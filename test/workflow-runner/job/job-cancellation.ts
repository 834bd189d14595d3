/** Whether and why a job was cancelled. */
export interface JobCancellation {
  /** Fires when the job is cancelled; steps that still want to run may. */
  readonly requested: AbortSignal;
  /** Fires when even those must stop. */
  readonly forced: AbortSignal;
  readonly timedOut: () => boolean;
  readonly dispose: () => void;
}

/** A job is cancelled from outside, or when its time is over. */
export function createJobCancellation(outside: AbortSignal, timeoutMs: number, forceMs: number): JobCancellation {
  const requested = new AbortController();
  const forced = new AbortController();
  let timedOut = false;
  let forceTimer: NodeJS.Timeout | undefined;
  const request = (): void => {
    if (requested.signal.aborted) return;
    requested.abort();
    forceTimer = setTimeout(() => forced.abort(), forceMs);
  };
  const timeout = setTimeout(() => {
    timedOut = true;
    request();
  }, timeoutMs);
  outside.addEventListener('abort', request);
  if (outside.aborted) request();
  const dispose = (): void => {
    clearTimeout(timeout);
    clearTimeout(forceTimer);
    outside.removeEventListener('abort', request);
  };
  return { requested: requested.signal, forced: forced.signal, timedOut: () => timedOut, dispose };
}

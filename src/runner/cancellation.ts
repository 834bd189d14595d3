import { UserError } from '../errors.ts';

/** A signal that something outside the action may abort, until it is stopped. */
export interface Interruption {
  readonly signal: AbortSignal;
  /** What the signal is aborted with. */
  readonly reason: UserError;
  stop(): void;
}

const cancelled = new UserError({
  what: 'The job was cancelled.',
  next: 'What had been started in AWS goes on; run the job again to finish it.',
});

/** Aborts on the runner's signals; the step then has 7.5 s until SIGTERM and 2.5 s more until it is killed. */
export function listenForCancellation(): Interruption {
  const controller = new AbortController();
  const cancel = () => controller.abort(cancelled);
  const signals = ['SIGINT', 'SIGTERM'] as const;
  for (const name of signals) process.on(name, cancel);
  return {
    signal: controller.signal,
    reason: cancelled,
    stop: () => {
      for (const name of signals) process.off(name, cancel);
    },
  };
}

/** Aborts when the deadline of a step passes. */
export function deadlineAfter(minutes: number): Interruption {
  const controller = new AbortController();
  const reason = new UserError({
    what: `The deadline of ${minutes} minutes passed before the step was done.`,
    next: 'Look at what it waited for above, or raise timeout-minutes.',
  });
  const timer = setTimeout(() => controller.abort(reason), minutes * 60_000);
  return { signal: controller.signal, reason, stop: () => clearTimeout(timer) };
}

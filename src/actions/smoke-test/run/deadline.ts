import { UserError } from '../../../errors.ts';
import type { Clock } from '../../../machine/clock.ts';

/** A signal that is aborted when a time is up. Stop it when it is no longer needed. */
export interface Deadline {
  readonly signal: AbortSignal;
  stop(): void;
}

export function deadlineAfter(milliseconds: number, what: string, clock: Clock): Deadline {
  const passed = new AbortController();
  const stopped = new AbortController();
  clock.sleep(milliseconds, stopped.signal).then(
    () => passed.abort(new UserError({ what })),
    () => {},
  );
  return { signal: passed.signal, stop: () => stopped.abort(new Error('stopped')) };
}

import { messageOf, UserError } from '../../../errors.ts';
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

const cleanUpMilliseconds = 60_000;

/** The runner ends a cancelled step after 7.5 s; what is not removed before that is reported as left behind. */
const cancelledMilliseconds = 5_000;

/** The time for cleaning up: it ends soon after a cancellation, also one that comes while it runs. */
export function cleanUpDeadline(clock: Clock, cancelled: AbortSignal): Deadline {
  const usual = deadlineAfter(cleanUpMilliseconds, 'The 60 s for cleaning up passed.', clock);
  const hurried = new AbortController();
  const stopped = new AbortController();
  const hurry = () => {
    const what = 'The step was ended before this was removed.';
    clock.sleep(cancelledMilliseconds, stopped.signal).then(
      () => hurried.abort(new UserError({ what })),
      () => {},
    );
  };
  if (cancelled.aborted) hurry();
  else cancelled.addEventListener('abort', hurry, { once: true });
  return {
    signal: AbortSignal.any([usual.signal, hurried.signal]),
    stop() {
      cancelled.removeEventListener('abort', hurry);
      stopped.abort(new Error('stopped'));
      usual.stop();
    },
  };
}

/** Why a signal was aborted, as a phrase. */
export function reasonOf({ reason }: AbortSignal): string {
  return (reason instanceof UserError ? reason.parts.what : messageOf(reason)).replace(/\.$/, '');
}

import type { Context } from '../lifecycle/context.ts';
import { patience } from '../lifecycle/patience.ts';
import type { Ended, Operation, PollResult } from './operation.ts';

const heartbeatMilliseconds = 60_000;
/** A new operation may not be listed at once, and a listing may miss one for a moment. */
const graceSeconds = { never: 35, again: 12 } as const;

/** Follows exactly this operation to its end; the deadline is the signal's. One that is not there (any more) has failed. */
export async function follow(
  operation: Operation,
  resource: string,
  context: Pick<Context, 'signal' | 'clock' | 'log'>,
): Promise<Ended> {
  const { signal, clock, log } = context;
  const patient = patience(operation.id, context);
  const begun = clock.now().getTime();
  let [logged, heartbeat] = ['', begun];
  let missing: Missing | undefined;
  let grace: number = graceSeconds.never;
  for (;;) {
    const asked = clock.now().getTime();
    const polled = await patient.read(() => operation.poll(signal));
    const now = clock.now().getTime();
    const seconds = (now - begun) / 1_000;
    const state = stateOf(polled);
    // The next look may take as long as this one.
    if (state !== logged || now - heartbeat + (now - asked) >= heartbeatMilliseconds) {
      log.info(`${operation.id}: ${state} after ${Math.round(seconds)} s`);
      [logged, heartbeat] = [state, now];
    }
    if (polled === 'missing') {
      missing = missingAgain(missing, now);
      if (missing.milliseconds > grace * 1_000) return vanished(operation, resource, seconds);
    } else {
      const { status, verdict, reason } = polled;
      if (verdict !== 'running' && verdict !== 'failing')
        return { operationId: operation.id, status, verdict, reason, seconds };
      [missing, grace] = [undefined, graceSeconds.again];
    }
    await clock.sleep(pollMilliseconds(seconds), signal);
  }
}

/** An operation that the last answers did not list. */
interface Missing {
  readonly lookedAt: number;
  /** How long it was seen to be missing. */
  readonly milliseconds: number;
}

/** Time counts as far as somebody looked: while all calls failed, nobody saw whether it was there. */
const longestGapMilliseconds = 5_000;

function missingAgain(before: Missing | undefined, now: number): Missing {
  if (!before) return { lookedAt: now, milliseconds: 0 };
  const gap = Math.min(now - before.lookedAt, longestGapMilliseconds);
  return { lookedAt: now, milliseconds: before.milliseconds + gap };
}

/** Once a second at first, since small changes are quick; then every two: an end is noticed half of that late, in the median. */
export function pollMilliseconds(elapsedSeconds: number): number {
  return elapsedSeconds < 60 ? 1_000 : 2_000;
}

function stateOf(polled: PollResult | 'missing'): string {
  if (typeof polled === 'string') return 'not listed';
  return polled.progress ? `${polled.status} (${polled.progress})` : polled.status;
}

function vanished({ id, vanished: why }: Operation, resource: string, seconds: number): Ended {
  const reason =
    why ?? `The operation is not listed for ${resource}: it was never begun, or what it worked on was deleted.`;
  return { operationId: id, status: 'VANISHED', verdict: 'failed', reason, seconds };
}

import type { Context } from '../lifecycle/context.ts';
import type { Ended, Operation, PollResult } from './operation.ts';

const heartbeatMilliseconds = 60_000;
/** A new operation may not be listed at once, and a listing may miss one for a moment. */
const graceSeconds = { never: 30, again: 10 } as const;
const throttledMilliseconds = 10_000;

/** Follows exactly this operation to its end; the deadline is the signal's. One that is not there (any more) has failed. */
export async function follow(
  operation: Operation,
  resource: string,
  { signal, clock, log }: Pick<Context, 'signal' | 'clock' | 'log'>,
): Promise<Ended> {
  const begun = clock.now().getTime();
  let [logged, heartbeat, seen] = ['', begun, begun];
  let grace: number = graceSeconds.never;
  for (;;) {
    const polled = await operation.poll(signal);
    const now = clock.now().getTime();
    const seconds = (now - begun) / 1_000;
    const state = stateOf(polled);
    if (state !== logged || now - heartbeat >= heartbeatMilliseconds) {
      log.info(`${operation.id}: ${state} after ${Math.round(seconds)} s`);
      [logged, heartbeat] = [state, now];
    }
    if (typeof polled === 'object') {
      const { status, verdict, reason } = polled;
      if (verdict !== 'running' && verdict !== 'failing')
        return { operationId: operation.id, status, verdict, reason, seconds };
      [seen, grace] = [now, graceSeconds.again];
    }
    if (polled === 'missing' && now - seen > grace * 1_000) return vanished(operation, resource, seconds);
    await clock.sleep(polled === 'throttled' ? throttledMilliseconds : pollMilliseconds(seconds), signal);
  }
}

/** Once a second at first, since small changes are quick; then every two: an end is noticed half of that late, in the median. */
export function pollMilliseconds(elapsedSeconds: number): number {
  return elapsedSeconds < 60 ? 1_000 : 2_000;
}

function stateOf(polled: PollResult | 'missing' | 'throttled'): string {
  if (typeof polled === 'string') return polled === 'missing' ? 'not listed' : 'throttled, asking more slowly';
  return polled.progress ? `${polled.status} (${polled.progress})` : polled.status;
}

function vanished({ id }: Operation, resource: string, seconds: number): Ended {
  const reason = `The operation is not listed for ${resource}: it was never begun, or what it worked on was deleted.`;
  return { operationId: id, status: 'VANISHED', verdict: 'failed', reason, seconds };
}

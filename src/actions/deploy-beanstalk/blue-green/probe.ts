import type { Operation, PollResult } from '../../../deployment/operation.ts';
import type { Probe } from '../../../http/probe.ts';
import type { Clock } from '../../../machine/clock.ts';

/** What must answer, and for how long it may take to. */
interface Wanted {
  readonly url: string;
  readonly timeoutSeconds: number;
}

const probeMilliseconds = 10_000;
/** One good answer may come from the one instance that is well. */
const goodInARow = 3;

/** Asks an address until it has answered well three times in a row. */
export function probeOperation({ url, timeoutSeconds }: Wanted, probe: Probe, clock: Clock): Operation {
  const begun = clock.now().getTime();
  let good = 0;
  return {
    id: `probe of ${url}`,
    async poll(signal) {
      const request = { method: 'GET', url, headers: [], timeoutMilliseconds: probeMilliseconds } as const;
      const answer = await probe.send({ ...request, connection: 'new' }, signal);
      const shown = answer.kind === 'response' ? `HTTP ${answer.status}` : answer.reason;
      const isGood = answer.kind === 'response' && answer.status >= 200 && answer.status < 300;
      good = isGood ? good + 1 : 0;
      if (good === goodInARow) return { status: 'Ready', verdict: 'succeeded' };
      const seconds = Math.round((clock.now().getTime() - begun) / 1_000);
      const isOver = !isGood && seconds >= timeoutSeconds;
      return isOver ? failed(`${url} answered ${shown} after ${seconds} s.`) : running(`${url}: ${shown}`);
    },
  };
}

function running(progress: string): PollResult {
  return { status: 'Ready', verdict: 'running', progress };
}

function failed(reason: string): PollResult {
  return { status: 'Failed', verdict: 'failed', reason };
}

import type { ElasticBeanstalkReader, ElasticBeanstalkWriter, Environment } from '../../../aws/elastic-beanstalk.ts';
import type { Operation, PollResult } from '../../../deployment/operation.ts';
import { messageOf, TransientError, UserError } from '../../../errors.ts';
import type { Clock } from '../../../machine/clock.ts';
import { readinessOf } from '../state-table.ts';

/** Which environment gets the address of which. */
export interface Swap {
  readonly from: string;
  readonly to: string;
  readonly host: string;
  /** What it is when it does not happen: the address is where it was. */
  readonly failsAs: 'failed' | 'rolled-back';
  /** Why the two must stay as they are: somebody else has changed one of them. */
  foreign(from: Environment, to: Environment): string | undefined;
}

interface Ports {
  readonly reader: ElasticBeanstalkReader;
  readonly writer: ElasticBeanstalkWriter;
  readonly clock: Clock;
}

/** So long the exchange may take to show before it is asked for again, where its answer was lost. */
const patienceSeconds = 60;
const mostRequests = 3;

/**
 * The exchange of two environments' CNAMEs. Whether it has happened is read from the hosts, and never taken from an answer: a
 * request that was carried out though its answer was lost is not sent again, for that would exchange them back.
 */
export function swapOperation({ from, to, host, failsAs, foreign }: Swap, { reader, writer, clock }: Ports): Operation {
  let [requests, askedAt] = [0, 0];
  const failed = (reason: string): PollResult => ({ status: 'Failed', verdict: failsAs, reason });
  const ask = async (environments: readonly [Environment, Environment], signal: AbortSignal): Promise<PollResult> => {
    const other = foreign(...environments);
    if (other !== undefined) return failed(`${other} They were not exchanged.`);
    if (requests === mostRequests)
      return failed(`The exchange of ${from} and ${to} was asked for ${requests} times, and did not happen.`);
    try {
      if ((await writer.swapCnames(environments, signal)) === 'busy') return running('busy');
    } catch (error) {
      if (signal.aborted || !(error instanceof UserError)) throw error;
      if (!(error instanceof TransientError)) return failed(messageOf(error));
    }
    [requests, askedAt] = [requests + 1, clock.now().getTime()];
    return running('asked for');
  };
  return {
    id: `exchange of ${from} and ${to}`,
    async poll(signal) {
      const both = await reader.pollAll([from, to], signal);
      const [one, other] = [from, to].map((name) => both.find((each) => each.name === name));
      if (!one || !other) return 'missing';
      const states = [one, other].map(({ status }) => readinessOf(status));
      if (states.includes('gone'))
        return { status: 'Failed', verdict: 'failed', reason: `One of ${from} and ${to} was terminated.` };
      if (states.some((state) => state !== 'ready')) return running('going on');
      if (other.host === host && one.host !== host) return { status: 'Ready', verdict: 'succeeded' };
      if (other.host === host) return running('not shown yet');
      const seconds = (clock.now().getTime() - askedAt) / 1_000;
      return requests > 0 && seconds < patienceSeconds ? running('asked for') : ask([one, other], signal);
    },
  };
}

function running(progress: string): PollResult {
  return { status: 'Updating', verdict: 'running', progress };
}

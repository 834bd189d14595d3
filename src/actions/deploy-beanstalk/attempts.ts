import type {
  ElasticBeanstalkReader,
  ElasticBeanstalkWriter,
  Environment,
  EnvironmentEvent,
  Requested,
} from '../../aws/elastic-beanstalk.ts';
import type { Operation } from '../../deployment/operation.ts';
import { TransientError } from '../../errors.ts';
import type { Clock } from '../../machine/clock.ts';
import type { Expectation } from './judgement.ts';
import { updateOperation } from './operation.ts';
import { type Ownership, ownershipOf } from './ownership.ts';
import { tellsOfAbort } from './reason.ts';
import { sequence } from './sequence.ts';
import { isFailure, readinessOf } from './state-table.ts';

/** Something that is done to an environment. */
export interface Write {
  send(signal: AbortSignal): Promise<Requested | Operation | 'busy'>;
  /** Whether the environment is as the write makes it. */
  isDone(environment: Environment, signal: AbortSignal): Promise<boolean>;
  readonly expected: Partial<Expectation>;
}

/** What this run does to one environment: nothing twice, though an answer was lost, and nothing over what somebody else did meanwhile. */
export interface Attempts {
  begin(write: Write, signal: AbortSignal): Promise<Operation | 'busy'>;
  /** The same within a sequence, which waits by itself. */
  attempt(write: Write, signal: AbortSignal): Promise<Operation | 'busy'>;
  /** Looks whether the environment is as expected, without doing anything. */
  look(expected: Partial<Expectation>): Operation;
}

export interface AttemptPorts {
  readonly reader: ElasticBeanstalkReader;
  readonly writer: ElasticBeanstalkWriter;
  readonly clock: Clock;
}

/** The environment, and what is expected of every update of it. */
interface Scope {
  readonly name: string;
  readonly before: Environment | undefined;
  readonly wantedLabel: string | undefined;
  readonly expected: Omit<Expectation, 'versionLabel' | 'environmentId' | 'labelBefore'>;
}

const busyMilliseconds = 5_000;

/** Elastic Beanstalk stamps its events by its own clock. */
const clockSkewMilliseconds = 5_000;

export function attemptsOf({ name, before, wantedLabel, expected }: Scope, ports: AttemptPorts): Attempts {
  const { reader, clock } = ports;
  const ours = new Set<string>();
  const ownership: Ownership = ownershipOf({ name, before, wantedLabel }, ports);
  let [lostSince, hasSent] = [undefined as Date | undefined, false];
  let busyAt = Number.NEGATIVE_INFINITY;
  const busy = () => {
    busyAt = clock.now().getTime();
    return 'busy' as const;
  };
  const attempt = async (write: Write, signal: AbortSignal): Promise<Operation | 'busy'> => {
    if (clock.now().getTime() - busyAt < busyMilliseconds) return 'busy';
    const now = before || lostSince ? await ownership.demand(hasSent, signal) : undefined;
    const all = {
      ...{ versionLabel: undefined, ...expected, ...write.expected },
      ...{ environmentId: now?.id, labelBefore: now?.versionLabel },
    };
    const follow = (asked: { readonly requestId: string | undefined; readonly since: Date }) => {
      lostSince = undefined;
      if (asked.requestId !== undefined) ours.add(asked.requestId);
      return updateOperation(name, asked, all, ports);
    };
    if (lostSince && now) {
      if (readinessOf(now.status) !== 'ready') return busy();
      const found = await foundSince(new Date(lostSince.getTime() - clockSkewMilliseconds), now, write, signal);
      if (found) return follow(found);
    }
    const since = clock.now();
    const sent = await write.send(signal).catch((error: unknown) => {
      if (error instanceof TransientError) lostSince ??= since;
      hasSent ||= lostSince !== undefined;
      throw error;
    });
    if (sent === 'busy') return busy();
    hasSent = true;
    return 'requestId' in sent ? follow({ ...sent, since }) : sent;
  };
  return {
    attempt,
    look(given) {
      const unknown = { versionLabel: undefined, environmentId: before?.id, labelBefore: undefined };
      const asked = { requestId: undefined, since: undefined };
      return updateOperation(name, asked, { ...unknown, ...expected, beginSeconds: 0, ...given }, ports);
    },
    async begin(write, signal) {
      const begun = await attempt(write, signal);
      // What keeps it busy may be what this run has asked for before.
      return begun === 'busy' && hasSent ? sequence(`update of ${name}`, [(inner) => attempt(write, inner)]) : begun;
    },
  };

  /** What became of a write whose answer was lost; undefined: nothing. */
  async function foundSince(since: Date, now: Environment, write: Write, signal: AbortSignal) {
    const events = (await reader.events(name, { since }, signal)).toReversed();
    const requestId = events.find((event) => event.requestId !== undefined && !ours.has(event.requestId))?.requestId;
    const isOver = events.some((event) => event.requestId === requestId && tellsOfFailure(event));
    const isTold = requestId !== undefined || now.versionLabel !== before?.versionLabel;
    return isOver || (isTold && (await write.isDone(now, signal))) ? { requestId, since } : undefined;
  }
}

function tellsOfFailure(event: EnvironmentEvent): boolean {
  return isFailure(event.severity) || tellsOfAbort(event);
}

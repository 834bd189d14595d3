import type { ElasticBeanstalkReader, EnvironmentEvent } from '../../aws/elastic-beanstalk.ts';
import { reasonOf, tellsOfAbort } from './reason.ts';
import { isFailure } from './state-table.ts';

/** An update that was asked for; neither of both: nothing was asked, and no event counts. */
export interface Asked {
  /** Undefined where the answer was lost, and no event tells of it yet. */
  readonly requestId: string | undefined;
  readonly since: Date | undefined;
}

/** What the events of an update have told, and when they were read. */
interface Told {
  readonly at: number;
  readonly failure: string | undefined;
  readonly isOver: boolean;
  readonly isAborted: boolean;
}

/** The events of an update; they are read apart from the environment, so that each poll is one call. */
export function eventsOf(name: string, { requestId, since }: Asked, reader: ElasticBeanstalkReader) {
  const scope = requestId === undefined ? since && { since } : { requestId };
  const at = scope ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
  let told: Told = { at, failure: undefined, isOver: !scope, isAborted: false };
  return {
    told: () => told,
    async look(now: number, signal: AbortSignal): Promise<void> {
      const events = scope ? await reader.events(name, scope, signal) : [];
      const failure = events.some(({ severity }) => isFailure(severity)) ? reasonOf(events) : undefined;
      told = { at: now, failure, isOver: events.some(tellsOfEnd), isAborted: events.some(tellsOfAbort) };
    },
  };
}

/** An update can be over before it was ever seen; then an event has told of its end. */
function tellsOfEnd({ severity, message }: EnvironmentEvent): boolean {
  return isFailure(severity) || /completed successfully|successfully launched/i.test(message);
}

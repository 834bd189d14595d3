import type { Clock } from '../core/clock.ts';
import { jsonService } from '../core/json-service.ts';
import type { Service } from '../core/service.ts';
import { logOperations } from './log-operations.ts';
import { type LogStream, logStore } from './log-store.ts';

export interface LogsOptions {
  /** How long events take until they can be read [0]; AWS's take seconds, at times minutes. */
  readonly deliveryMilliseconds?: number;
}

/** Where events are written: a stream of a group, both made when they are first written to. */
export interface LogPlace {
  readonly accountId: string;
  readonly region: string;
  readonly group: string;
  readonly stream: string;
}

/** CloudWatch Logs, and the handle by which the other services write. */
export interface Logs extends Service {
  write(place: LogPlace, ...messages: readonly string[]): void;
  /** All messages of a stream, delivered or not. */
  messages(place: LogPlace): readonly string[];
  /** All messages of a group, delivered or not, stream by stream. */
  all(group: Omit<LogPlace, 'stream'>): readonly string[];
}

export function logsService({ clock }: { readonly clock: Clock }, options: LogsOptions = {}): Logs {
  const store = logStore();
  const { deliveryMilliseconds = 0 } = options;
  const stream = ({ accountId, region, group, stream: name }: LogPlace): LogStream =>
    store.stream(accountId, region, group, name, clock.now());
  return {
    ...jsonService('logs', '1.1', logOperations(store)),
    write(place, ...messages) {
      const timestamp = clock.now().getTime();
      const { events } = stream(place);
      for (const message of messages)
        events.push({ timestamp, ingestionTime: timestamp + deliveryMilliseconds, message });
    },
    all: ({ accountId, region, group }) =>
      [...store.group(accountId, region, group).streams.values()].flatMap(({ events }) =>
        events.map(({ message }) => message),
      ),
    messages: (place) => stream(place).events.map(({ message }) => message),
  };
}

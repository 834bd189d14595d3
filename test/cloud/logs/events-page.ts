import { AwsError } from '../core/errors.ts';
import type { LogEvent } from './log-store.ts';

export interface EventsRequest {
  readonly limit: number;
  readonly fromHead: boolean;
  readonly token: string | undefined;
}

/**
 * A page of a stream as GetLogEvents turns it: `f/…` tokens go on from a position, `b/…` tokens go back from it,
 * and at an end the token that was sent comes back.
 * https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_GetLogEvents.html
 */
export function eventsPage(events: readonly LogEvent[], { limit, fromHead, token }: EventsRequest) {
  const [direction, position] = token ? parsed(token) : fromHead ? ['f', 0] : ['b', events.length];
  const start = direction === 'f' ? position : Math.max(0, position - limit);
  const end = direction === 'f' ? Math.min(events.length, position + limit) : position;
  return {
    events: events.slice(start, end),
    nextForwardToken: `f/${end}`,
    nextBackwardToken: `b/${start}`,
  };
}

function parsed(token: string): readonly [direction: string, position: number] {
  const [, direction, position] = /^([fb])\/(\d+)$/.exec(token) ?? [];
  if (!direction) throw new AwsError('InvalidParameterException', 'The specified nextToken is invalid.');
  return [direction, Number(position)];
}

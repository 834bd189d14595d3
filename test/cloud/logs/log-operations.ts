import type {
  DescribeLogGroupsRequest,
  DescribeLogStreamsRequest,
  FilterLogEventsRequest,
  GetLogEventsRequest,
} from '@aws-sdk/client-cloudwatch-logs';
import { AwsError } from '../core/errors.ts';
import type { Operations } from '../core/json-service.ts';
import { pageOf } from '../core/paging.ts';
import type { Access, CallContext } from '../core/service.ts';
import { eventsPage } from './events-page.ts';
import { filterPattern } from './filter-pattern.ts';
import type { LogEvent, LogGroup, LogStore, LogStream } from './log-store.ts';

type Named = { readonly logGroupName?: string | undefined; readonly logGroupIdentifier?: string | undefined };

/** The reading calls of CloudWatch Logs. https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/ */
export function logOperations(store: LogStore): Operations {
  const group = (input: Named, { accountId, region }: CallContext) => store.group(accountId, region, nameOf(input));
  return {
    DescribeLogGroups: {
      access: (_input, context) => accessTo('DescribeLogGroups', '', '', context),
      perform: (input: DescribeLogGroupsRequest, { accountId, region }) => {
        const { logGroupNamePrefix = '', logGroupNamePattern } = input;
        const pattern = logGroupNamePattern?.toLowerCase() ?? '';
        const found = store
          .groups(accountId, region)
          .filter(({ name }) => name.startsWith(logGroupNamePrefix) && name.toLowerCase().includes(pattern));
        const page = pageOf(found, ({ name }) => name, asked(input, 50), badToken());
        return { logGroups: page.items.map(groupView), nextToken: page.nextToken };
      },
    },
    DescribeLogStreams: {
      access: (input: DescribeLogStreamsRequest, context) => accessTo('DescribeLogStreams', nameOf(input), '', context),
      perform: (input: DescribeLogStreamsRequest, context) => {
        const found = group(input, context);
        if (input.orderBy === 'LastEventTime' && input.logStreamNamePrefix !== undefined)
          throw new AwsError('InvalidParameterException', 'Cannot order by LastEventTime with a logStreamNamePrefix.');
        const streams = [...found.streams.values()]
          .filter(({ name }) => name.startsWith(input.logStreamNamePrefix ?? ''))
          .toSorted(input.orderBy === 'LastEventTime' ? byLastEvent : byName);
        const page = pageOf(
          input.descending ? streams.toReversed() : streams,
          ({ name }) => name,
          asked(input, 50),
          badToken(),
        );
        return { logStreams: page.items.map((stream) => streamView(found, stream)), nextToken: page.nextToken };
      },
    },
    GetLogEvents: {
      access: (input: GetLogEventsRequest, context) =>
        accessTo('GetLogEvents', nameOf(input), input.logStreamName ?? '', context),
      perform: (input: GetLogEventsRequest, context) => {
        const stream = group(input, context).streams.get(input.logStreamName ?? '');
        if (!stream) throw new AwsError('ResourceNotFoundException', 'The specified log stream does not exist.');
        const events = readable(stream, input, context.now);
        return eventsPage(events, {
          limit: asked(input, 10_000).limit,
          fromHead: input.startFromHead ?? false,
          token: input.nextToken,
        });
      },
    },
    FilterLogEvents: {
      access: (input: FilterLogEventsRequest, context) => accessTo('FilterLogEvents', nameOf(input), '', context),
      perform: (input: FilterLogEventsRequest, context) => {
        const matches = filterPattern(input.filterPattern ?? '');
        const wanted = input.logStreamNames;
        const events = [...group(input, context).streams.values()]
          .filter(({ name }) => wanted?.includes(name) ?? name.startsWith(input.logStreamNamePrefix ?? ''))
          .flatMap((stream) => readable(stream, input, context.now).map((event) => filteredView(stream, event)))
          .filter(({ message }) => matches(message))
          .toSorted((a, b) => a.timestamp - b.timestamp);
        const page = pageOf(events, ({ eventId }) => eventId, asked(input, 10_000), badToken());
        return { events: page.items, searchedLogStreams: [], nextToken: page.nextToken };
      },
    },
  };
}

/** Resources as CloudWatch Logs names them in its decisions: a group's ARN goes on with `:log-stream:`. */
function accessTo(action: string, group: string, stream: string, context: CallContext): readonly Access[] {
  const { region, accountId } = context;
  return [
    {
      action: `logs:${action}`,
      resource: `arn:aws:logs:${region}:${accountId}:log-group:${group}:log-stream:${stream}`,
    },
  ];
}

function nameOf({ logGroupName, logGroupIdentifier }: Named): string {
  return logGroupName ?? logGroupIdentifier?.replace(/^arn:.*:log-group:/, '').replace(/:\*$/, '') ?? '';
}

function asked(
  { limit, nextToken }: { readonly limit?: number | undefined; readonly nextToken?: string | undefined },
  maximum: number,
) {
  const size = limit ?? maximum;
  if (!Number.isInteger(size) || size < 1 || size > maximum)
    throw new AwsError(
      'InvalidParameterException',
      `1 validation error detected: Value '${size}' at 'limit' failed to satisfy constraint: Member must have value between 1 and ${maximum}`,
    );
  return { limit: size, token: nextToken };
}

function badToken(): AwsError {
  return new AwsError('InvalidParameterException', 'The specified nextToken is invalid.');
}

function byName(a: LogStream, b: LogStream): number {
  return a.name < b.name ? -1 : 1;
}

function byLastEvent(a: LogStream, b: LogStream): number {
  return (a.events.at(-1)?.timestamp ?? 0) - (b.events.at(-1)?.timestamp ?? 0);
}

/** The events that have been delivered, from `startTime` until before `endTime`. */
function readable(
  stream: LogStream,
  range: { readonly startTime?: number | undefined; readonly endTime?: number | undefined },
  now: Date,
): readonly LogEvent[] {
  const { startTime = 0, endTime = Number.POSITIVE_INFINITY } = range;
  return stream.events.filter(
    ({ timestamp, ingestionTime }) => timestamp >= startTime && timestamp < endTime && ingestionTime <= now.getTime(),
  );
}

function groupView({ name, arn, creationTime }: LogGroup) {
  return {
    logGroupName: name,
    arn: `${arn}:*`,
    logGroupArn: arn,
    creationTime,
    metricFilterCount: 0,
    storedBytes: 0,
    logGroupClass: 'STANDARD',
  };
}

function streamView(group: LogGroup, { name, creationTime, events }: LogStream) {
  const last = events.at(-1);
  return {
    logStreamName: name,
    creationTime,
    firstEventTimestamp: events[0]?.timestamp,
    lastEventTimestamp: last?.timestamp,
    lastIngestionTime: last?.ingestionTime,
    arn: `${group.arn}:log-stream:${name}`,
    storedBytes: 0,
  };
}

function filteredView({ name, events }: LogStream, event: LogEvent) {
  return { logStreamName: name, ...event, eventId: `${name}:${String(events.indexOf(event)).padStart(12, '0')}` };
}

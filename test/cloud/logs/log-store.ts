import { AwsError } from '../core/errors.ts';
import { regional } from '../core/regional.ts';

/** Times are milliseconds since 1970, as everywhere in CloudWatch Logs. */
export interface LogEvent {
  readonly timestamp: number;
  /** From when on the event can be read. */
  readonly ingestionTime: number;
  readonly message: string;
}

export interface LogStream {
  readonly name: string;
  readonly creationTime: number;
  readonly events: LogEvent[];
}

export interface LogGroup {
  readonly name: string;
  readonly arn: string;
  readonly creationTime: number;
  readonly streams: Map<string, LogStream>;
}

export interface LogStore {
  groups(accountId: string, region: string): readonly LogGroup[];
  /** Throws ResourceNotFoundException. */
  group(accountId: string, region: string, name: string): LogGroup;
  /** The stream, made with its group where it is not there yet. */
  stream(accountId: string, region: string, group: string, name: string, now: Date): LogStream;
}

export function logStore(): LogStore {
  const groupsOf = regional(() => new Map<string, LogGroup>());
  return {
    groups: (accountId, region) =>
      [...groupsOf(accountId, region).values()].toSorted((a, b) => (a.name < b.name ? -1 : 1)),
    group(accountId, region, name) {
      const group = groupsOf(accountId, region).get(name);
      if (!group) throw new AwsError('ResourceNotFoundException', 'The specified log group does not exist.');
      return group;
    },
    stream(accountId, region, groupName, name, now) {
      const creationTime = now.getTime();
      const groups = groupsOf(accountId, region);
      const group: LogGroup = groups.get(groupName) ?? {
        name: groupName,
        arn: `arn:aws:logs:${region}:${accountId}:log-group:${groupName}`,
        creationTime,
        streams: new Map(),
      };
      groups.set(groupName, group);
      const stream: LogStream = group.streams.get(name) ?? { name, creationTime, events: [] };
      group.streams.set(name, stream);
      return stream;
    },
  };
}

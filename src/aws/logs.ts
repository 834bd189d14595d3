import { CloudWatchLogsClient, FilterLogEventsCommand, GetLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs';
import { awsErrorName, type ClientOptions, clientSettings, explained } from './client.ts';

export interface LogsReader {
  /** The last lines of a log group since a time, oldest first; none when there is no such group. */
  tail(group: string, since: Date, lines: number, signal: AbortSignal): Promise<readonly string[]>;
  /** Events of one stream, oldest first, from a place on [its beginning]; `missing`: there is no such group or stream (yet). */
  events(stream: LogStream, from: string | undefined, signal: AbortSignal): Promise<LogEvents | 'missing'>;
}

export interface LogStream {
  readonly group: string;
  readonly stream: string;
}

export interface LogEvents {
  /** Each may have several lines. */
  readonly messages: readonly string[];
  /** Where the next read goes on; the same as before where nothing was new. */
  readonly next: string | undefined;
}

const maxPages = 20;

export function logs(options: ClientOptions): { readonly reader: LogsReader } {
  const client = new CloudWatchLogsClient(clientSettings(options));
  return {
    reader: {
      async tail(group, since, lines, abortSignal) {
        try {
          return (await messages(client, group, since, abortSignal)).slice(-lines);
        } catch (error) {
          if (awsErrorName(error) === 'ResourceNotFoundException') return [];
          throw explained(error, `Reading the log group ${group}`);
        }
      },
      async events({ group, stream }, from, abortSignal) {
        const place = { logGroupName: group, logStreamName: stream, startFromHead: true };
        const command = new GetLogEventsCommand({ ...place, ...(from === undefined ? {} : { nextToken: from }) });
        try {
          const { events = [], nextForwardToken } = await client.send(command, { abortSignal });
          return { messages: events.map(({ message = '' }) => message), next: nextForwardToken };
        } catch (error) {
          if (awsErrorName(error) === 'ResourceNotFoundException') return 'missing';
          throw explained(error, `Reading the log stream ${stream} of ${group}`);
        }
      },
    },
  };
}

async function messages(
  client: CloudWatchLogsClient,
  group: string,
  since: Date,
  abortSignal: AbortSignal,
): Promise<readonly string[]> {
  const found: string[] = [];
  let token: string | undefined;
  for (let page = 0; page < maxPages; page++) {
    const command = new FilterLogEventsCommand({
      logGroupName: group,
      startTime: since.getTime(),
      ...(token ? { nextToken: token } : {}),
    });
    const { events = [], nextToken } = await client.send(command, { abortSignal });
    found.push(...events.map(({ message = '' }) => message.trimEnd()));
    token = nextToken;
    if (!token) break;
  }
  return found;
}

import {
  CloudWatchLogsClient,
  DescribeLogGroupsCommand,
  DescribeLogStreamsCommand,
  FilterLogEventsCommand,
  GetLogEventsCommand,
} from '@aws-sdk/client-cloudwatch-logs';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { type Cloud, startCloud } from './cloud.ts';
import { type ScriptedClock, scriptedClock } from './core/clock.ts';
import type { Credentials } from './iam/identities.ts';

const accountId = '111111111111';
const region = 'eu-central-1';
const logGroupName = '/aws/apprunner/clinic/abc/application';
let clock: ScriptedClock;
let cloud: Cloud;
let logs: CloudWatchLogsClient;

beforeEach(async () => {
  clock = scriptedClock();
  cloud = await startCloud({ clock, logs: { deliveryMilliseconds: 1000 } });
  logs = client(cloud.iam.administrator(accountId));
});
afterEach(() => cloud.close());

function client(credentials: Credentials): CloudWatchLogsClient {
  return new CloudWatchLogsClient({ endpoint: cloud.endpoint, region, maxAttempts: 1, credentials });
}

function write(stream: string, ...messages: string[]): void {
  cloud.logs.write({ accountId, region, group: logGroupName, stream }, ...messages);
}

test('groups and streams are found by prefix and page by page', async () => {
  for (const stream of ['a', 'b', 'c']) write(stream, 'hello');
  const { logGroups } = await logs.send(new DescribeLogGroupsCommand({ logGroupNamePrefix: '/aws/apprunner' }));
  expect(logGroups).toMatchObject([
    { logGroupName, arn: `arn:aws:logs:${region}:${accountId}:log-group:${logGroupName}:*` },
  ]);
  const first = await logs.send(new DescribeLogStreamsCommand({ logGroupName, limit: 2, descending: true }));
  const second = await logs.send(
    new DescribeLogStreamsCommand({ logGroupName, limit: 2, descending: true, nextToken: first.nextToken }),
  );
  expect([first, second].map(({ logStreams }) => logStreams?.map((one) => one.logStreamName))).toEqual([
    ['c', 'b'],
    ['a'],
  ]);
  await expect(logs.send(new DescribeLogStreamsCommand({ logGroupName: 'none' }))).rejects.toMatchObject({
    name: 'ResourceNotFoundException',
    message: 'The specified log group does not exist.',
  });
});

describe('events', () => {
  const read = (more: object = {}) =>
    logs.send(new GetLogEventsCommand({ logGroupName, logStreamName: 'web', ...more }));
  const texts = (page: { events?: { message?: string | undefined }[] | undefined }) =>
    page.events?.map(({ message }) => message);

  test('can be read some time after they were written', async () => {
    write('web', 'one');
    expect(texts(await read())).toEqual([]);
    clock.advance(1000);
    expect(texts(await read())).toEqual(['one']);
  });

  test('are read from the end or from the head; at an end the token stays', async () => {
    write('web', 'one', 'two', 'three');
    clock.advance(1000);
    const tail = await read({ limit: 2 });
    expect(texts(tail)).toEqual(['two', 'three']);
    expect(texts(await read({ limit: 2, nextToken: tail.nextBackwardToken }))).toEqual(['one']);
    const head = await read({ limit: 2, startFromHead: true });
    const rest = await read({ limit: 2, startFromHead: true, nextToken: head.nextForwardToken });
    const end = await read({ limit: 2, startFromHead: true, nextToken: rest.nextForwardToken });
    expect([texts(head), texts(rest), texts(end)]).toEqual([['one', 'two'], ['three'], []]);
    expect(end.nextForwardToken).toBe(rest.nextForwardToken);
  });

  test('are filtered over all streams, in the order of time', async () => {
    write('web', 'ERROR one', 'fine');
    clock.advance(10);
    write('other', 'ERROR two', 'ERROR ignored');
    clock.advance(1000);
    const find = (more: object) =>
      logs.send(new FilterLogEventsCommand({ logGroupName, filterPattern: 'ERROR -ignored', ...more }));
    const first = await find({ limit: 1 });
    const second = await find({ limit: 1, nextToken: first.nextToken });
    expect([texts(first), texts(second)]).toEqual([['ERROR one'], ['ERROR two']]);
    expect(texts(await find({ logStreamNamePrefix: 'oth' }))).toEqual(['ERROR two']);
  });
});

test('a caller needs the permission on the group', async () => {
  write('web', 'one');
  const user = cloud.iam.user({
    accountId,
    name: 'reader',
    policies: [
      {
        Statement: {
          Effect: 'Allow',
          Action: 'logs:FilterLogEvents',
          Resource: `arn:aws:logs:*:*:log-group:/aws/apprunner/*`,
        },
      },
    ],
  });
  await client(user).send(new FilterLogEventsCommand({ logGroupName }));
  await expect(client(user).send(new DescribeLogGroupsCommand({}))).rejects.toMatchObject({
    name: 'AccessDeniedException',
    message: expect.stringContaining('logs:DescribeLogGroups'),
  });
});

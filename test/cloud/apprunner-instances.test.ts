import { execFileSync } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  AppRunnerClient,
  CreateServiceCommand,
  type CreateServiceCommandInput,
  DescribeServiceCommand,
  ListOperationsCommand,
  UpdateServiceCommand,
} from '@aws-sdk/client-apprunner';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { composeImage } from '../support/images/compose-image.ts';
import type { Image, RunConfig } from '../support/images/layout.ts';
import { nodeBaseImage } from '../support/images/node-base-image.ts';
import { describeWith } from '../support/requires.ts';
import { type Cloud, startCloud } from './cloud.ts';
import { confinement } from './runtime/confinement.ts';

const accountId = '111111111111';
const region = 'eu-central-1';

/** Answers what it was given; `/health` as the variable HEALTH says; ends with code 7 when asked to. */
const program = `
  import { createServer } from 'node:http';
  import { existsSync, readFileSync } from 'node:fs';
  console.log('version', process.env.VERSION, 'starts');
  console.error('a line on stderr');
  if (process.env.CRASH) process.exit(7);
  createServer((request, response) => {
    if (request.url === '/exit') process.exit(7);
    if (request.url === '/health') return response.writeHead(Number(process.env.HEALTH ?? 200)).end();
    const { VERSION, SECRET, AWS_ENDPOINT_URL } = process.env;
    const text = readFileSync('message.txt', 'utf8') + readFileSync(process.argv.at(-1), 'utf8');
    response.end(JSON.stringify({ VERSION, SECRET, AWS_ENDPOINT_URL, text, confined: !existsSync(process.env.OUTSIDE ?? '/'), host: request.headers.host, arguments: process.argv.slice(2) }));
  }).listen(Number(process.env.LISTEN ?? process.env.PORT), '127.0.0.1');
`;

let folder: string;
let app: Image;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'instances-test-'));
  const base = await nodeBaseImage(join(folder, 'base'));
  app = await composeImage({
    folder: join(folder, 'app'),
    base,
    entries: [
      { kind: 'text', path: '/app/server.mjs', text: program },
      { kind: 'text', path: '/app/message.txt', text: 'hello' },
    ],
    config: config({}),
  });
});
afterAll(() => rm(folder, { recursive: true, force: true }));

function config(more: RunConfig): RunConfig {
  return {
    WorkingDir: '/app',
    Entrypoint: ['node', '/app/server.mjs'],
    Cmd: ['one', '/app/message.txt'],
    Env: ['VERSION=1'],
    ...more,
  };
}

let cloud: Cloud;
let appRunner: AppRunnerClient;
let image: string;

async function begin(runtime: 'process' | 'container', confine = true): Promise<void> {
  cloud = await startCloud({
    appRunner: { runtime, confine, times: { startMilliseconds: 15_000, restartMilliseconds: 10 } },
  });
  appRunner = new AppRunnerClient({
    endpoint: cloud.endpoint,
    region,
    credentials: cloud.iam.administrator(accountId),
  });
  image = await cloud.ecr.seedImage(accountId, region, { repositoryName: 'clinic', tag: 'v1' }, { image: app });
}

function role(name: string, service: string, action: string): string {
  return cloud.iam.role({
    accountId,
    name,
    trust: { Statement: { Effect: 'Allow', Principal: { Service: service }, Action: 'sts:AssumeRole' } },
    policies: [{ Statement: { Effect: 'Allow', Action: action, Resource: '*' } }],
  }).arn;
}

type Variables = Record<string, string>;

function source(
  RuntimeEnvironmentVariables: Variables = {},
  more: object = {},
): NonNullable<CreateServiceCommandInput['SourceConfiguration']> {
  return {
    ImageRepository: {
      ImageIdentifier: image,
      ImageRepositoryType: 'ECR',
      ImageConfiguration: { RuntimeEnvironmentVariables, ...more },
    },
    AutoDeploymentsEnabled: false,
    AuthenticationConfiguration: { AccessRoleArn: role('access', 'build.apprunner.amazonaws.com', 'ecr:*') },
  };
}

async function create(more: Partial<CreateServiceCommandInput> = {}) {
  const answer = await appRunner.send(
    new CreateServiceCommand({
      ServiceName: 'clinic',
      SourceConfiguration: source(),
      HealthCheckConfiguration: { Protocol: 'HTTP', Path: '/health', UnhealthyThreshold: 2 },
      ...more,
    }),
  );
  const arn = answer.Service?.ServiceArn ?? '';
  return { arn, url: `http://${answer.Service?.ServiceUrl}`, status: await ended(arn, answer.OperationId) };
}

async function update(arn: string, more: object): Promise<string | undefined> {
  const { OperationId } = await appRunner.send(new UpdateServiceCommand({ ServiceArn: arn, ...more }));
  return ended(arn, OperationId);
}

async function ended(ServiceArn: string, id: string | undefined): Promise<string | undefined> {
  for (;;) {
    const { OperationSummaryList } = await appRunner.send(new ListOperationsCommand({ ServiceArn }));
    const operation = OperationSummaryList?.find(({ Id }) => Id === id);
    if (operation?.EndedAt) return operation.Status;
    await sleep(20);
  }
}

const answerOf = async (url: string) => (await (await fetch(url)).json()) as Record<string, unknown>;

function logGroup(arn: string, kind: 'application' | 'service') {
  const service = cloud.appRunner.services().find((one) => one.arn === arn);
  return { accountId, region, group: `/aws/apprunner/clinic/${service?.id}/${kind}` };
}

function deploymentLog(arn: string): string {
  const operation = cloud.appRunner.services().find((one) => one.arn === arn)?.operations[0];
  const stream = `deployment/${operation?.id.replaceAll('-', '')}`;
  return cloud.logs.messages({ ...logGroup(arn, 'service'), stream }).join('\n');
}

describe.each([
  ['confined to the image, where the machine allows it', true],
  ['with the paths of the unpacked image', false],
])('a child process %s', (_, confine) => {
  beforeEach(() => begin('process', confine));
  afterEach(() => cloud.close());

  test('runs the image: its files, variables and command; the URL leads to the newest', async () => {
    const { arn, url, status } = await create();
    expect(status).toBe('SUCCEEDED');
    expect(await answerOf(url)).toMatchObject({
      VERSION: '1',
      text: 'hellohello',
      arguments: ['one', expect.stringMatching(/\/app\/message.txt$/)],
      host: new URL(url).host,
    });
    expect(
      await update(arn, { SourceConfiguration: source({ VERSION: '2' }, { StartCommand: 'two message.txt' }) }),
    ).toBe('SUCCEEDED');
    expect(await answerOf(url)).toMatchObject({ VERSION: '2', arguments: ['two', 'message.txt'] });
    const messages = cloud.logs.all({ ...logGroup(arn, 'application') });
    expect(messages).toEqual(expect.arrayContaining(['version 1 starts', 'a line on stderr', 'version 2 starts']));
  });
});

describe('instances as child processes', () => {
  beforeEach(() => begin('process'));
  afterEach(() => cloud.close());

  test('see nothing but the image, where the machine allows it', async () => {
    const { url } = await create({ SourceConfiguration: source({ OUTSIDE: folder }) });
    expect(await answerOf(url)).toMatchObject({ confined: confinement() !== undefined });
  });

  test('get secrets with the instance role, and reach the cloud as that role', async () => {
    const secret = cloud.secrets.create({ name: 'db', accountId, region, value: { url: 'mysql://x', user: 'u' } });
    const InstanceRoleArn = role('instance', 'tasks.apprunner.amazonaws.com', 'secretsmanager:GetSecretValue');
    const RuntimeEnvironmentSecrets = { SECRET: `${secret.arn}:url::` };
    const { arn, url } = await create({
      SourceConfiguration: source({}, { RuntimeEnvironmentSecrets }),
      InstanceConfiguration: { InstanceRoleArn },
    });
    expect(await answerOf(url)).toMatchObject({ SECRET: 'mysql://x', AWS_ENDPOINT_URL: cloud.endpoint });
    cloud.iam.setPolicies(InstanceRoleArn, []);
    expect(await update(arn, { SourceConfiguration: source({ VERSION: '2' }, { RuntimeEnvironmentSecrets }) })).toBe(
      'ROLLBACK_SUCCEEDED',
    );
    expect(deploymentLog(arn)).toMatch(
      /Failed to read the secret for SECRET: AccessDeniedException: User: .*GetSecretValue/,
    );
    expect(await answerOf(url)).toMatchObject({ VERSION: '1' });
  });

  test.each([
    [
      'answers its health check with 500',
      { HEALTH: '500' },
      /Health check failed on protocol `HTTP` \[Path: '\/health'\]/,
    ],
    ['ends at once', { CRASH: 'yes' }, /Container exit code: 7\./],
  ])('an application that %s is rolled back, and the old one goes on serving', async (_, variables, log) => {
    const { arn, url } = await create();
    expect(await update(arn, { SourceConfiguration: source(variables) })).toBe('ROLLBACK_SUCCEEDED');
    expect(deploymentLog(arn)).toMatch(log);
    expect((await appRunner.send(new DescribeServiceCommand({ ServiceArn: arn }))).Service?.Status).toBe('RUNNING');
    expect(await answerOf(url)).toMatchObject({ VERSION: '1' });
  });

  test('a new service whose command is not in the image is CREATE_FAILED', async () => {
    const other = await composeImage({
      folder: join(folder, 'other'),
      entries: [{ kind: 'text', path: '/readme', text: 'no program' }],
      config: { Entrypoint: ['serve'] },
    });
    image = await cloud.ecr.seedImage(accountId, region, { repositoryName: 'clinic' }, { image: other });
    const { arn, status } = await create();
    expect(status).toBe('FAILED');
    expect(deploymentLog(arn)).toContain('Your application failed to start.');
    expect(cloud.logs.all(logGroup(arn, 'application'))).toEqual(['exec: "serve": executable file not found in $PATH']);
  });

  test('an instance that ends by itself is started anew', async () => {
    const { url } = await create();
    await fetch(`${url}/exit`).catch(() => undefined);
    let status = 0;
    while (status !== 200) status = (await fetch(url)).status;
    expect(await answerOf(url)).toMatchObject({ VERSION: '1' });
  });
});

test('an application that listens on another port than the service says is found unhealthy', async () => {
  cloud = await startCloud({ appRunner: { runtime: 'process', times: { startMilliseconds: 200 } } });
  appRunner = new AppRunnerClient({
    endpoint: cloud.endpoint,
    region,
    credentials: cloud.iam.administrator(accountId),
  });
  image = await cloud.ecr.seedImage(accountId, region, { repositoryName: 'clinic', tag: 'v1' }, { image: app });
  const { arn, status } = await create({
    SourceConfiguration: source({ LISTEN: '0' }),
    HealthCheckConfiguration: { Protocol: 'TCP' },
  });
  expect(status).toBe('FAILED');
  expect(deploymentLog(arn)).toContain(
    "Health check failed on protocol `TCP` [Port: '8080']. Check your configured port",
  );
  await cloud.close();
});

describeWith('docker', 'instances in a container engine', () => {
  beforeEach(() => begin('container'));
  afterEach(() => cloud.close());

  test('run, are replaced, and are gone with their images when the cloud closes', async () => {
    const { arn, url, status } = await create();
    expect([status, deploymentLog(arn)]).toEqual(['SUCCEEDED', expect.stringContaining('Successfully routed')]);
    expect(await answerOf(url)).toMatchObject({
      VERSION: '1',
      text: 'hellohello',
      arguments: ['one', '/app/message.txt'],
    });
    expect(
      await update(arn, { SourceConfiguration: source({ VERSION: '2' }, { StartCommand: 'two message.txt' }) }),
    ).toBe('SUCCEEDED');
    expect(await answerOf(url)).toMatchObject({ VERSION: '2', arguments: ['two', 'message.txt'] });
    expect(await update(arn, { SourceConfiguration: source({ CRASH: 'yes' }) })).toBe('ROLLBACK_SUCCEEDED');
    expect(deploymentLog(arn)).toContain('Container exit code: 7.');
    expect(cloud.logs.all(logGroup(arn, 'application'))).toContain('version 2 starts');
    const repository = String(image.split('@')[0]);
    const ours = () => docker('ps', '--all', '--format', '{{.Image}}').filter((name) => name.startsWith(repository));
    expect(ours()).toHaveLength(1);
    await cloud.close();
    expect(ours()).toEqual([]);
    expect(docker('images', '--format', '{{.Repository}}')).not.toContain(repository);
  });

  function docker(...args: string[]): readonly string[] {
    return execFileSync('docker', args, { encoding: 'utf8' }).split('\n');
  }
});

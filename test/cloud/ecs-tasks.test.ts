import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  CreateExpressGatewayServiceCommand,
  type CreateExpressGatewayServiceCommandInput,
  DescribeExpressGatewayServiceCommand,
  ECSClient,
  UpdateExpressGatewayServiceCommand,
} from '@aws-sdk/client-ecs';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { composeImage } from '../support/images/compose-image.ts';
import type { Image } from '../support/images/layout.ts';
import { nodeBaseImage } from '../support/images/node-base-image.ts';
import { type Cloud, startCloud } from './cloud.ts';
import { isOver } from './ecs/state.ts';

const accountId = '111111111111';
const region = 'eu-central-1';

/** Answers its version and its secret; `/health` as HEALTH says; anything as STATUS says. */
const program = `
  import { createServer } from 'node:http';
  if (process.env.CRASH) { console.error('no database'); process.exit(7); }
  createServer((request, response) => {
    const status = request.url === '/health' ? process.env.HEALTH : process.env.STATUS;
    response.writeHead(Number(status ?? 200)).end(JSON.stringify({ version: process.env.VERSION, secret: process.env.SECRET }));
  }).listen(Number(process.env.PORT), '127.0.0.1');
`;

let folder: string;
let app: Image;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tasks-test-'));
  const base = await nodeBaseImage(join(folder, 'base'));
  const entries = [{ kind: 'text', path: '/app/server.mjs', text: program }] as const;
  const config = { WorkingDir: '/app', Entrypoint: ['node', '/app/server.mjs'] };
  app = await composeImage({ folder: join(folder, 'app'), base, entries, config, architecture: 'amd64' });
});
afterAll(() => rm(folder, { recursive: true, force: true }));

let cloud: Cloud;
let ecs: ECSClient;
let image: string;
let serviceArn: string;

beforeEach(async () => {
  const times = { canaryBakeMilliseconds: 1_500, bakeMilliseconds: 100, startMilliseconds: 15_000 };
  cloud = await startCloud({ ecs: { times } });
  ecs = new ECSClient({ endpoint: cloud.endpoint, region, credentials: cloud.iam.administrator(accountId) });
  image = await cloud.ecr.seedImage(accountId, region, { repositoryName: 'clinic', tag: 'v1' }, { image: app });
});
afterEach(async () => {
  ecs.destroy();
  await cloud.close();
});

function role(name: string, service: string, Action: string | readonly string[]): string {
  const trust = { Statement: { Effect: 'Allow', Principal: { Service: service }, Action: 'sts:AssumeRole' } } as const;
  const policies = [{ Statement: { Effect: 'Allow', Action, Resource: '*' } }] as const;
  return cloud.iam.role({ accountId, name, trust, policies }).arn;
}

async function create(
  environment: Readonly<Record<string, string>>,
  more: Partial<CreateExpressGatewayServiceCommandInput> = {},
): Promise<void> {
  const { service } = await ecs.send(
    new CreateExpressGatewayServiceCommand({
      ...{ serviceName: 'clinic', healthCheckPath: '/health', primaryContainer: container(environment) },
      executionRoleArn: role('execution', 'ecs-tasks.amazonaws.com', ['ecr:*', 'secretsmanager:GetSecretValue']),
      infrastructureRoleArn: role('infrastructure', 'ecs.amazonaws.com', '*'),
      ...more,
    }),
  );
  serviceArn = service?.serviceArn ?? '';
  await ended();
}

const container = (environment: Readonly<Record<string, string>>) => ({
  image,
  environment: Object.entries(environment).map(([name, value]) => ({ name, value })),
});

const update = (environment: Readonly<Record<string, string>>) =>
  ecs.send(new UpdateExpressGatewayServiceCommand({ serviceArn, primaryContainer: container(environment) }));

const newest = () => cloud.ecs.services()[0]?.deployments[0];

async function ended(count = 1): Promise<void> {
  const { deployments } = cloud.ecs.services()[0] ?? { deployments: [] };
  while (deployments.length < count || !deployments.every(isOver)) await sleep(20);
}

async function url(): Promise<string> {
  const { service } = await ecs.send(new DescribeExpressGatewayServiceCommand({ serviceArn }));
  return `http://${service?.activeConfigurations?.[0]?.ingressPaths?.[0]?.endpoint}/`;
}

const version = async () => ((await (await fetch(await url())).json()) as { readonly version: string }).version;
const stopped = () => cloud.ecs.services()[0]?.tasks.find(({ lastStatus }) => lastStatus === 'STOPPED')?.stoppedReason;

describe('an image', () => {
  test('runs with its variables and secrets, and a new version takes over behind the same address', async () => {
    const { arn } = cloud.secrets.create({ accountId, region, name: 'key', value: 's3cret' });
    await create(
      {},
      { primaryContainer: { ...container({ VERSION: '1' }), secrets: [{ name: 'SECRET', valueFrom: arn }] } },
    );
    const before = await url();
    expect(await (await fetch(before)).json()).toEqual({ version: '1', secret: 's3cret' });
    await update({ VERSION: '2' });
    while (newest()?.percent !== 5) await sleep(20);
    const versions = await Promise.all(Array.from({ length: 40 }, version));
    expect(versions.filter((one) => one === '2')).toHaveLength(2);
    await ended(2);
    expect(newest()?.status).toBe('SUCCESSFUL');
    expect(await version()).toBe('2');
    expect(await url()).toBe(before);
  });

  test('whose new version answers errors while it bakes is rolled back', async () => {
    await create({ VERSION: '1' });
    await update({ VERSION: '2', STATUS: '401' });
    while (newest()?.percent !== 5) await sleep(20);
    await Promise.all(Array.from({ length: 40 }, async () => fetch(await url())));
    await ended(2);
    expect(newest()).toMatchObject({ status: 'ROLLBACK_SUCCESSFUL', alarmed: true });
    expect(await version()).toBe('1');
  });

  test.each([
    ['ends by itself', { CRASH: '1' }, 'Essential container in task exited'],
    ['answers its health check with 404', { HEALTH: '404' }, 'Task failed ELB health checks'],
  ])('that %s never gets a request, and the old version goes on', async (_, environment, reason) => {
    await create({ VERSION: '1' });
    await update(environment);
    await ended(2);
    expect(newest()).toMatchObject({ status: 'ROLLBACK_SUCCESSFUL', failedTasks: 3 });
    expect(stopped()).toContain(reason);
    expect(await version()).toBe('1');
  });

  test('is pulled with the execution role, which must be allowed to', async () => {
    await create({}, { executionRoleArn: role('nothing', 'ecs-tasks.amazonaws.com', 's3:GetObject') });
    expect(newest()?.status).toBe('ROLLBACK_FAILED');
    expect(stopped()).toMatch(/CannotPullContainerError.*is not authorized to perform: ecr:/);
  });

  test('is not started without its secrets', async () => {
    const valueFrom = `arn:aws:secretsmanager:${region}:${accountId}:secret:none-AbCdEf`;
    await create({}, { primaryContainer: { ...container({}), secrets: [{ name: 'SECRET', valueFrom }] } });
    expect(stopped()).toMatch(/^ResourceInitializationError: unable to pull secrets/);
  });
});

import {
  CreateExpressGatewayServiceCommand,
  type CreateExpressGatewayServiceCommandInput,
  DeleteExpressGatewayServiceCommand,
  DescribeExpressGatewayServiceCommand,
  DescribeServiceDeploymentsCommand,
  DescribeServicesCommand,
  ECSClient,
  ListServiceDeploymentsCommand,
  ListTagsForResourceCommand,
  type ServiceDeployment,
  StopServiceDeploymentCommand,
  UntagResourceCommand,
  UpdateExpressGatewayServiceCommand,
} from '@aws-sdk/client-ecs';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { type Cloud, startCloud } from './cloud.ts';
import { type ScriptedClock, scriptedClock } from './core/clock.ts';
import { isOver } from './ecs/state.ts';

const accountId = '111111111111';
const region = 'eu-central-1';
const minute = 60_000;

let clock: ScriptedClock;
let cloud: Cloud;
let ecs: ECSClient;
let image: string;

beforeEach(async () => {
  clock = scriptedClock();
  const times = { canaryBakeMilliseconds: 3 * minute, bakeMilliseconds: 3 * minute, rollbackMilliseconds: minute };
  cloud = await startCloud({ clock, ecs: { runtime: 'none', times } });
  ecs = new ECSClient({ endpoint: cloud.endpoint, region, credentials: cloud.iam.administrator(accountId) });
  image = await cloud.ecr.seedImage(
    accountId,
    region,
    { repositoryName: 'clinic', tag: 'v1' },
    { architecture: 'amd64' },
  );
});
afterEach(async () => {
  ecs.destroy();
  await cloud.close();
});

function role(name: string, service: string): string {
  const trust = { Statement: { Effect: 'Allow', Principal: { Service: service }, Action: 'sts:AssumeRole' } } as const;
  const policies = [{ Statement: { Effect: 'Allow', Action: '*', Resource: '*' } }] as const;
  return cloud.iam.role({ accountId, name, trust, policies }).arn;
}

async function create(input: Partial<CreateExpressGatewayServiceCommandInput> = {}): Promise<string> {
  const { service } = await ecs.send(
    new CreateExpressGatewayServiceCommand({
      serviceName: 'clinic',
      executionRoleArn: role('execution', 'ecs-tasks.amazonaws.com'),
      infrastructureRoleArn: role('infrastructure', 'ecs.amazonaws.com'),
      primaryContainer: { image },
      ...input,
    }),
  );
  return service?.serviceArn ?? '';
}

const newest = () => cloud.ecs.services().at(-1)?.deployments[0];

/** Lets time pass in small steps until something is so. */
async function until(isSo: () => boolean): Promise<void> {
  for (let seconds = 0; !isSo(); seconds++) {
    if (seconds > 10_000) throw new Error('It did not come to be.');
    clock.advance(1_000);
    await new Promise((resolve) => setImmediate(resolve));
  }
}

/** Until so many deployments have been listed and are over. */
const over = (count: number) =>
  until(() => {
    const { deployments: all } = cloud.ecs.services().at(-1) ?? { deployments: [] };
    return all.length === count && all.every(isOver);
  });

async function deployments(): Promise<readonly ServiceDeployment[]> {
  const { serviceDeployments: briefs = [] } = await ecs.send(new ListServiceDeploymentsCommand({ service: 'clinic' }));
  const serviceDeploymentArns = briefs.map(({ serviceDeploymentArn: arn = '' }) => arn);
  const { serviceDeployments = [] } = await ecs.send(new DescribeServiceDeploymentsCommand({ serviceDeploymentArns }));
  return serviceDeployments;
}

const update = async (serviceArn: string, cpu = '1024', memory = '2048') => {
  const { service } = await ecs.send(new UpdateExpressGatewayServiceCommand({ serviceArn, cpu, memory }));
  return service?.targetConfiguration;
};

const active = async (serviceArn: string) =>
  (await ecs.send(new DescribeExpressGatewayServiceCommand({ serviceArn, include: ['TAGS'] }))).service;

describe('a new service', () => {
  test('has the documented defaults, an address at once and its deployment a moment later', async () => {
    const arn = await create({ tags: [{ key: 'team', value: 'care' }] });
    expect(arn).toBe(`arn:aws:ecs:${region}:${accountId}:service/default/clinic`);
    const service = await active(arn);
    expect(service).toMatchObject({ status: { statusCode: 'ACTIVE' }, tags: [{ key: 'team', value: 'care' }] });
    expect(service?.activeConfigurations).toMatchObject([
      {
        ...{ cpu: '256', memory: '512', cpuArchitecture: 'X86_64', healthCheckPath: '/ping' },
        primaryContainer: { image, containerPort: 80, environment: [], secrets: [] },
        scalingTarget: { minTaskCount: 1, autoScalingTargetValue: 60 },
        ingressPaths: [{ accessType: 'PUBLIC', endpoint: expect.stringMatching(/^127\.0\.0\.1:\d+$/) }],
      },
    ]);
    expect((await ecs.send(new ListServiceDeploymentsCommand({ service: arn }))).serviceDeployments).toEqual([]);
    await over(1);
    expect(await deployments()).toMatchObject([{ status: 'SUCCESSFUL', sourceServiceRevisions: [] }]);
  });

  test.each([
    ['a size that Fargate has not', { cpu: '256', memory: '8192' }, 'InvalidParameterException'],
    ['a cluster that is not there', { cluster: 'other' }, 'ClusterNotFoundException'],
    ['a path without a slash', { healthCheckPath: 'ping' }, 'InvalidParameterException'],
    [
      'an infrastructure role that does not trust ECS',
      { infrastructureRoleArn: 'arn:aws:iam::111111111111:role/no' },
      'InvalidParameterException',
    ],
  ])('with %s is refused', async (_, input, name) => {
    await expect(create(input)).rejects.toMatchObject({ name });
    expect(cloud.ecs.services()).toEqual([]);
  });

  test('that cannot start has nothing to go back to', async () => {
    await create({ primaryContainer: { image: image.replace(/@.*/, ':none') } });
    await over(1);
    expect(await deployments()).toMatchObject([
      { status: 'ROLLBACK_FAILED', statusReason: 'No rollback candidate was found to run the rollback.' },
    ]);
    expect(cloud.ecs.services()[0]?.tasks[0]?.stoppedReason).toMatch(
      /^CannotPullContainerError: .*not found|does not exist/,
    );
  });
});

describe('an update', () => {
  let arn: string;
  beforeEach(async () => {
    arn = await create();
    await over(1);
  });

  test('shifts 5 % of the requests, bakes, shifts all, bakes, and ends', async () => {
    const target = await update(arn);
    await until(() => newest()?.percent === 5);
    const shifted = clock.now().getTime();
    expect((await deployments())[0]).toMatchObject({
      ...{ status: 'IN_PROGRESS', lifecycleStage: 'PRODUCTION_TRAFFIC_SHIFT' },
      targetServiceRevision: { arn: target?.serviceRevisionArn, requestedProductionTrafficWeight: 5 },
    });
    expect((await active(arn))?.activeConfigurations).toHaveLength(2);
    await until(() => newest()?.percent === 100);
    expect((await deployments())[0]).toMatchObject({
      lifecycleStage: 'BAKE_TIME',
      targetServiceRevision: { requestedProductionTrafficWeight: 100 },
    });
    await over(2);
    expect(clock.now().getTime() - shifted).toBeGreaterThanOrEqual(6 * minute);
    expect((await deployments())[0]).toMatchObject({ status: 'SUCCESSFUL', finishedAt: expect.any(Date) });
    expect((await active(arn))?.activeConfigurations).toMatchObject([{ cpu: '1024', memory: '2048' }]);
  });

  test('that is stopped goes back, and cannot be stopped again', async () => {
    await update(arn);
    await until(() => newest()?.percent === 5);
    const [running] = await deployments();
    const stop = new StopServiceDeploymentCommand({ serviceDeploymentArn: running?.serviceDeploymentArn });
    await ecs.send(stop);
    expect((await deployments())[0]?.status).toBe('ROLLBACK_REQUESTED');
    await expect(ecs.send(stop)).rejects.toMatchObject({ name: 'ConflictException' });
    await over(2);
    expect((await deployments())[0]).toMatchObject({
      status: 'ROLLBACK_SUCCESSFUL',
      rollback: { reason: expect.stringContaining('user request') },
    });
    expect((await active(arn))?.activeConfigurations).toMatchObject([{ cpu: '256' }]);
  });

  test('stops the one that is going on', async () => {
    await update(arn);
    await until(() => newest()?.percent === 5);
    await update(arn, '2048', '4096');
    await over(3);
    expect((await deployments()).map(({ status }) => status)).toEqual(['SUCCESSFUL', 'STOPPED', 'SUCCESSFUL']);
    expect((await active(arn))?.activeConfigurations).toMatchObject([{ cpu: '2048' }]);
  });

  test('replaces the container as a whole, and keeps what is not sent', async () => {
    const primaryContainer = { image, environment: [{ name: 'A', value: '1' }], command: ['serve'] };
    await ecs.send(
      new UpdateExpressGatewayServiceCommand({ serviceArn: arn, primaryContainer, healthCheckPath: '/up' }),
    );
    await over(2);
    await ecs.send(
      new UpdateExpressGatewayServiceCommand({ serviceArn: arn, primaryContainer: { image, containerPort: 3000 } }),
    );
    await over(3);
    const [now] = (await active(arn))?.activeConfigurations ?? [];
    expect(now).toMatchObject({ healthCheckPath: '/up', primaryContainer: { containerPort: 3000, environment: [] } });
    expect(now?.primaryContainer?.command).toBeUndefined();
  });
});

describe('the list of deployments', () => {
  test('comes in pages and by state', async () => {
    const arn = await create();
    await over(1);
    for (let round = 0; round < 2; round++) {
      await update(arn, round === 0 ? '512' : '1024');
      await over(round + 2);
    }
    const first = await ecs.send(new ListServiceDeploymentsCommand({ service: arn, maxResults: 2 }));
    expect(first.serviceDeployments).toHaveLength(2);
    const rest = await ecs.send(
      new ListServiceDeploymentsCommand({ service: arn, maxResults: 2, nextToken: first.nextToken }),
    );
    expect(rest.serviceDeployments).toHaveLength(1);
    expect(rest.nextToken).toBeUndefined();
    const none = await ecs.send(
      new ListServiceDeploymentsCommand({ service: arn, status: ['PENDING', 'IN_PROGRESS'] }),
    );
    expect(none.serviceDeployments).toEqual([]);
    await expect(ecs.send(new ListServiceDeploymentsCommand({ service: 'none' }))).rejects.toMatchObject({
      name: 'ServiceNotFoundException',
    });
  });
});

test('a service drains, and is gone; one of the same name waits until then', async () => {
  const arn = await create();
  await over(1);
  await ecs.send(new UntagResourceCommand({ resourceArn: arn, tagKeys: ['none'] }));
  expect((await ecs.send(new ListTagsForResourceCommand({ resourceArn: arn }))).tags).toEqual([]);
  await ecs.send(new DeleteExpressGatewayServiceCommand({ serviceArn: arn }));
  expect((await active(arn))?.status?.statusCode).toBe('DRAINING');
  await expect(create()).rejects.toThrow('still Draining');
  await expect(update(arn)).rejects.toMatchObject({ name: 'ServiceNotActiveException' });
  await until(() => cloud.ecs.services()[0]?.status === 'INACTIVE');
  expect(await ecs.send(new DescribeServicesCommand({ services: ['clinic', 'none'] }))).toMatchObject({
    services: [{ status: 'INACTIVE', resourceManagementType: 'ECS' }],
    failures: [{ reason: 'MISSING' }],
  });
  await create();
});

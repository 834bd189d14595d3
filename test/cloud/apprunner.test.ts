import { setTimeout as sleep } from 'node:timers/promises';
import {
  AppRunnerClient,
  CreateAutoScalingConfigurationCommand,
  CreateServiceCommand,
  type CreateServiceCommandInput,
  DeleteServiceCommand,
  DescribeAutoScalingConfigurationCommand,
  DescribeServiceCommand,
  ListOperationsCommand,
  ListServicesCommand,
  ListTagsForResourceCommand,
  ListVpcConnectorsCommand,
  PauseServiceCommand,
  ResumeServiceCommand,
  StartDeploymentCommand,
  TagResourceCommand,
  UpdateServiceCommand,
} from '@aws-sdk/client-apprunner';
import { ECRClient, PutImageCommand } from '@aws-sdk/client-ecr';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { type Cloud, startCloud } from './cloud.ts';
import type { Repository } from './ecr/state.ts';
import type { Credentials } from './iam/identities.ts';
import type { PolicyDocument } from './iam/policy.ts';

const accountId = '111111111111';
const region = 'eu-central-1';
let cloud: Cloud;
let appRunner: AppRunnerClient;
let repository: Repository;
let accessRole: string;

beforeEach(async () => {
  cloud = await startCloud({ appRunner: { runtime: 'none', times: { rollbackMilliseconds: 30 } } });
  appRunner = client(cloud.iam.administrator(accountId));
  repository = await cloud.ecr.createRepository(accountId, region, { repositoryName: 'clinic' });
  accessRole = role('ecr-access', 'build.apprunner.amazonaws.com', ['ecr:*']);
  await cloud.ecr.seedImage(accountId, region, { repositoryName: 'clinic', tag: 'v1' });
});
afterEach(() => cloud.close());

function client(credentials: Credentials, inRegion = region): AppRunnerClient {
  return new AppRunnerClient({ endpoint: cloud.endpoint, region: inRegion, maxAttempts: 1, credentials });
}

function role(name: string, service: string, actions: string[]): string {
  const trust: PolicyDocument = {
    Statement: { Effect: 'Allow', Principal: { Service: service }, Action: 'sts:AssumeRole' },
  };
  const policies: readonly PolicyDocument[] = [{ Statement: { Effect: 'Allow', Action: actions, Resource: '*' } }];
  return cloud.iam.role({ accountId, name, trust, policies }).arn;
}

function source(
  ImageIdentifier = `${repository.uri}:v1`,
): NonNullable<CreateServiceCommandInput['SourceConfiguration']> {
  return {
    ImageRepository: { ImageIdentifier, ImageRepositoryType: 'ECR', ImageConfiguration: { Port: '3000' } },
    AutoDeploymentsEnabled: false,
    AuthenticationConfiguration: { AccessRoleArn: accessRole },
  };
}

function create(more: Partial<CreateServiceCommandInput> = {}) {
  return appRunner.send(new CreateServiceCommand({ ServiceName: 'clinic', SourceConfiguration: source(), ...more }));
}

/** The end of an operation. */
async function ended(ServiceArn: string | undefined, id: string | undefined): Promise<string | undefined> {
  for (;;) {
    const { OperationSummaryList } = await appRunner.send(new ListOperationsCommand({ ServiceArn }));
    const operation = OperationSummaryList?.find(({ Id }) => Id === id);
    if (operation?.EndedAt) return operation.Status;
    await sleep(10);
  }
}

async function running(more: Partial<CreateServiceCommandInput> = {}): Promise<string> {
  const { Service, OperationId } = await create(more);
  expect(await ended(Service?.ServiceArn, OperationId)).toBe('SUCCEEDED');
  return Service?.ServiceArn ?? '';
}

const describeService = async (ServiceArn: string) =>
  (await appRunner.send(new DescribeServiceCommand({ ServiceArn }))).Service;
const update = (ServiceArn: string, more: object = {}) =>
  appRunner.send(new UpdateServiceCommand({ ServiceArn, ...more }));

describe('creating a service', () => {
  test('takes an operation; then it is RUNNING, with the documented defaults, and its URL answers', async () => {
    const { Service, OperationId } = await create();
    expect(Service?.Status).toBe('OPERATION_IN_PROGRESS');
    expect(await ended(Service?.ServiceArn, OperationId)).toBe('SUCCEEDED');
    const service = await describeService(Service?.ServiceArn ?? '');
    expect(service).toMatchObject({
      Status: 'RUNNING',
      ServiceArn: expect.stringMatching(
        new RegExp(`^arn:aws:apprunner:${region}:${accountId}:service/clinic/[0-9a-f]{32}$`),
      ),
      InstanceConfiguration: { Cpu: '1024', Memory: '2048' },
      HealthCheckConfiguration: {
        Protocol: 'TCP',
        Path: '/',
        Interval: 5,
        Timeout: 2,
        HealthyThreshold: 1,
        UnhealthyThreshold: 5,
      },
      NetworkConfiguration: { EgressConfiguration: { EgressType: 'DEFAULT' } },
      AutoScalingConfigurationSummary: { AutoScalingConfigurationName: 'DefaultConfiguration' },
    });
    expect((await fetch(`http://${service?.ServiceUrl}/`)).status).toBe(200);
  });

  test.each([
    ['a short name', { ServiceName: 'abc' }, 'ServiceName abc'],
    ['a wrong pair', { InstanceConfiguration: { Cpu: '0.25 vCPU', Memory: '2 GB' } }, 'Memory 2 GB does not go with'],
    ['a wrong interval', { HealthCheckConfiguration: { Interval: 21 } }, 'Interval must be between 1 and 20'],
    [
      'a VPC without connector',
      { NetworkConfiguration: { EgressConfiguration: { EgressType: 'VPC' as const } } },
      'VpcConnectorArn',
    ],
  ])('refuses %s', async (_, more, message) => {
    await expect(create(more)).rejects.toMatchObject({
      name: 'InvalidRequestException',
      message: expect.stringContaining(message),
    });
  });

  test('refuses a role that does not trust it, an unknown registry and a name in use', async () => {
    const stranger = role('stranger', 'tasks.apprunner.amazonaws.com', ['ecr:*']);
    const wrong = { ...source(), AuthenticationConfiguration: { AccessRoleArn: stranger } };
    await expect(create({ SourceConfiguration: wrong })).rejects.toMatchObject({
      name: 'InvalidRequestException',
      message: `Error in assuming access role ${stranger}`,
    });
    await expect(create({ SourceConfiguration: source('example.com/clinic:v1') })).rejects.toMatchObject({
      name: 'InvalidRequestException',
    });
    await create();
    await expect(create()).rejects.toThrow('already exists');
  });

  test.each([
    ['the image is not there', () => source(`${repository.uri}:none`)],
    [
      'the role may not pull',
      () => ({
        ...source(),
        AuthenticationConfiguration: { AccessRoleArn: role('weak', 'build.apprunner.amazonaws.com', ['s3:*']) },
      }),
    ],
  ])('is CREATE_FAILED when %s; UpdateService builds it anew', async (_, wrongSource) => {
    const { Service, OperationId } = await create({ SourceConfiguration: wrongSource() });
    const arn = Service?.ServiceArn ?? '';
    expect(await ended(arn, OperationId)).toBe('FAILED');
    expect((await describeService(arn))?.Status).toBe('CREATE_FAILED');
    expect(logOf(arn)).toContain(
      '[AppRunner] Failed to pull your application image. Be sure you configure your service with a valid access role to your ECR repository.',
    );
    const { OperationId: rebuild } = await update(arn, { SourceConfiguration: source() });
    expect(await ended(arn, rebuild)).toBe('SUCCEEDED');
    expect((await describeService(arn))?.Status).toBe('RUNNING');
  });

  test('fails for an image of another architecture, and for one of another region', async () => {
    const foreign = await cloud.ecr.seedImage(
      accountId,
      region,
      { repositoryName: 'clinic' },
      { architecture: 'riscv64' },
    );
    const wrong = await create({ SourceConfiguration: source(foreign) });
    expect(await ended(wrong.Service?.ServiceArn, wrong.OperationId)).toBe('FAILED');
    expect(logOf(wrong.Service?.ServiceArn ?? '')).toContain('[AppRunner] Failed to copy the image from ECR.');
    const elsewhere = client(cloud.iam.administrator(accountId), 'us-east-1');
    const far = await elsewhere.send(
      new CreateServiceCommand({ ServiceName: 'clinic', SourceConfiguration: source() }),
    );
    expect(await ended(far.Service?.ServiceArn, far.OperationId)).toBe('FAILED');
  });
});

function logOf(arn: string): readonly string[] {
  const [service] = cloud.appRunner.services().filter((one) => one.arn === arn);
  const operation = service?.operations[0]?.id.replaceAll('-', '');
  return cloud.logs.messages({
    accountId,
    region: service?.region ?? '',
    group: `/aws/apprunner/${service?.name}/${service?.id}/service`,
    stream: `deployment/${operation}`,
  });
}

describe('updating a service', () => {
  test('keeps structures that were left out and completes those that were sent', async () => {
    const arn = await running({
      HealthCheckConfiguration: { Protocol: 'HTTP', Path: '/health', Interval: 3 },
      InstanceConfiguration: { Cpu: '2 vCPU', Memory: '4 GB' },
    });
    const { OperationId } = await update(arn, { HealthCheckConfiguration: { Interval: 7 } });
    expect(await ended(arn, OperationId)).toBe('SUCCEEDED');
    expect(await describeService(arn)).toMatchObject({
      HealthCheckConfiguration: { Protocol: 'TCP', Path: '/', Interval: 7 },
      InstanceConfiguration: { Cpu: '2048', Memory: '4096' },
      SourceConfiguration: source(),
    });
  });

  test('is refused while another operation runs', async () => {
    const arn = await running();
    cloud.appRunner.script({ outcome: { kind: 'hang' } });
    await update(arn);
    for (const call of [
      () => update(arn),
      () => appRunner.send(new PauseServiceCommand({ ServiceArn: arn })),
      () => appRunner.send(new DeleteServiceCommand({ ServiceArn: arn })),
      () => appRunner.send(new TagResourceCommand({ ResourceArn: arn, Tags: [{ Key: 'a', Value: 'b' }] })),
    ])
      await expect(call()).rejects.toMatchObject({ name: 'InvalidStateException' });
    await expect(appRunner.send(new StartDeploymentCommand({ ServiceArn: arn }))).rejects.toMatchObject({
      name: 'InvalidRequestException',
    });
  });

  test('that fails is rolled back: the service is RUNNING with the configuration from before', async () => {
    const arn = await running();
    const { OperationId } = await update(arn, { SourceConfiguration: source(`${repository.uri}:none`) });
    expect(await ended(arn, OperationId)).toBe('ROLLBACK_SUCCEEDED');
    const service = await describeService(arn);
    expect(service?.Status).toBe('RUNNING');
    expect(service?.SourceConfiguration).toEqual(source());
  });

  test.each([
    [{ kind: 'fail', reason: 'No capacity.' }, 'FAILED'],
    [{ kind: 'rollback' }, 'ROLLBACK_SUCCEEDED'],
    [{ kind: 'rollback', ends: 'failed' }, 'ROLLBACK_FAILED'],
  ] as const)('ends as a test scripts it: %j', async (outcome, status) => {
    const arn = await running();
    cloud.appRunner.script({ service: 'clinic', type: 'UPDATE_SERVICE', outcome, milliseconds: 5 });
    const { OperationId } = await update(arn);
    expect(await ended(arn, OperationId)).toBe(status);
    expect((await describeService(arn))?.Status).toBe('RUNNING');
    const next = await update(arn);
    expect(await ended(arn, next.OperationId)).toBe('SUCCEEDED');
  });
});

describe('the life of a service', () => {
  test('is paused, changed while paused, resumed and deleted', async () => {
    const arn = await running();
    const url = (await describeService(arn))?.ServiceUrl;
    const pause = await appRunner.send(new PauseServiceCommand({ ServiceArn: arn }));
    expect(await ended(arn, pause.OperationId)).toBe('SUCCEEDED');
    expect((await fetch(`http://${url}/`)).status).toBe(404);
    expect((await appRunner.send(new PauseServiceCommand({ ServiceArn: arn }))).OperationId).toBeUndefined();
    const changed = await update(arn, { InstanceConfiguration: { Cpu: '256', Memory: '512' } });
    expect(await ended(arn, changed.OperationId)).toBe('SUCCEEDED');
    expect(await describeService(arn)).toMatchObject({ Status: 'PAUSED', InstanceConfiguration: { Cpu: '256' } });
    await expect(appRunner.send(new StartDeploymentCommand({ ServiceArn: arn }))).rejects.toMatchObject({
      name: 'InvalidRequestException',
    });
    const resume = await appRunner.send(new ResumeServiceCommand({ ServiceArn: arn }));
    expect(await ended(arn, resume.OperationId)).toBe('SUCCEEDED');
    expect((await fetch(`http://${url}/`)).status).toBe(200);
    const deletion = await appRunner.send(new DeleteServiceCommand({ ServiceArn: arn }));
    expect(await ended(arn, deletion.OperationId)).toBe('SUCCEEDED');
    expect((await describeService(arn))?.Status).toBe('DELETED');
    expect((await appRunner.send(new ListServicesCommand({}))).ServiceSummaryList).toEqual([]);
    await expect(update(arn)).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
  });

  test('lists its operations newest first and page by page', async () => {
    const arn = await running();
    const { OperationId } = await appRunner.send(new StartDeploymentCommand({ ServiceArn: arn }));
    await ended(arn, OperationId);
    const first = await appRunner.send(new ListOperationsCommand({ ServiceArn: arn, MaxResults: 1 }));
    const second = await appRunner.send(
      new ListOperationsCommand({ ServiceArn: arn, MaxResults: 1, NextToken: first.NextToken }),
    );
    expect([first, second].map(({ OperationSummaryList: [one] = [] }) => one?.Type)).toEqual([
      'START_DEPLOYMENT',
      'CREATE_SERVICE',
    ]);
    expect(second.NextToken).toBeUndefined();
  });

  test('deploys by itself what is pushed to its tag', async () => {
    const arn = await running({ SourceConfiguration: { ...source(), AutoDeploymentsEnabled: true } });
    cloud.appRunner.script({ type: 'START_DEPLOYMENT', outcome: { kind: 'hang' } });
    const deployed = repository.images.get(repository.tags.get('v1') ?? '')?.manifest;
    const ecr = new ECRClient({ endpoint: cloud.endpoint, region, credentials: cloud.iam.administrator(accountId) });
    await ecr.send(new PutImageCommand({ repositoryName: 'clinic', imageManifest: `${deployed}\n`, imageTag: 'v1' }));
    const { OperationSummaryList: [newest] = [] } = await appRunner.send(
      new ListOperationsCommand({ ServiceArn: arn }),
    );
    expect(newest?.Type).toBe('START_DEPLOYMENT');
    await expect(update(arn)).rejects.toMatchObject({ name: 'InvalidStateException' });
  });

  test('has tags, and companions', async () => {
    const arn = await running({ Tags: [{ Key: 'team', Value: 'web' }] });
    const { Tags } = await appRunner.send(new ListTagsForResourceCommand({ ResourceArn: arn }));
    expect(Tags).toEqual([{ Key: 'team', Value: 'web' }]);
    const { AutoScalingConfiguration: made } = await appRunner.send(
      new CreateAutoScalingConfigurationCommand({ AutoScalingConfigurationName: 'busy', MaxSize: 5 }),
    );
    const { AutoScalingConfiguration: found } = await appRunner.send(
      new DescribeAutoScalingConfigurationCommand({
        AutoScalingConfigurationArn: made?.AutoScalingConfigurationArn?.split('/').slice(0, 2).join('/'),
      }),
    );
    expect(found).toEqual(made);
    const connector = cloud.appRunner.vpcConnector(accountId, region, 'private');
    const { VpcConnectors } = await appRunner.send(new ListVpcConnectorsCommand({}));
    expect(VpcConnectors?.map(({ VpcConnectorArn }) => VpcConnectorArn)).toEqual([connector.VpcConnectorArn]);
  });
});

describe('permissions', () => {
  test('giving App Runner a role needs iam:PassRole', async () => {
    const user = cloud.iam.user({
      accountId,
      name: 'deployer',
      policies: [{ Statement: { Effect: 'Allow', Action: 'apprunner:*', Resource: '*' } }],
    });
    await expect(
      client(user).send(new CreateServiceCommand({ ServiceName: 'clinic', SourceConfiguration: source() })),
    ).rejects.toMatchObject({
      name: 'AccessDeniedException',
      message: expect.stringContaining(`iam:PassRole on resource: ${accessRole}`),
    });
  });

  test('a service is named by its ARN', async () => {
    const arn = await running();
    const user = cloud.iam.user({
      accountId,
      name: 'reader',
      policies: [{ Statement: { Effect: 'Allow', Action: 'apprunner:Describe*', Resource: arn } }],
    });
    await client(user).send(new DescribeServiceCommand({ ServiceArn: arn }));
    await expect(client(user).send(new ListOperationsCommand({ ServiceArn: arn }))).rejects.toMatchObject({
      name: 'AccessDeniedException',
      message: expect.stringContaining(`apprunner:ListOperations on resource: ${arn}`),
    });
  });
});

import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { type ExpressStage, name, startService } from './service-stage.ts';

let stage: ExpressStage;

beforeEach(async () => {
  stage = await startService();
});
afterEach(() => stage.close());

describe('a new service', () => {
  test('is created with sizes, port and health check that leave nothing to AWS, and serves', async () => {
    const { outputs, failure, report } = await stage.deploy({
      ...{ create: 'true', tags: 'team=care', 'task-role': stage.taskRole },
      ...{ 'execution-role': stage.executionRole, 'infrastructure-role': stage.infrastructureRole },
    });
    expect(failure).toBeUndefined();
    expect(stage.configuration()).toMatchObject({
      ...{ image: stage.images.v2, cpu: '1024', memory: '2048', port: 8080, healthCheckPath: '/' },
      ...{ cpuArchitecture: 'X86_64', executionRoleArn: stage.executionRole, taskRoleArn: stage.taskRole },
    });
    const { arn, endpoint, deployments, tags } = stage.service();
    expect(tags).toEqual(new Map([['team', 'care']]));
    expect(outputs).toMatchObject({
      ...{ changed: true, status: 'SUCCESSFUL', image: stage.images.v2, 'rolled-back': false },
      ...{ 'service-arn': arn, 'service-url': `http://${endpoint}`, 'operation-id': deployments[0]?.arn },
      ...{ 'console-url': expect.stringContaining(`/ecs/v2/clusters/default/services/${name}/`) },
      ...{ 'logs-url': expect.stringContaining('$252Faws$252Fecs$252Fdefault$252Fclinic-dev') },
    });
    expect(outputs['previous-image']).toBeUndefined();
    expect(report.status).toBe('succeeded');
    const page = await fetch(String(outputs['service-url']));
    expect(await page.text()).toContain(name);
  });

  test('stands in the cluster that the input names', async () => {
    stage.cloud.ecs.cluster('111111111111', 'eu-central-1', 'care');
    await stage.create({ cluster: 'care' });
    expect(stage.service().arn).toBe(`arn:aws:ecs:eu-central-1:111111111111:service/care/${name}`);
    const again = await stage.deploy({ service: stage.service().arn });
    expect(again.outputs).toMatchObject({ status: 'SUCCESSFUL', image: stage.images.v2 });
  });
});

describe('a new image', () => {
  test('replaces the old one after its canary, and nothing else changes', async () => {
    await stage.create({ env: 'APP_ENV=dev', cpu: '512', memory: '1024', 'health-check-path': '/health' });
    await stage.change({
      scalingTarget: { minTaskCount: 2, maxTaskCount: 7, autoScalingMetric: 'REQUEST_COUNT_PER_TARGET' },
      networkConfiguration: { subnets: ['subnet-11111111'], securityGroups: ['sg-22222222'] },
    });
    await stage.settle();
    const before = stage.configuration();
    const { outputs, report } = await stage.deploy();
    expect(stage.configuration()).toEqual({ ...before, image: stage.images.v2 });
    const [sent] = stage.cloud.requests.all({ operation: 'UpdateExpressGatewayService' });
    expect(sent?.input).toMatchObject({ cpu: '512', memory: '1024', healthCheckPath: '/health' });
    expect(Object.keys(sent?.input ?? {})).not.toEqual(expect.arrayContaining(['networkConfiguration']));
    expect(Object.keys(sent?.input ?? {})).not.toEqual(expect.arrayContaining(['scalingTarget']));
    expect(outputs).toMatchObject({
      ...{ status: 'SUCCESSFUL', image: stage.images.v2, 'previous-image': stage.images.v1, changed: true },
    });
    expect(report.sections[0]).toMatchObject({ rows: [['image', stage.images.v1, stage.images.v2]] });
  });

  test('is deployed by its digest where a tag is given, so that the same tag changes nothing', async () => {
    await stage.create();
    const tagged = stage.images.v2.replace(/@.*/, ':v2');
    const { outputs } = await stage.deploy({ image: tagged });
    expect(outputs.image).toMatch(/@sha256:/);
    stage.calls();
    const again = await stage.deploy({ image: tagged });
    expect(again.outputs).toMatchObject({ changed: false, status: 'unchanged', image: outputs.image });
  });

  test('that is older than the one before is called a rollback', async () => {
    await stage.create();
    await stage.deploy();
    const { outputs, report } = await stage.deploy({ image: stage.images.v1 });
    expect(outputs).toMatchObject({ image: stage.images.v1, 'previous-image': stage.images.v2 });
    expect(report.result).toContain('It is a rollback: what is deployed is older than what ran before.');
  });
});

describe('the same image and configuration', () => {
  test('writes nothing', async () => {
    await stage.create({ env: 'APP_ENV=dev' });
    const { outputs } = await stage.deploy({ image: stage.images.v1, env: 'APP_ENV=dev', port: '3000' });
    expect(outputs).toMatchObject({ changed: false, status: 'unchanged', 'previous-image': stage.images.v1 });
    expect(new Set(stage.calls())).toEqual(
      new Set(['ecs:DescribeServices', 'ecs:DescribeExpressGatewayService', 'ecs:ListServiceDeployments']),
    );
  });

  test('only gets its tags', async () => {
    await stage.create();
    const { outputs } = await stage.deploy({ image: stage.images.v1, tags: 'team=care' });
    expect(outputs).toMatchObject({ changed: true, status: 'unchanged' });
    expect(stage.service().tags.get('team')).toBe('care');
    expect(stage.calls()).not.toContain('ecs:UpdateExpressGatewayService');
  });
});

describe('variables', () => {
  beforeEach(async () => {
    await stage.create({ env: 'APP_ENV=dev\nLEVEL=info' });
  });
  const variables = () => stage.configuration().environment;

  test('are merged with those that are there', async () => {
    await stage.deploy({ env: 'LEVEL=debug' });
    expect(variables()).toEqual([
      { name: 'APP_ENV', value: 'dev' },
      { name: 'LEVEL', value: 'debug' },
    ]);
  });

  test('replace them where that is asked for', async () => {
    await stage.deploy({ env: 'LEVEL=debug', 'env-strategy': 'replace' });
    expect(variables()).toEqual([{ name: 'LEVEL', value: 'debug' }]);
  });

  test('become secrets, by ARN', async () => {
    const { arn } = stage.cloud.secrets.create({
      accountId: '111111111111',
      region: 'eu-central-1',
      name: 'level',
      value: 's',
    });
    const { outputs } = await stage.deploy({ secrets: `LEVEL=${arn}` });
    expect(variables()).toEqual([{ name: 'APP_ENV', value: 'dev' }]);
    expect(stage.configuration().secrets).toEqual([{ name: 'LEVEL', valueFrom: arn }]);
    expect(outputs.plan).toContain(arn);
  });
});

test('a plan names each field before and after, and writes nothing', async () => {
  await stage.create();
  const { outputs } = await stage.deploy({
    ...{ 'dry-run': 'true', cpu: '0.5 vCPU', memory: '1 GB', 'start-command': "node server.js --name 'a b'" },
    ...{ subnets: 'subnet-0000000b\nsubnet-0000000a', 'min-tasks': '2', 'max-tasks': '4' },
  });
  expect(JSON.parse(String(outputs.plan)).changes[0].fields).toEqual([
    { field: 'command', before: '', after: "node server.js --name 'a b'" },
    { field: 'cpu', before: '1024', after: '512' },
    { field: 'image', before: stage.images.v1, after: stage.images.v2 },
    { field: 'maxTasks', before: '20', after: '4' },
    { field: 'memory', before: '2048', after: '1024' },
    { field: 'minTasks', before: '1', after: '2' },
    { field: 'subnets', before: 'subnet-0a1b2c3d subnet-1a2b3c4d', after: 'subnet-0000000a subnet-0000000b' },
  ]);
  expect(outputs).toMatchObject({ changed: true, status: 'planned' });
  expect(stage.calls().filter((call) => /Update|Create|Tag/.test(call))).toEqual([]);
});

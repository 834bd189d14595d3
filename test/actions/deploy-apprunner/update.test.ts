import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { accountId, region } from '../../support/action.ts';
import { name, type ServiceStage, startService } from './service-stage.ts';

let stage: ServiceStage;

beforeEach(async () => {
  stage = await startService();
});
afterEach(() => stage.close());

const writes = () =>
  stage.calls().filter((call) => !/:(List|Describe|GetRole|Filter|BatchGet|GetDownloadUrl|DownloadBlob)/.test(call));
const imageOf = () => stage.service().configuration.source.ImageRepository;

describe('a service that is not there', () => {
  test('is not created by itself', async () => {
    await expect(stage.deploy()).rejects.toThrow(
      `There is no App Runner service ${name} in this account and region. Check \`service\` and \`aws-region\``,
    );
    expect(writes()).toEqual([]);
  });

  test('is created with all that the inputs say', async () => {
    const { outputs, report } = await stage.deploy({
      ...{ image: stage.images.v1, create: 'true', port: '3000', cpu: '0.5 vCPU', memory: '1 GB' },
      ...{ env: 'APP_ENV=dev\nEMPTY=', tags: 'app=clinic', 'health-check-path': '/health', 'start-command': 'node x' },
      ...{ 'access-role': stage.accessRole, 'instance-role': stage.instanceRole },
    });
    const service = stage.service();
    expect(service).toMatchObject({ status: 'RUNNING', tags: new Map([['app', 'clinic']]) });
    expect(service.configuration).toMatchObject({
      source: {
        AutoDeploymentsEnabled: false,
        AuthenticationConfiguration: { AccessRoleArn: stage.accessRole },
        ImageRepository: {
          ImageIdentifier: stage.images.v1,
          ImageConfiguration: {
            ...{ Port: '3000', StartCommand: 'node x' },
            RuntimeEnvironmentVariables: { APP_ENV: 'dev', EMPTY: '' },
          },
        },
      },
      instance: { Cpu: '512', Memory: '1024', InstanceRoleArn: stage.instanceRole },
      healthCheck: { Protocol: 'HTTP', Path: '/health' },
    });
    expect(outputs).toMatchObject({
      ...{ changed: true, status: 'SUCCEEDED', image: stage.images.v1, 'service-arn': service.arn },
      ...{ 'service-url': `http://${service.url}`, 'rolled-back': false, 'operation-id': service.operations[0]?.id },
    });
    expect(outputs['previous-image']).toBeUndefined();
    expect(report).toMatchObject({ status: 'succeeded', result: 'Done (create): the new configuration runs.' });
    expect(writes()).toEqual(['apprunner:CreateService']);
  });

  test('needs an image, and an ARN is nothing to create', async () => {
    await expect(stage.run({ service: name, create: 'true' })).rejects.toThrow('cannot be created without an image');
    const arn = `arn:aws:apprunner:eu-central-1:111111111111:service/gone/${'a'.repeat(32)}`;
    await expect(stage.deploy({ service: arn, create: 'true' })).rejects.toThrow('There is no App Runner service');
    expect(writes()).toEqual([]);
  });

  test('whose creation failed is rebuilt, and keeps its ARN and address', async () => {
    stage.cloud.appRunner.script({ type: 'CREATE_SERVICE', outcome: { kind: 'fail', reason: 'No.' } });
    const create = { create: 'true', 'access-role': stage.accessRole };
    expect((await stage.deploy(create)).failure?.message).toContain(
      `The create of the App Runner service ${name} ended as FAILED. The service is not running.`,
    );
    const { arn, url, status } = stage.service();
    expect(status).toBe('CREATE_FAILED');
    const { outputs, failure } = await stage.deploy(create);
    expect(failure).toBeUndefined();
    expect(outputs).toMatchObject({ 'service-arn': arn, 'service-url': `http://${url}`, status: 'SUCCEEDED' });
    expect(stage.cloud.appRunner.services()).toHaveLength(1);
  });

  test('one of the same name that was deleted does not count', async () => {
    const { arn } = await stage.create();
    stage.service().status = 'DELETED';
    await expect(stage.deploy()).rejects.toThrow('There is no App Runner service');
    const { outputs } = await stage.deploy({ create: 'true', 'access-role': stage.accessRole });
    expect(outputs['service-arn']).not.toBe(arn);
  });
});

describe('an update', () => {
  test('deploys the image, follows its operation to the end, and tells what served before', async () => {
    const { arn } = await stage.create();
    const { outputs, failure, log } = await stage.deploy();
    expect(failure).toBeUndefined();
    expect(imageOf()?.ImageIdentifier).toBe(stage.images.v2);
    expect(outputs).toMatchObject({
      ...{ changed: true, status: 'SUCCEEDED', image: stage.images.v2, 'previous-image': stage.images.v1 },
      ...{ 'service-arn': arn, 'operation-id': stage.service().operations[0]?.id, 'rolled-back': false },
    });
    expect(outputs['logs-url']).toContain('$252Fapplication');
    expect(log).toContainEqual(expect.stringMatching(/: SUCCEEDED after \d+ s$/));
    expect(writes()).toEqual(['apprunner:UpdateService']);
  });

  test('with nothing to change calls nothing, and is not a change', async () => {
    await stage.create({ env: 'A=1', 'health-check-path': '/health' });
    const { outputs, report } = await stage.deploy({ image: stage.images.v1, env: 'A=1' });
    expect(outputs).toMatchObject({ changed: false, status: 'unchanged', image: stage.images.v1 });
    expect(outputs['operation-id']).toBeUndefined();
    expect(report.status).toBe('unchanged');
    expect(writes()).toEqual([]);
  });

  test('finds the service by its ARN as well, without listing', async () => {
    const { arn } = await stage.create();
    expect((await stage.deploy({ service: arn })).outputs['status']).toBe('SUCCEEDED');
    expect(stage.calls()).not.toContain('apprunner:ListServices');
  });

  test('finds the service on whatever page of the list', async () => {
    await stage.create();
    const { services } = stage.cloud.appRunner;
    expect(services()).toHaveLength(1);
    for (let index = 0; index < 25; index++)
      await stage.deploy({ service: `another-${index}`, create: 'true', 'access-role': stage.accessRole });
    await stage.deploy({ service: 'zz-last', create: 'true', 'access-role': stage.accessRole });
    expect((await stage.deploy({ service: 'zz-last' })).outputs['status']).toBe('unchanged');
  });

  test('changes what the inputs name and sends everything else back as it was', async () => {
    await stage.create({ env: 'A=1', 'instance-role': stage.instanceRole });
    const connector = stage.cloud.appRunner.vpcConnector('111111111111', 'eu-central-1', 'private');
    const before = await stage.change({
      SourceConfiguration: { ...stage.service().configuration.source },
      InstanceConfiguration: { Cpu: '2048', Memory: '6144', InstanceRoleArn: stage.instanceRole },
      HealthCheckConfiguration: {
        ...{ Protocol: 'HTTP', Path: '/up', Interval: 7, Timeout: 3, HealthyThreshold: 2, UnhealthyThreshold: 9 },
      },
      NetworkConfiguration: {
        EgressConfiguration: { EgressType: 'VPC', VpcConnectorArn: connector.VpcConnectorArn },
        IngressConfiguration: { IsPubliclyAccessible: false },
        IpAddressType: 'DUAL_STACK',
      },
      ObservabilityConfiguration: {
        ObservabilityEnabled: true,
        ObservabilityConfigurationArn: 'arn:aws:apprunner:eu-central-1:111111111111:observabilityconfiguration/x/1/a',
      },
    });
    await stage.deploy();
    const { source, ...rest } = stage.service().configuration;
    const { source: sourceBefore, ...restBefore } = before;
    expect(rest).toEqual(restBefore);
    expect(source).toEqual({
      ...sourceBefore,
      ImageRepository: { ...sourceBefore.ImageRepository, ImageIdentifier: stage.images.v2 },
    });
  });
});

describe('variables', () => {
  const variables = () => ({
    plain: imageOf()?.ImageConfiguration?.RuntimeEnvironmentVariables,
    secret: imageOf()?.ImageConfiguration?.RuntimeEnvironmentSecrets,
  });

  test('merge: those that are not named stay', async () => {
    await stage.create({ env: 'A=1\nB=2' });
    await stage.deploy({ env: 'B=3\nC=4' });
    expect(variables().plain).toEqual({ A: '1', B: '3', C: '4' });
  });

  test('replace: those that are not named go', async () => {
    await stage.create({ env: 'A=1\nB=2' });
    await stage.deploy({ env: 'B=3', 'env-strategy': 'replace' });
    expect(variables().plain).toEqual({ B: '3' });
  });

  test('one that becomes a secret leaves the plain ones, and the other way round', async () => {
    const { arn } = stage.cloud.secrets.create({ accountId, region, name: 'db', value: 'postgres://' });
    await stage.create({ env: 'DB=plain', 'instance-role': stage.instanceRole });
    await stage.deploy({ secrets: `DB=${arn}` });
    expect(variables()).toEqual({ plain: {}, secret: { DB: arn } });
    await stage.deploy({ env: 'DB=plain' });
    expect(variables()).toEqual({ plain: { DB: 'plain' }, secret: {} });
  });

  test('what was there before is not shown: it may be a secret in the wrong place', async () => {
    await stage.create({ env: 'PASSWORD=hunter2' });
    const { outputs, report } = await stage.deploy({ env: 'PASSWORD=\nNEW=1', 'dry-run': 'true' });
    expect(JSON.stringify([outputs, report])).not.toContain('hunter2');
    expect(JSON.stringify(report.sections)).toContain('["env PASSWORD","(set)",""]');
  });
});

describe('a dry run', () => {
  test('shows each field before and after, and writes nothing', async () => {
    await stage.create({ env: 'A=1' });
    const { outputs, report } = await stage.deploy({ 'dry-run': 'true', memory: '4 GB', env: 'A=2' });
    expect(outputs).toMatchObject({ changed: true, status: 'planned', image: stage.images.v1 });
    expect(report.result).toBe('Would update the service: image, 1 variable and memory.');
    expect(report.sections).toEqual([
      {
        ...{ kind: 'table', title: 'Configuration', columns: ['Field', 'Before', 'After'] },
        rows: [
          ['env A', '(set)', '2'],
          ['image', stage.images.v1, stage.images.v2],
          ['memory', '2048', '4096'],
        ],
      },
    ]);
    expect(writes()).toEqual([]);
    expect(imageOf()?.ImageIdentifier).toBe(stage.images.v1);
  });
});

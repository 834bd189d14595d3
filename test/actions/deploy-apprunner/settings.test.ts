import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { accountId, failureOf, region } from '../../support/action.ts';
import { name, type ServiceStage, startService } from './service-stage.ts';

let stage: ServiceStage;

beforeEach(async () => {
  stage = await startService();
});
afterEach(() => stage.close());

const create = (inputs: Readonly<Record<string, string>> = {}) => stage.create(inputs);
const writes = () => stage.calls().filter((call) => /:(Create|Update|Start|Tag|Untag)/.test(call));
const connector = () => stage.cloud.appRunner.vpcConnector(accountId, region, 'private').VpcConnectorArn ?? '';
const tracing = `arn:aws:apprunner:${region}:${accountId}:observabilityconfiguration/tracing/1/a1b2c3`;
const key = `arn:aws:kms:${region}:${accountId}:key/0a1b2c3d-0000-4000-8000-000000000001`;

const health = {
  ...{ 'health-check-path': '/health', 'health-check-interval-seconds': '10', 'health-check-timeout-seconds': '4' },
  ...{ 'healthy-threshold': '2', 'unhealthy-threshold': '7' },
};

describe('the health check', () => {
  test('of a new service is as the inputs say', async () => {
    const { configuration } = await create(health);
    expect(configuration.healthCheck).toEqual({
      ...{ Protocol: 'HTTP', Path: '/health', Interval: 10, Timeout: 4, HealthyThreshold: 2, UnhealthyThreshold: 7 },
    });
  });

  test('keeps what the inputs leave out, and the plan shows what they change', async () => {
    await create(health);
    const inputs = { image: stage.images.v1, 'unhealthy-threshold': '3' };
    const { report } = await stage.deploy({ ...inputs, 'dry-run': 'true' });
    expect(JSON.stringify(report.sections)).toContain('["unhealthyThreshold","7","3"]');
    await stage.deploy(inputs);
    expect(stage.service().configuration.healthCheck).toEqual({
      ...{ Protocol: 'HTTP', Path: '/health', Interval: 10, Timeout: 4, HealthyThreshold: 2, UnhealthyThreshold: 3 },
    });
    const again = await stage.deploy({ image: stage.images.v1, ...health, 'unhealthy-threshold': '3' });
    expect(again.outputs).toMatchObject({ changed: false, status: 'unchanged' });
  });

  test.each(Object.keys(health).filter((input) => input !== 'health-check-path'))('%s takes 1 to 20', async (input) => {
    await create();
    for (const value of ['0', '21', '2.5'])
      await expect(stage.deploy({ [input]: value })).rejects.toThrow(`${input} (with): got "${value}"`);
    expect(writes()).toEqual([]);
  });

  test('without a path is one of TCP, at its own pace', async () => {
    await create({ 'health-check-interval-seconds': '9' });
    expect(stage.service().configuration.healthCheck).toMatchObject({ Protocol: 'TCP', Interval: 9, Timeout: 2 });
  });
});

describe('`off`', () => {
  test('takes start command, VPC connector and tracing off, and leaves everything else', async () => {
    await create({
      ...{ ...health, 'start-command': 'node x', 'vpc-connector': connector(), 'ip-address-type': 'DUAL_STACK' },
      ...{ 'observability-configuration': tracing, 'instance-role': stage.instanceRole, env: 'A=1' },
    });
    const before = stage.service().configuration;
    expect(before.source.ImageRepository?.ImageConfiguration?.StartCommand).toBe('node x');
    expect(before.network.EgressConfiguration?.EgressType).toBe('VPC');
    const inputs = { 'start-command': 'off', 'vpc-connector': 'off', 'observability-configuration': 'off' };
    const { outputs } = await stage.deploy({ image: stage.images.v1, ...inputs });
    expect(outputs).toMatchObject({ changed: true, status: 'SUCCEEDED' });
    const after = stage.service().configuration;
    const { StartCommand: _, ...image } = before.source.ImageRepository?.ImageConfiguration ?? {};
    expect(after).toEqual({
      ...before,
      source: {
        ...before.source,
        ImageRepository: { ...before.source.ImageRepository, ImageConfiguration: image },
      },
      network: { ...before.network, EgressConfiguration: { EgressType: 'DEFAULT' } },
      observability: { ObservabilityEnabled: false },
    });
    const again = await stage.deploy({ image: stage.images.v1, ...inputs });
    expect(again.outputs).toMatchObject({ changed: false });
  });

  test('what was taken off is there again after a failure that App Runner does not take back', async () => {
    const arn = connector();
    await create({ 'start-command': 'node x', 'vpc-connector': arn });
    stage.cloud.appRunner.script({ type: 'UPDATE_SERVICE', outcome: { kind: 'fail' } });
    const { outputs } = await stage.deploy({ 'start-command': 'off', 'vpc-connector': 'off' });
    expect(outputs).toMatchObject({ 'rolled-back': true, image: stage.images.v1 });
    const { source, network } = stage.service().configuration;
    expect(source.ImageRepository?.ImageConfiguration?.StartCommand).toBe('node x');
    expect(network.EgressConfiguration).toEqual({ EgressType: 'VPC', VpcConnectorArn: arn });
  });

  test('is nothing to take off from a service that has none', async () => {
    await create();
    const { outputs } = await stage.deploy({
      ...{ image: stage.images.v1, 'start-command': 'off', 'vpc-connector': 'off' },
    });
    expect(outputs).toMatchObject({ changed: false });
  });
});

test('the service answers over IPv6 too, and over IPv4 alone again', async () => {
  await create({ 'ip-address-type': 'DUAL_STACK' });
  expect(stage.service().configuration.network.IpAddressType).toBe('DUAL_STACK');
  await stage.deploy();
  expect(stage.service().configuration.network.IpAddressType).toBe('DUAL_STACK');
  const { report } = await stage.deploy({ 'ip-address-type': 'IPV4' });
  expect(report.result).toContain('ipAddressType');
  expect(stage.service().configuration.network.IpAddressType).toBe('IPV4');
});

describe('a key of KMS', () => {
  test('is chosen when the service is created', async () => {
    expect((await create({ 'kms-key': key })).encryption).toEqual({ KmsKey: key });
    const { outputs } = await stage.deploy({ image: stage.images.v1, 'kms-key': key });
    expect(outputs).toMatchObject({ changed: false });
  });

  test.each([
    ['a key of AWS', {}],
    [key.replace('0001', '0002'), { 'kms-key': key.replace('0001', '0002') }],
  ])('is no other one later: the service uses %s', async (uses, inputs) => {
    await create(inputs);
    expect(await failureOf(stage.deploy({ 'kms-key': key }))).toBe(
      `The encryption of an App Runner service is chosen when it is created: ${name} uses ${uses}, not ${key}. Leave \`kms-key\` out, or create another service with it. Nothing was changed.`,
    );
    expect(writes()).toEqual([]);
  });

  test('is in the region of the service', async () => {
    const message = await failureOf(
      stage.deploy({
        ...{ create: 'true', 'access-role': stage.accessRole, 'aws-region': region },
        'kms-key': key.replace(region, 'us-east-1'),
      }),
    );
    expect(message).toContain('kms-key is in us-east-1, and the service is in eu-central-1.');
  });
});

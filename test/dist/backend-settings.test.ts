import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Cloud } from '../cloud/cloud.ts';
import { runStep, type StepResult } from '../support/process.ts';
import { accountId, defaults, region, startBackends, type Target, targets } from './backend-stage.ts';

let cloud: Cloud;
let image: string;

beforeAll(async () => {
  cloud = await startBackends('none');
  image = await cloud.ecr.seedImage(accountId, region, { repositoryName: 'clinic', tag: 'v1' }, { labels: {} });
});
afterAll(() => cloud.close());

/** Runs a target with these keys in its section of the config file; `alone`: without an image and the usual roles. */
function deploy(
  target: Target,
  service: string,
  section: Readonly<Record<string, unknown>>,
  { alone = false } = {},
): Promise<StepResult> {
  const keys = JSON.stringify({ service, create: true, ...section });
  const others = alone ? ' {}' : defaults;
  const webapp = `defaults:${others}\nenvironments:\n  dev: { region: ${region}, stack: clinic-dev, ${target}: ${keys} }\n`;
  return runStep(target, {
    environment: cloud.environment(cloud.iam.administrator(accountId), region),
    files: { 'webapp.yml': webapp },
    inputs: { environment: 'dev', ...(alone ? {} : { image }) },
  });
}

const succeeded = { exitCode: 0, outputs: expect.objectContaining({ changed: 'true' }) };
const unchanged = { exitCode: 0, outputs: expect.objectContaining({ changed: 'false' }) };

const tagsOf: Readonly<Record<Target, (service: string) => ReadonlyMap<string, string> | undefined>> = {
  'deploy-apprunner': (name) => cloud.appRunner.services().find((one) => one.name === name)?.tags,
  'deploy-ecs-express': (name) => cloud.ecs.services().find((one) => one.name === name)?.tags,
  'deploy-beanstalk': (name) => cloud.elasticBeanstalk.environments().find((one) => one.name === name)?.tags,
};

describe.each(targets)('%s', (target) => {
  test('takes tags off that the config file names', async () => {
    const service = 'clinic-tagged';
    expect(await deploy(target, service, { tags: { team: 'care', old: 1 } })).toMatchObject(succeeded);
    const wanted = { tags: { team: 'lab' }, 'remove-tags': ['old'] };
    const { summary, ...step } = await deploy(target, service, wanted);
    expect(step).toMatchObject(succeeded);
    expect(summary).toContain('tag old');
    expect(Object.fromEntries(tagsOf[target](service) ?? [])).toEqual({ team: 'lab' });
    expect(await deploy(target, service, wanted)).toMatchObject(unchanged);
  }, 90_000);
});

const endpoint = { ingress: 'private', 'vpc-id': 'vpc-0a1b2c3d', 'vpc-endpoint-id': 'vpce-0a1b2c3d' };

describe('deploy-apprunner', () => {
  const target = 'deploy-apprunner';
  const service = (name: string) => {
    const found = cloud.appRunner.services().find((one) => one.name === name);
    if (!found) throw new Error(`There is no service ${name}.`);
    return found;
  };

  test('sets health check, key and address type, and takes start command and VPC connector off', async () => {
    const connector = cloud.appRunner.vpcConnector(accountId, region, 'private').VpcConnectorArn;
    const key = `arn:aws:kms:${region}:${accountId}:key/0a1b2c3d`;
    const settings = {
      ...{ 'health-check-path': '/health', 'health-check-interval-seconds': 10, 'health-check-timeout-seconds': 4 },
      ...{ 'healthy-threshold': 2, 'unhealthy-threshold': 7, 'ip-address-type': 'DUAL_STACK', 'kms-key': key },
    };
    const first = { ...settings, 'start-command': 'node x', 'vpc-connector': connector };
    expect(await deploy(target, 'clinic-settings', first)).toMatchObject(succeeded);
    const off = { ...settings, 'start-command': 'off', 'vpc-connector': 'off' };
    expect(await deploy(target, 'clinic-settings', off)).toMatchObject(succeeded);
    const { configuration, encryption } = service('clinic-settings');
    expect(configuration).toMatchObject({
      healthCheck: { Protocol: 'HTTP', Interval: 10, Timeout: 4, HealthyThreshold: 2, UnhealthyThreshold: 7 },
      network: { EgressConfiguration: { EgressType: 'DEFAULT' }, IpAddressType: 'DUAL_STACK' },
    });
    expect(configuration.source.ImageRepository?.ImageConfiguration).not.toHaveProperty('StartCommand');
    expect(encryption).toEqual({ KmsKey: key });
    expect(await deploy(target, 'clinic-settings', off)).toMatchObject(unchanged);
  }, 90_000);

  test('makes a service private, protects it, and says from where it is reached', async () => {
    const webAcl = cloud.waf.webAcl(accountId, region, 'clinic');
    const { summary, ...step } = await deploy(target, 'clinic-private', { ...endpoint, 'web-acl': webAcl });
    expect(step).toMatchObject(succeeded);
    const { arn, url } = service('clinic-private');
    expect(step.outputs).toMatchObject({ 'service-url': `http://${url}`, status: 'AVAILABLE' });
    expect(summary).toContain('must run inside of vpc-0a1b2c3d');
    expect(cloud.waf.of(arn)).toBe(webAcl);
    const off = { ...endpoint, 'web-acl': 'off' };
    expect(await deploy(target, 'clinic-private', off)).toMatchObject(succeeded);
    expect(cloud.waf.of(arn)).toBeUndefined();
    expect(await deploy(target, 'clinic-private', off)).toMatchObject(unchanged);
  }, 90_000);
});

describe('deploy-ecs-express', () => {
  const target = 'deploy-ecs-express';
  const configuration = (name: string) =>
    cloud.ecs
      .services()
      .find((one) => one.name === name)
      ?.active.at(-1)?.configuration;

  test('sets log group, prefix and the credentials of a private registry', async () => {
    const value = '{"username":"ci","password":"hunter2"}';
    const credentials = cloud.secrets.create({ accountId, region, name: 'registry', value }).arn;
    const settings = { 'log-group': '/clinic/api', 'log-stream-prefix': 'api', 'repository-credentials': credentials };
    expect(await deploy(target, 'clinic-logs', settings)).toMatchObject(succeeded);
    expect(configuration('clinic-logs')).toMatchObject({
      ...{ logGroup: '/clinic/api', logStreamPrefix: 'api', repositoryCredentials: credentials },
    });
    expect(await deploy(target, 'clinic-logs', settings)).toMatchObject(unchanged);
  }, 90_000);

  test('deploys a task definition with a sidecar, and refuses an image beside it', async () => {
    const main = { name: 'Main', image, portMappings: [{ name: 'web', containerPort: 8080 }] };
    const arn = cloud.ecs.registerTaskDefinition(accountId, region, {
      ...{ family: 'clinic', requiresCompatibilities: ['FARGATE'], cpu: '256', memory: '512' },
      executionRoleArn: `arn:aws:iam::${accountId}:role/task`,
      containerDefinitions: [main, { name: 'proxy', image }],
    });
    const role = `arn:aws:iam::${accountId}:role/infrastructure`;
    const section = { 'task-definition': arn, 'infrastructure-role': role };
    const refused = await deploy(target, 'clinic-task', section);
    expect(refused).toMatchObject({ exitCode: 1 });
    expect(refused.lines.join('\n')).toContain('so `image`');
    const step = await deploy(target, 'clinic-task', section, { alone: true });
    expect(step).toMatchObject(succeeded);
    expect(step.outputs).toMatchObject({ image, status: 'SUCCESSFUL' });
    expect(configuration('clinic-task')?.ownTaskDefinition).toBe(arn);
  }, 90_000);
});

test('the whole chain takes the same keys from the config file, and shows them in its plan', async () => {
  const keys = { service: 'clinic-chain', create: true, 'unhealthy-threshold': 9, ...endpoint };
  const webapp = `app: clinic\ndefaults:${defaults}\nenvironments:\n  dev: { region: ${region}, stack: clinic-dev, deploy-apprunner: ${JSON.stringify(keys)} }\n`;
  const chain = (inputs: Readonly<Record<string, string>>) =>
    runStep('deploy', {
      environment: cloud.environment(cloud.iam.administrator(accountId), region),
      files: { 'webapp.yml': webapp },
      inputs: { environment: 'dev', image, ...inputs },
    });
  const planned = await chain({ 'dry-run': 'true' });
  expect(planned.summary).toContain('vpcEndpoint');
  const { exitCode, outputs } = await chain({});
  expect(exitCode).toBe(0);
  const service = cloud.appRunner.services().find((one) => one.name === 'clinic-chain');
  expect(service?.configuration.healthCheck.UnhealthyThreshold).toBe(9);
  expect(outputs['service-url']).toBe(`http://${service?.url}`);
}, 90_000);

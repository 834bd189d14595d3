import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { accountId, failureOf, region } from '../../support/action.ts';
import { name, type ServiceStage, startService } from './service-stage.ts';

let stage: ServiceStage;

beforeEach(async () => {
  stage = await startService();
  await stage.create();
});
afterEach(() => stage.close());

const operations = () => stage.service().operations.length;

/** The action ends with this message, and App Runner was asked for nothing. */
async function refused(inputs: Readonly<Record<string, string>>): Promise<string> {
  const message = await failureOf(stage.deploy(inputs));
  expect(operations()).toBe(1);
  expect(stage.calls().filter((call) => /apprunner:(Create|Update|Start|Tag|Resume)/.test(call))).toEqual([]);
  return message;
}

describe('the image is looked at before anything is written', () => {
  const repository = () => stage.images.v1.split('@')[0];

  test('one that is not there', async () => {
    const image = `${repository()}@sha256:${'0'.repeat(64)}`;
    expect(await refused({ image })).toBe(
      `The image ${image} is not in its repository: push it first, or correct the digest. Nothing was changed.`,
    );
  });

  test('one in no repository', async () => {
    const image = `${repository()}-gone:v1`;
    expect(await refused({ image })).toContain('is not in its repository');
  });

  test('one for another platform', async () => {
    const place = { repositoryName: 'clinic', tag: 'arm' };
    const image = await stage.cloud.ecr.seedImage(accountId, region, place, { architecture: 'arm64' });
    expect(await refused({ image })).toContain('is for linux/arm64, and it would have to run on linux/amd64');
  });

  test('an archived one', async () => {
    const registry = await stage.cloud.ecr.registry(accountId, region);
    const stored = registry.repositories.get('clinic')?.images.get(stage.images.v2.split('@')[1] ?? '');
    if (!stored) throw new Error('The image is not seeded.');
    stored.status = 'ARCHIVED';
    expect(await refused({})).toContain(`The image ${stage.images.v2} is archived: restore it first`);
  });

  test('one in another region', async () => {
    const image = `111111111111.dkr.ecr.us-east-1.amazonaws.com/clinic@sha256:${'0'.repeat(64)}`;
    expect(await refused({ image })).toContain('is in us-east-1, and the service is not');
  });

  test('is not looked at when it stays', async () => {
    stage.calls();
    await stage.deploy({ image: stage.images.v1 });
    expect(stage.calls().filter((call) => !call.startsWith('apprunner:'))).toEqual([]);
  });
});

describe('what the service refers to', () => {
  test.each([
    [{ 'access-role': 'arn:aws:iam::222222222222:role/x' }, 'access-role is of the account 222222222222'],
    [{ 'instance-role': 'arn:aws:iam::111111111111:user/x' }, 'instance-role is no ARN of the right kind (:role/)'],
    [
      { 'vpc-connector': 'arn:aws:apprunner:us-east-1:111111111111:vpcconnector/x/1/a' },
      'vpc-connector is in us-east-1, and the service is in eu-central-1.',
    ],
    [{ secrets: 'A=hunter2' }, 'The secret A is not given by the ARN of a Secrets Manager secret'],
    [{ 'observability-configuration': 'on' }, 'observability-configuration (with): got "on", but it is no ARN'],
  ])('%j: %s', async (inputs, message) => {
    const text = await refused(inputs as Readonly<Record<string, string>>);
    expect(text).toContain(message);
    expect(text).not.toContain('hunter2');
  });

  test('a service given by the ARN of another region', async () => {
    const arn = stage.service().arn.replace('eu-central-1', 'us-east-1');
    expect(await refused({ service: arn, 'aws-region': 'eu-central-1' })).toContain(
      'is in us-east-1, but aws-region is',
    );
  });

  test('a service from source code stays one', async () => {
    const service = stage.service();
    const { ImageRepository: _, ...source } = service.configuration.source;
    service.configuration = {
      ...service.configuration,
      source: { ...source, CodeRepository: { RepositoryUrl: 'https://example.com', SourceCodeVersion: undefined } },
    };
    expect(await refused({})).toContain('is built from source code');
  });
});

test('all problems are told in one message', async () => {
  const message = await refused({
    ...{ image: `${stage.images.v1.split('@')[0]}:missing`, cpu: '256', memory: '4096', env: 'A=1' },
    secrets: 'A=arn:aws:ssm:eu-central-1:111111111111:parameter/a',
  });
  expect(message.split('\n')).toEqual([
    `The App Runner service ${name} cannot be deployed like this; nothing was changed:`,
    '  - The variable A is given under `env` and under `secrets`: give it in one of them.',
    expect.stringContaining('  - The image'),
    expect.stringContaining('  - App Runner has no instance with 256 CPU units and 4096 MB'),
    '  - App Runner reads secrets with the role of the running service: give `instance-role`.',
  ]);
});

test('a new service needs a role to pull with', async () => {
  const message = await failureOf(stage.deploy({ service: 'another', create: 'true' }));
  expect(message).toContain('give `access-role`');
  expect(stage.cloud.appRunner.services()).toHaveLength(1);
});

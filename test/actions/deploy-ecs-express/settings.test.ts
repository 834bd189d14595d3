import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { accountId, failureOf, region } from '../../support/action.ts';
import { type ExpressStage, startService } from './service-stage.ts';

let stage: ExpressStage;

beforeEach(async () => {
  stage = await startService();
});
afterEach(() => stage.close());

const writes = () => stage.calls().filter((call) => /:(Create|Update|Tag|Untag)/.test(call));
const secret = (name: string) =>
  stage.cloud.secrets.create({ accountId, region, name, value: '{"username":"ci","password":"hunter2"}' }).arn;

describe('the log group', () => {
  test('of a new service is the one that is given, with the usual prefix', async () => {
    await stage.create({ 'log-group': '/clinic/api' });
    expect(stage.configuration()).toMatchObject({ logGroup: '/clinic/api', logStreamPrefix: 'ecs' });
    const { outputs } = await stage.deploy();
    expect(stage.configuration()).toMatchObject({ logGroup: '/clinic/api', logStreamPrefix: 'ecs' });
    expect(outputs['logs-url']).toContain('clinic$252Fapi');
  });

  test('that ECS has made stays where only the prefix is given', async () => {
    await stage.create();
    const { logGroup } = stage.configuration();
    const inputs = { image: stage.images.v1, 'log-stream-prefix': 'api' };
    const { report } = await stage.deploy({ ...inputs, 'dry-run': 'true' });
    expect(JSON.stringify(report.sections)).toContain('["logStreamPrefix","ecs","api"]');
    await stage.deploy(inputs);
    expect(stage.configuration()).toMatchObject({ logGroup, logStreamPrefix: 'api' });
    expect((await stage.deploy(inputs)).outputs).toMatchObject({ changed: false });
  });

  test('of a new service is needed for a prefix', async () => {
    const roles = { 'execution-role': stage.executionRole, 'infrastructure-role': stage.infrastructureRole };
    expect(await failureOf(stage.deploy({ create: 'true', ...roles, 'log-stream-prefix': 'api' }))).toBe(
      '`log-stream-prefix` goes with a log group of its own: give `log-group`, too. Nothing was changed.',
    );
    expect(writes()).toEqual([]);
  });

  test.each(['aws/clinic', 'with space', 'a'.repeat(513)])('is not %s', async (name) => {
    await expect(stage.deploy({ 'log-group': name })).rejects.toThrow('log-group (with)');
  });
});

describe('the credentials of a private registry', () => {
  test('are kept, changed and taken off', async () => {
    const [one, other] = [secret('registry'), secret('another')];
    await stage.create({ 'repository-credentials': one });
    const credentials = () => stage.configuration().repositoryCredentials;
    expect(credentials()).toBe(one);
    await stage.deploy();
    expect(credentials()).toBe(one);
    await stage.deploy({ 'repository-credentials': other });
    expect(credentials()).toBe(other);
    await stage.deploy({ 'repository-credentials': 'off' });
    expect(credentials()).toBeUndefined();
    expect((await stage.deploy({ 'repository-credentials': 'off' })).outputs).toMatchObject({ changed: false });
  });

  test('that the execution role may not read fail the deployment, and those before are there again', async () => {
    const arn = secret('registry');
    await stage.create({ 'repository-credentials': arn });
    const gone = arn.replace('registry', 'gone');
    const { outputs, failure } = await stage.deploy({ 'repository-credentials': gone });
    expect(failure?.message).toContain('unable to pull secrets or registry auth');
    expect(outputs).toMatchObject({ 'rolled-back': true });
    expect(stage.configuration().repositoryCredentials).toBe(arn);
  });

  test.each(['hunter2', 'arn:aws:ssm:eu-central-1:111111111111:parameter/registry'])('are not %s', async (given) => {
    await expect(stage.deploy({ 'repository-credentials': given })).rejects.toThrow('repository-credentials (with)');
  });
});

test('a start command is taken off, and everything else stays', async () => {
  await stage.create({ 'start-command': 'node x', env: 'A=1', 'log-group': '/clinic/api' });
  const before = stage.configuration();
  expect(before.command).toEqual(['node', 'x']);
  const { outputs } = await stage.deploy({ image: stage.images.v1, 'start-command': 'off' });
  expect(outputs).toMatchObject({ changed: true });
  expect(stage.configuration()).toEqual({ ...before, command: [] });
});

import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { accountId, failureOf, region } from '../../support/action.ts';
import { type ExpressStage, startService } from './service-stage.ts';

let stage: ExpressStage;

beforeAll(async () => {
  stage = await startService(100);
  await stage.create();
});
afterAll(() => stage.close());

const digest = `sha256:${'0'.repeat(64)}`;

describe('before any write', () => {
  test.each<[string, Readonly<Record<string, string>>, string | RegExp]>([
    ['a size that Fargate has not', { cpu: '256', memory: '4096' }, 'with cpu 256, memory may be 512, 1024, 2048 (MB)'],
    ['a size that no CPU has', { cpu: '3 vCPU' }, 'Fargate has no such size'],
    ['a service without a name', { service: 'a service' }, 'up to 255 letters'],
    ['a path without a slash', { 'health-check-path': 'health' }, 'it does not begin with /'],
    ['an open quote', { 'start-command': "node 'server.js" }, 'not closed'],
    ['a role that is none', { 'task-role': 'arn:aws:s3:::bucket' }, 'it is not the ARN of a role'],
    ['a subnet that is none', { subnets: 'vpc-1' }, 'subnet-0a1b2c3d'],
    ['fewer tasks at most than at least', { 'min-tasks': '4', 'max-tasks': '2' }, 'max-tasks only 2'],
    [
      'a variable given twice',
      { env: 'A=1', secrets: `A=arn:aws:secretsmanager:${region}:${accountId}:secret:a-AbCdEf` },
      'give it in one of them',
    ],
    ['a secret by its value', { secrets: 'PASSWORD=hunter2' }, 'not given by the ARN'],
    [
      'another infrastructure role',
      { 'infrastructure-role': `arn:aws:iam::${accountId}:role/other` },
      'cannot be changed',
    ],
    [
      'a role of another account',
      { 'task-role': 'arn:aws:iam::222222222222:role/task' },
      'of the account 222222222222',
    ],
    [
      'another region than the ARN',
      { service: `arn:aws:ecs:us-east-1:${accountId}:service/default/clinic-dev`, 'aws-region': region },
      'is in us-east-1',
    ],
    ['an image for another processor', { architecture: 'ARM64' }, 'would have to run on linux/arm64'],
  ])('%s is refused', async (_, inputs, message) => {
    stage.calls();
    const failure = await failureOf(stage.deploy(inputs)).catch((error: Error) => error.message);
    expect(failure).toMatch(
      typeof message === 'string' ? new RegExp(message.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')) : message,
    );
    expect(failure).not.toContain('hunter2');
    expect(stage.calls().filter((call) => /Create|Update|Tag/.test(call))).toEqual([]);
  });

  test('an image that is not there is refused', async () => {
    const image = stage.images.v1.replace(/sha256:.*/, digest);
    expect(await failureOf(stage.deploy({ image }))).toContain('is not in its repository');
  });

  test('all of it is told in one message', async () => {
    const message = await failureOf(stage.deploy({ cpu: '256', memory: '4096', 'min-tasks': '4', 'max-tasks': '2' }));
    expect(message).toContain('memory may be');
    expect(message).toContain('max-tasks only 2');
  });

  test('a new service needs its roles and an image', async () => {
    const message = await failureOf(stage.deploy({ service: 'other-dev', create: 'true' }));
    expect(message).toContain('give `infrastructure-role`');
    expect(message).toContain('give `execution-role`');
    expect(await failureOf(stage.run({ service: 'other-dev', create: 'true' }))).toContain(
      'cannot be created without an image',
    );
    expect(await failureOf(stage.deploy({ service: 'other-dev' }))).toContain('There is no Express service other-dev');
    expect(await failureOf(stage.deploy({ cluster: 'care' }))).toContain('ClusterNotFoundException');
  });
});

import { expect, test } from '@jest/globals';
import type { PolicyDocument } from '../cloud/iam/policy.ts';
import { accountId, failureOf } from '../support/action.ts';
import { targets } from './targets.ts';

const trust: PolicyDocument = {
  Statement: { Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' },
};

/** An input of each target that names a role, who must be trusted by it, and how one is named there. */
const inputs: Readonly<Record<string, readonly [string, string, (name: string) => string]>> = {
  'App Runner': ['instance-role', 'tasks.apprunner.amazonaws.com', arnOf],
  'ECS Express Mode': ['task-role', 'ecs-tasks.amazonaws.com', arnOf],
  'Elastic Beanstalk': ['instance-profile', 'ec2.amazonaws.com', (name) => name],
};

test.each(
  Object.entries(targets),
)('%s: a role that cannot be taken on is told before any write', async (target, start) => {
  await using stage = await start();
  await stage.create();
  const [input, service, named] = inputs[target] ?? ['', '', arnOf];
  stage.cloud.iam.role({ accountId, name: 'of-a-function', trust, policies: [] });
  const image = `${stage.images.v1.split('@')[0]}:missing`;
  stage.calls();
  const message = await failureOf(stage.deploy({ image, [input]: named('of-a-function') }));
  expect(message).toContain('cannot be deployed like this; nothing was changed:');
  expect(message).toContain(`  - The image ${image} is not in its repository`);
  expect(message).toContain(`${named('of-a-function')} under \`${input}\` does not trust ${service}:`);
  expect(await failureOf(stage.deploy({ [input]: named('nobody') }))).toContain(
    `${named('nobody')} under \`${input}\` is not in this account`,
  );
  expect(stage.calls().filter((call) => /:(Create|Update|Put|Tag|Register)/.test(call))).toEqual([]);
});

test.each(Object.entries(targets))('%s: roles that stay are not looked at', async (_, start) => {
  await using stage = await start();
  await stage.create();
  await stage.deploy();
  expect(stage.calls().filter((call) => call.startsWith('iam:'))).toEqual([]);
});

function arnOf(name: string): string {
  return `arn:aws:iam::${accountId}:role/${name}`;
}

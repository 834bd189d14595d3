import { expect, test } from '@jest/globals';
import { conclusions, jobNamed, outputOf, runFixture, stepNamed } from './run-fixture.ts';

const calls = (inputs: Record<string, string | boolean> = {}) =>
  runFixture('calls.yml', {
    inputs,
    vars: { COLOR: 'green', ROLE: 'of the repository' },
    secrets: { PASSWORD: 'open-sesame' },
    environments: {
      dev: { vars: { ROLE: 'dev-role' }, secrets: { ENVIRONMENT_SECRET: 'of-dev' } },
      prod: { vars: { ROLE: 'prod-role' }, secrets: { ENVIRONMENT_SECRET: 'of-prod' } },
    },
    github: { identity: () => ({ requestUrl: 'http://127.0.0.1:9/token', requestToken: 'request-token' }) },
  });

test('a called workflow has its own inputs and files, and the context and environments of the caller', async () => {
  const result = await calls({ verbose: 'true' });
  expect(conclusions(result)).toEqual({
    'first / work': 'success',
    'first / nested / leaf': 'success',
    'second / work': 'success',
    'second / nested / leaf': 'success',
    after: 'success',
  });
  expect(outputOf(stepNamed(jobNamed(result, 'first / work'), 'work'))).toEqual([
    'count true verbose true',
    'env [] workflow calls repository acme/shop',
    'role dev-role color green',
    'password [11] environment secret [0]',
    'identity given',
    'file of acme/suite',
  ]);
  expect(jobNamed(result, 'first / work').environment).toEqual({
    name: 'dev',
    url: 'https://dev.example.com/',
    deployment: false,
  });
  expect(stepNamed(jobNamed(result, 'first / work'), 'own action').outputs).toEqual({ said: 'from the suite' });
  expect(outputOf(stepNamed(jobNamed(result, 'after'), 'outputs'))).toEqual(['https://dev.example.com/ success']);
});

test('inherited secrets include the environment, and lowered permissions take the identity away', async () => {
  const step = stepNamed(jobNamed(await calls(), 'second / work'), 'work');
  expect(outputOf(step)).toContain('password [11] environment secret [7]');
  expect(outputOf(step)).toContain('identity ');
});

test('an identity token names the file in which the job stands, by the ref that called it', async () => {
  const asked: string[] = [];
  await runFixture('calls.yml', {
    github: {
      identity: ({ jobWorkflowRef }) => {
        asked.push(jobWorkflowRef);
        return { requestUrl: 'http://127.0.0.1:9/token', requestToken: 'request-token' };
      },
    },
  });
  expect([...new Set(asked)]).toEqual([
    'acme/suite/.github/workflows/deploy.yml@refs/tags/v1',
    'acme/suite/.github/workflows/nested.yml@refs/tags/v1',
    'acme/shop/.github/workflows/calls.yml@refs/heads/main',
  ]);
});

test('an input that the workflow does not declare, or of another type, is refused', async () => {
  await expect(calls({ tarhet: 'dev' })).rejects.toThrow("The workflow has no input 'tarhet'.");
  await expect(calls({ target: 'qa' })).rejects.toThrow("Input 'target' must be one of dev, prod, but it is 'qa'.");
});

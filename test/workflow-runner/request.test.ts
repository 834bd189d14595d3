import { expect, test } from '@jest/globals';
import { jobNamed, outputOf, runFixture, stepNamed } from './run-fixture.ts';

interface Request {
  readonly action?: string;
  readonly base?: string;
  readonly from?: string;
}

const run = ({ action = 'opened', base = 'main', from = 'acme/shop' }: Request) =>
  runFixture('request.yml', {
    event: {
      name: 'pull_request',
      payload: { action, number: 7, pull_request: { base: { ref: base }, head: { repo: { full_name: from } } } },
    },
    ref: 'refs/pull/7/merge',
    secrets: { PASSWORD: 'open-sesame' },
    github: {
      token: (permissions) => (permissions['pull-requests'] === 'write' ? 'may-write' : 'reads'),
      identity: () => ({ requestUrl: 'http://127.0.0.1:9/token', requestToken: 'request-token' }),
    },
  });

test('a request of the repository itself has secrets, an identity and what its workflow asks for', async () => {
  const job = jobNamed(await run({}), 'check');
  expect(outputOf(stepNamed(job, 'sees'))).toEqual(['secret [***] identity [given] token [9]']);
});

test('a request from a fork may only read, and has neither secrets nor an identity', async () => {
  const job = jobNamed(await run({ from: 'mallory/shop' }), 'check');
  expect(job.permissions).toEqual({ contents: 'read', 'pull-requests': 'read', 'id-token': 'none' });
  expect(outputOf(stepNamed(job, 'sees'))).toEqual(['secret [] identity [] token [5]']);
});

test('types and branches decide whether the workflow runs', async () => {
  await expect(run({ action: 'synchronize' })).rejects.toThrow('of the types opened, closed, not on');
  await expect(run({ base: 'next' })).rejects.toThrow('for the branches main, release/**, !release/old only');
  await expect(run({ base: 'release/old' })).rejects.toThrow('for the branches');
  await expect(run({ base: 'release/1/2' })).resolves.toMatchObject({ conclusion: 'success' });
});

import { expect, test } from '@jest/globals';
import { conclusions, jobNamed, outputOf, runFixture, stepNamed } from './run-fixture.ts';
import type { EnvironmentSettings } from './run-options.ts';

const reviewed = (review: EnvironmentSettings['review'], signal?: AbortSignal) =>
  runFixture('review.yml', {
    environments: { 'prod-approval': { ...(review === undefined ? {} : { review }) } },
    ...(signal === undefined ? {} : { signal }),
  });

test('a job waits for the reviewers of its environment, and runs when they approve', async () => {
  const asked: unknown[] = [];
  const result = await reviewed(async (job) => {
    asked.push(job);
    return 'approved';
  });
  expect(asked).toEqual([{ name: 'gate', environment: 'prod-approval' }]);
  expect(conclusions(result)).toEqual({ before: 'success', gate: 'success', after: 'success' });
});

test('what they reject fails without a step, and nothing after it runs', async () => {
  const result = await reviewed(async () => 'rejected');
  expect(conclusions(result)).toEqual({ before: 'success', gate: 'failure', after: 'skipped' });
  expect(jobNamed(result, 'gate').steps.map(({ name }) => name)).toEqual(['Set up job']);
});

test('a run that waits for them can be cancelled', async () => {
  const cancel = new AbortController();
  const result = await reviewed(() => {
    cancel.abort();
    return new Promise(() => {});
  }, cancel.signal);
  expect(conclusions(result)).toEqual({ before: 'success', gate: 'cancelled', after: 'skipped' });
});

test('each job can have a token of its own, made for its permissions and masked', async () => {
  const asked: unknown[] = [];
  const result = await runFixture('review.yml', {
    github: {
      token: (permissions) => {
        asked.push(permissions);
        return `token-${asked.length}`;
      },
    },
  });
  expect(asked).toEqual([
    { contents: 'read', packages: 'read' },
    { deployments: 'read' },
    { contents: 'read', packages: 'read' },
  ]);
  expect(outputOf(stepNamed(jobNamed(result, 'gate'), 'token'))).toEqual(['*** ***']);
});

import { expect, test } from '@jest/globals';
import { jobNamed, runFixture } from './run-fixture.ts';

test.each([
  ['big', { labels: ['big'] }],
  ['["self-hosted","linux"]', { labels: ['self-hosted', 'linux'] }],
  ['{"group":"vpc"}', { labels: [], group: 'vpc' }],
  ['{"group":"vpc","labels":"arm"}', { labels: ['arm'], group: 'vpc' }],
])('runs-on can be %s', async (runner, expected) => {
  const result = await runFixture('runners.yml', { inputs: { runner } });
  expect(jobNamed(result, 'chosen')).toMatchObject({ conclusion: 'success', runsOn: expected });
  expect(jobNamed(result, 'written').runsOn).toEqual({ labels: ['self-hosted', 'linux'], group: 'big' });
});

test.each([
  '[]',
  '["a",""]',
  '{"labels":"a","size":"big"}',
])('a job that asks for %s does not start', async (runner) => {
  const result = await runFixture('runners.yml', { inputs: { runner } });
  const [step] = jobNamed(result, 'chosen').steps;
  expect(step?.annotations[0]?.message).toContain('in runs-on');
});

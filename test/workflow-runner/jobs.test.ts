import { expect, test } from '@jest/globals';
import { conclusions, jobNamed, outputOf, runFixture, stepNamed } from './run-fixture.ts';

test('jobs run by their needs and conditions, as on GitHub', async () => {
  const result = await runFixture('graph.yml');
  expect(conclusions(result)).toEqual({
    build: 'success',
    use: 'success',
    breaks: 'failure',
    'after-break': 'skipped',
    'cleans-up': 'success',
    'after-clean-up': 'skipped',
    reports: 'success',
    tolerated: 'success',
    'after-tolerated': 'success',
    'on-other-branch': 'skipped',
  });
  expect(result.conclusion).toBe('failure');
  expect(jobNamed(result, 'tolerated').outcome).toBe('failure');
});

test('outputs go from step to job to the jobs that need it', async () => {
  const result = await runFixture('graph.yml');
  const build = jobNamed(result, 'build');
  expect(build.outputs.digest).toBe('sha256:1');
  expect(JSON.parse(build.outputs.all ?? '')).toEqual({ digest: 'sha256:1', notes: 'first\nsecond' });
  expect(outputOf(stepNamed(jobNamed(result, 'use'), 'show'))).toEqual(['got sha256:1']);
});

test('after a failed step only those run whose condition still holds', async () => {
  const breaks = jobNamed(await runFixture('graph.yml'), 'breaks');
  expect(breaks.steps.map(({ name, conclusion }) => [name, conclusion])).toEqual([
    ['Set up job', 'success'],
    ['Run exit 3', 'failure'],
    ['not reached', 'skipped'],
    ['on failure', 'success'],
    ['always', 'success'],
    ['Complete job', 'success'],
  ]);
  expect(outputOf(stepNamed(breaks, 'on failure'))).toEqual(['status failure']);
  expect(stepNamed(breaks, 'Run exit 3').annotations).toEqual([
    { level: 'error', message: 'Process completed with exit code 3.' },
  ]);
});

import { beforeAll, expect, test } from '@jest/globals';
import { jobNamed, outputOf, runFixture, stepNamed } from './run-fixture.ts';
import type { RunResult } from './run-result.ts';

let result: RunResult;
beforeAll(async () => {
  result = await runFixture('secrets.yml', { secrets: { PASSWORD: 'correct horse' } });
});

test('no log and no summary shows a secret', () => {
  const values = stepNamed(jobNamed(result, 'leaks'), 'values');
  expect(outputOf(values)).toEqual(['::add-mask::***', 'password *** and ***']);
  expect(values.summary).toBe('password *** and ***\n');
  expect(JSON.stringify([result.jobs.map(({ steps }) => steps.map(({ log }) => log)), result.summaries])).not.toContain(
    'horse',
  );
});

test('an output that holds a secret does not leave the job, and the others do', () => {
  const leaks = jobNamed(result, 'leaks');
  expect(leaks.outputs).toEqual({ safe: '111122223333.dkr.ecr.us-east-1.amazonaws.com/app' });
  expect(stepNamed(leaks, 'Complete job').annotations.map(({ message }) => message)).toEqual([
    "Skip setting environment url as environment 'dev' may contain secret.",
    "Skip output 'secret' since it may contain secret.",
    "Skip output 'late' since it may contain secret.",
  ]);
  expect(leaks.environment).toEqual({ name: 'dev', url: undefined, deployment: true });
});

test('a mask counts for its own job only', () => {
  const sees = stepNamed(jobNamed(result, 'later'), 'sees');
  expect(outputOf(sees)).toEqual(['[111122223333.dkr.ecr.us-east-1.amazonaws.com/app] [] found-later']);
});

test('a summary that is too large is dropped with an error, and its step succeeds', () => {
  const step = stepNamed(jobNamed(result, 'leaks'), 'too much');
  expect(step.conclusion).toBe('success');
  expect(step.summary).toBe('');
  expect(step.annotations[0]).toMatchObject({ level: 'error' });
  expect(result.summaries).toEqual([
    { job: 'leaks', step: 'values', markdown: 'password *** and ***\n' },
    { job: 'leaks', step: 'more', markdown: 'second section\n' },
  ]);
});

test('outputs above 1 MB fail their job', () => {
  const large = jobNamed(result, 'large');
  expect(large.conclusion).toBe('failure');
  expect(stepNamed(large, 'Complete job').annotations[0]?.message).toContain('GitHub allows 1048576');
});

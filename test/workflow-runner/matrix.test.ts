import { beforeAll, expect, test } from '@jest/globals';
import { conclusions, jobNamed, outputOf, runFixture, stepNamed } from './run-fixture.ts';
import type { RunResult } from './run-result.ts';

let result: RunResult;
beforeAll(async () => {
  result = await runFixture('matrix.yml');
});

test('a job runs once for each combination, and a called workflow too', () => {
  expect(conclusions(result)).toEqual({
    'values (a)': 'success',
    'values (b, more)': 'success',
    'values (c)': 'success',
    'fast waits': 'cancelled',
    'fast breaks': 'failure',
    'calls (one) / leaf': 'success',
    'calls (two) / leaf': 'success',
    cannot: 'failure',
  });
  expect(outputOf(stepNamed(jobNamed(result, 'values (b, more)'), 'values'))).toEqual(['b more 1/3']);
});

test('a matrix that cannot be expanded fails its job with the reason', () => {
  expect(jobNamed(result, 'cannot').steps[0]?.annotations[0]?.message).toBe('The matrix has no combination.');
});

import { beforeAll, expect, test } from '@jest/globals';
import { jobNamed, outputOf, runFixture, stepNamed } from './run-fixture.ts';
import type { RunResult } from './run-result.ts';

let result: RunResult;
beforeAll(async () => {
  process.env.HOST_SECRET = 'of the host';
  result = await runFixture('steps.yml', { vars: { COLOR: 'green' } });
  delete process.env.HOST_SECRET;
});

test('variables come from three levels and from GITHUB_ENV, and nothing from the host', () => {
  const job = jobNamed(result, 'environment');
  expect(outputOf(stepNamed(job, 'levels'))).toEqual(['step green green']);
  expect(outputOf(stepNamed(job, 'sees'))).toEqual(['yes from file yes unset', 'tool', 'failure success']);
  const [variables, folder] = outputOf(stepNamed(job, 'clean'));
  expect(variables).toMatch(/^unset true true acme\/shop (Linux|macOS)$/);
  expect(folder).toMatch(/\/bin$/);
});

test('NODE_OPTIONS cannot be set through GITHUB_ENV', () => {
  const step = stepNamed(jobNamed(result, 'environment'), 'sets');
  expect(step.conclusion).toBe('success');
  expect(step.annotations).toEqual([{ level: 'error', message: 'NODE_OPTIONS cannot be set through GITHUB_ENV.' }]);
});

test('a block scalar reaches the shell as YAML gives it, quotes and braces included', () => {
  const job = jobNamed(result, 'environment');
  expect(outputOf(stepNamed(job, `quotes 'and' "more" 1`))).toEqual([`  indented 1 it's "quoted" {0} {{x}}`]);
});

test('hashFiles gives a digest for files that exist and nothing for others', () => {
  const job = jobNamed(result, 'environment');
  expect(outputOf(stepNamed(job, 'hash'))[0]).toMatch(/^\[[0-9a-f]{64}\] \[\]$/);
});

test('a file command that cannot be read fails the step', () => {
  const step = stepNamed(jobNamed(result, 'bad-file'), 'bad output');
  expect(step.conclusion).toBe('failure');
  expect(step.annotations[0]?.message).toContain("Unable to process file command 'output' successfully");
});

test('a step that exceeds its time fails, and a job that does is cancelled', () => {
  const slow = jobNamed(result, 'slow');
  expect(slow.conclusion).toBe('failure');
  expect(stepNamed(slow, 'too slow').annotations[0]?.message).toContain('timed out after 0.005 minutes');
  const late = jobNamed(result, 'late');
  expect(late.conclusion).toBe('cancelled');
  expect(stepNamed(late, 'too slow').conclusion).toBe('cancelled');
  expect(outputOf(stepNamed(late, 'still'))).toEqual(['cancelled']);
});

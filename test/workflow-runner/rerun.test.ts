import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { conclusions, jobNamed, outputOf, runFixture, stepNamed } from './run-fixture.ts';

let artifactsFolder: string;
beforeEach(() => {
  artifactsFolder = mkdtempSync(join(tmpdir(), 'artifacts-'));
});
afterEach(() => rmSync(artifactsFolder, { recursive: true }));

test('failed jobs run again with the jobs that need them; the others keep what they came to', async () => {
  const first = await runFixture('rerun.yml', { artifactsFolder });
  expect(conclusions(first)).toEqual({
    build: 'success',
    'release / before': 'success',
    'release / breaks-once': 'failure',
    'release / after': 'skipped',
    report: 'success',
    apart: 'success',
  });

  const second = await runFixture('rerun.yml', { artifactsFolder, rerunOf: first.attempt });
  expect(second.conclusion).toBe('success');
  expect(new Set(Object.values(conclusions(second)))).toEqual(new Set(['success']));
  const made = jobNamed(first, 'build').outputs['made'];
  expect(made).toMatch(/^in attempt 1 of \d+$/);
  expect(outputOf(stepNamed(jobNamed(second, 'release / breaks-once'), 'see'))).toEqual([`${made}, file 1, before 1`]);
  expect(outputOf(stepNamed(jobNamed(second, 'report'), 'tell'))).toEqual(['success in 2']);
  expect(jobNamed(second, 'apart').outputs['attempt']).toBe('1');
});

test('a run that succeeded keeps all of it', async () => {
  const first = await runFixture('rerun.yml', { artifactsFolder });
  const second = await runFixture('rerun.yml', { artifactsFolder, rerunOf: first.attempt });
  const third = await runFixture('rerun.yml', { artifactsFolder, rerunOf: second.attempt });
  expect(third.jobs).toEqual(second.jobs);
  expect(third.attempt.number).toBe(3);
});

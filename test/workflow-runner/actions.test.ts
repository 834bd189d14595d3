import { beforeAll, expect, test } from '@jest/globals';
import { jobNamed, outputOf, runFixture, stepNamed } from './run-fixture.ts';
import type { RunResult } from './run-result.ts';

let result: RunResult;
beforeAll(async () => {
  result = await runFixture('actions.yml');
});

test('a JavaScript action runs pre, main and post with its inputs and its state', () => {
  const job = jobNamed(result, 'use');
  expect(stepNamed(job, 'Pre echo').log).toContain('pre hello');
  const main = stepNamed(job, 'echo');
  expect(outputOf(main).filter((line) => !line.startsWith('##'))).toEqual([
    'main hello from acme/shop',
    'state pre in workspace',
    'node 24',
  ]);
  expect(main.outputs).toEqual({ said: 'hello' });
  expect(main.summary).toBe('### Said hello\n');
  expect(main.annotations.map(({ message }) => message)).toEqual([
    "Unexpected input 'surprise': the action accepts 'text', 'other-text'.",
  ]);
});

test('post parts run in reverse order, also after a failure', () => {
  const job = jobNamed(result, 'use');
  const posts = job.steps.filter(({ name }) => name.startsWith('Post ')).map(({ log }) => log.at(-1));
  expect(posts).toEqual(['post fail after main', 'post nested blue after main', 'post hello after main']);
  expect(stepNamed(job, 'not reached').conclusion).toBe('skipped');
  expect(job.conclusion).toBe('failure');
});

test('a composite action runs as one step, with outputs of its own', () => {
  const job = jobNamed(result, 'use');
  expect(job.outputs).toEqual({ result: 'nested blue-blue' });
  expect(outputOf(stepNamed(job, 'after group'))).toEqual(['blue nested blue-blue']);
  const bad = stepNamed(jobNamed(result, 'bad-group'), 'group');
  expect(bad.conclusion).toBe('failure');
  expect(bad.log).not.toContain('last of group');
});

test('./ is the workspace, once it has been checked out', () => {
  const job = jobNamed(result, 'use');
  expect(stepNamed(job, 'Run ./actions/local').log).toContain('local of the caller');
});

test('an action without a stand-in fails the job before its first step', () => {
  const job = jobNamed(result, 'unknown');
  expect(job.conclusion).toBe('failure');
  expect(job.steps.map(({ name }) => name)).toEqual(['Set up job', 'Complete job']);
  expect(job.steps[0]?.annotations[0]?.message).toBe(
    "The action 'other/thing@v1' has no stand-in: add 'other/thing' to `standIns`.",
  );
});

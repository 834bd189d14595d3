import { expect, test } from '@jest/globals';
import { endOf } from './end-of-process.ts';
import { jobNamed, runFixture, stepNamed } from './run-fixture.ts';

test('no process that a step leaves behind outlives its job', async () => {
  const leaves = jobNamed(await runFixture('orphans.yml'), 'leaves');
  expect(leaves.conclusion).toBe('success');
  await expect(endOf(Number(leaves.outputs.holder))).resolves.toBe('ended');
  await expect(endOf(Number(leaves.outputs.hidden))).resolves.toBe('ended');
  expect(stepNamed(leaves, 'Complete job').log).toContain(`Terminate orphan process: pid (${leaves.outputs.hidden})`);
});

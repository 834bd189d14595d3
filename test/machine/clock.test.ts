import { expect, test } from '@jest/globals';
import { systemClock } from '../../src/machine/clock.ts';

test('a sleep ends by itself', async () => {
  await expect(systemClock().sleep(1, new AbortController().signal)).resolves.toBeUndefined();
  await expect(systemClock().sleep(1)).resolves.toBeUndefined();
});

test('an aborted sleep ends at once, with the reason of the signal', async () => {
  const controller = new AbortController();
  const sleep = systemClock().sleep(3_600_000, controller.signal);
  controller.abort(new Error('The job was cancelled.'));
  await expect(sleep).rejects.toThrow('The job was cancelled.');
  await expect(systemClock().sleep(3_600_000, controller.signal)).rejects.toThrow('The job was cancelled.');
});

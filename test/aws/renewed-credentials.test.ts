import { expect, test } from '@jest/globals';
import { renewedCredentials } from '../../src/aws/renewed-credentials.ts';

const minute = 60_000;

/** Sessions of some length by a clock of the test; `fails` makes the next ones fail. */
function played(lengthMs: number) {
  const state = { now: 1_000_000, begun: 0, fails: false };
  const provider = renewedCredentials(
    async () => {
      if (state.fails) throw new Error('STS is down.');
      state.begun += 1;
      const secret = { accessKeyId: `key-${state.begun}`, secretAccessKey: 's', sessionToken: 't' };
      return { ...secret, expiration: new Date(state.now + lengthMs) };
    },
    () => state.now,
  );
  return { state, key: async () => (await provider()).accessKeyId };
}

test('a session is kept until five minutes before its end, and then renewed', async () => {
  const { state, key } = played(60 * minute);
  expect(await key()).toBe('key-1');
  state.now += 54 * minute;
  expect(await key()).toBe('key-1');
  state.now += 2 * minute;
  expect(await key()).toBe('key-2');
  state.now += 54 * minute;
  expect(await key()).toBe('key-2');
});

test('a session shorter than that is not renewed with each request', async () => {
  const { state, key } = played(2 * minute);
  for (let request = 0; request < 50; request += 1) await key();
  expect(state.begun).toBe(1);
  state.now += 1.6 * minute;
  expect(await key()).toBe('key-2');
});

test('requests side by side share a renewal', async () => {
  const { state, key } = played(60 * minute);
  expect(await Promise.all([key(), key(), key()])).toEqual(['key-1', 'key-1', 'key-1']);
  expect(state.begun).toBe(1);
});

test('while it cannot be renewed, a session is used to its end, and no longer', async () => {
  const { state, key } = played(60 * minute);
  await key();
  state.fails = true;
  state.now += 59 * minute;
  expect(await key()).toBe('key-1');
  state.now += minute;
  await expect(key()).rejects.toThrow('STS is down.');
  state.fails = false;
  expect(await key()).toBe('key-2');
});

import { expect, test } from '@jest/globals';
import { type ConcurrencyRequest, createConcurrencyGroups } from './concurrency.ts';

const request = (changes: Partial<ConcurrencyRequest> = {}): ConcurrencyRequest => ({
  repository: 'acme/shop',
  group: 'deploy',
  cancelInProgress: false,
  queue: 'single',
  signal: new AbortController().signal,
  onCancel: () => {},
  ...changes,
});

test('one has its turn and one waits; a newer one takes the place of the one that waits', async () => {
  const groups = createConcurrencyGroups();
  const end = await groups.enter(request());
  const older = groups.enter(request({ group: 'DEPLOY' }));
  const newer = groups.enter(request());
  expect(await older).toBeUndefined();
  end?.();
  expect(await newer).toBeInstanceOf(Function);
});

test('queue: max keeps all in order', async () => {
  const groups = createConcurrencyGroups();
  const order: string[] = [];
  const first = await groups.enter(request({ queue: 'max' }));
  const others = ['second', 'third'].map(async (name) => {
    const end = await groups.enter(request({ queue: 'max' }));
    order.push(name);
    end?.();
  });
  first?.();
  await Promise.all(others);
  expect(order).toEqual(['second', 'third']);
});

test('cancel-in-progress cancels the one that has its turn', async () => {
  const groups = createConcurrencyGroups();
  let cancelled = false;
  const end = await groups.enter(
    request({
      onCancel: () => {
        cancelled = true;
      },
    }),
  );
  const next = groups.enter(request({ cancelInProgress: true }));
  expect(cancelled).toBe(true);
  end?.();
  expect(await next).toBeInstanceOf(Function);
});

test('other groups and other repositories do not wait', async () => {
  const groups = createConcurrencyGroups();
  await groups.enter(request());
  expect(await groups.enter(request({ group: 'other' }))).toBeInstanceOf(Function);
  expect(await groups.enter(request({ repository: 'acme/suite' }))).toBeInstanceOf(Function);
});

test('waiting ends when the run is cancelled', async () => {
  const groups = createConcurrencyGroups();
  const end = await groups.enter(request());
  const giveUp = new AbortController();
  const waiting = groups.enter(request({ signal: giveUp.signal }));
  giveUp.abort();
  expect(await waiting).toBeUndefined();
  end?.();
  expect(await groups.enter(request())).toBeInstanceOf(Function);
});

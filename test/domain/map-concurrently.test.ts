import { expect, test } from '@jest/globals';
import { mapConcurrently } from '../../src/domain/map-concurrently.ts';

const never = new AbortController().signal;
const items = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9];

function turns(count: number): Promise<void> {
  return count === 0 ? Promise.resolve() : Promise.resolve().then(() => turns(count - 1));
}

test('results are in the order of the items, whichever ends first', async () => {
  const results = await mapConcurrently(items, 3, (item) => turns(20 - item).then(() => item * 2), never);
  expect(results).toEqual(items.map((item) => item * 2));
});

test('no more than the limit are under way, and the limit is used', async () => {
  let [busy, most] = [0, 0];
  const work = async () => {
    most = Math.max(most, ++busy);
    await turns(5);
    busy--;
  };
  await mapConcurrently(items, 4, work, never);
  expect(most).toBe(4);
});

test('nothing to do is done at once', async () => {
  expect(await mapConcurrently([], 4, () => Promise.reject(new Error('not called')), never)).toEqual([]);
});

test('the first failure stops the rest, and is thrown when those that were begun have ended', async () => {
  const begun: number[] = [];
  const ended: number[] = [];
  const reasons: unknown[] = [];
  const work = async (item: number, signal: AbortSignal) => {
    begun.push(item);
    await turns(item === 1 ? 2 : 6);
    if (item === 1) throw new Error('first');
    reasons.push(signal.reason);
    ended.push(item);
    throw new Error('later');
  };
  await expect(mapConcurrently(items, 3, work, never)).rejects.toThrow('first');
  expect([begun, ended]).toEqual([
    [0, 1, 2],
    [0, 2],
  ]);
  expect(reasons).toEqual([
    expect.objectContaining({ message: 'first' }),
    expect.objectContaining({ message: 'first' }),
  ]);
});

test('work that throws before its first wait is a failure like others', async () => {
  const work = () => {
    throw new Error('at once');
  };
  await expect(mapConcurrently(items, 3, work, never)).rejects.toThrow('at once');
});

test('an abort begins nothing more, reaches the work, and is thrown', async () => {
  const controller = new AbortController();
  const begun: number[] = [];
  const work = async (item: number, signal: AbortSignal) => {
    begun.push(item);
    if (item === 1) controller.abort(new Error('cancelled'));
    await turns(2);
    return signal.aborted;
  };
  await expect(mapConcurrently(items, 2, work, controller.signal)).rejects.toThrow('cancelled');
  expect(begun).toEqual([0, 1]);
});

test('with an abort from the start nothing is begun', async () => {
  const work = () => Promise.reject(new Error('not called'));
  await expect(mapConcurrently(items, 2, work, AbortSignal.abort(new Error('cancelled')))).rejects.toThrow('cancelled');
});

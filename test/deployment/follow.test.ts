import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { follow } from '../../src/deployment/follow.ts';
import { failed, operationAt, playedContext, running, succeeded } from './played-context.ts';

const resource = 'the service x';

describe('an operation is followed to its own end', () => {
  test('and only that counts', async () => {
    const context = playedContext();
    const operation = operationAt(context, (seconds) => (seconds < 100 ? running : failed));
    expect(await follow(operation, resource, context)).toMatchObject({
      status: 'FAILED',
      verdict: 'failed',
      reason: 'No.',
    });
  });

  test('with at most one poll a second, and the end noticed within 2 s in the median', async () => {
    const late: number[] = [];
    await fc.assert(
      fc.asyncProperty(fc.double({ min: 0, max: 1_500, noNaN: true }), async (end) => {
        const context = playedContext();
        const operation = operationAt(context, (seconds) => (seconds < end ? running : succeeded));
        const { seconds } = await follow(operation, resource, context);
        const gaps = operation.polls.slice(1).map((at, index) => at - (operation.polls[index] ?? 0));
        expect(Math.min(1, ...gaps)).toBe(1);
        late.push(seconds - end);
      }),
      { numRuns: 200, seed: 7 },
    );
    const median = late.toSorted((a, b) => a - b)[late.length / 2] ?? Number.POSITIVE_INFINITY;
    expect(median).toBeLessThanOrEqual(2);
  });

  test('with a line a minute, and one for each new status', async () => {
    const context = playedContext();
    await follow(
      operationAt(context, (seconds) => (seconds < 600 ? running : succeeded)),
      resource,
      context,
    );
    expect(context.lines.length).toBeGreaterThanOrEqual(10);
    expect(context.lines.length).toBeLessThanOrEqual(12);
    expect(context.lines.at(-1)).toMatch(/^op-1: SUCCEEDED after 60\d s$/);
  });

  test('until the deadline passes', async () => {
    const controller = new AbortController();
    const context = playedContext(controller.signal);
    const operation = operationAt(context, (seconds) => {
      if (seconds > 60) controller.abort(new Error('The deadline passed.'));
      return running;
    });
    await expect(follow(operation, resource, context)).rejects.toThrow('The deadline passed.');
  });
});

describe('an operation that is not listed', () => {
  test('may come late', async () => {
    const context = playedContext();
    const operation = operationAt(context, (seconds) => (seconds < 20 ? 'missing' : succeeded));
    expect((await follow(operation, resource, context)).verdict).toBe('succeeded');
  });

  test('and never comes has failed', async () => {
    const context = playedContext();
    const ended = await follow(
      operationAt(context, () => 'missing'),
      resource,
      context,
    );
    expect(ended).toMatchObject({ status: 'VANISHED', verdict: 'failed' });
    expect(context.seconds()).toBeLessThan(40);
  });

  test('any more has failed, soon', async () => {
    const context = playedContext();
    const operation = operationAt(context, (seconds) => (seconds < 30 ? running : 'missing'));
    expect((await follow(operation, resource, context)).status).toBe('VANISHED');
    expect(context.seconds()).toBeLessThan(45);
  });

  test('one that cannot be asked just now has not', async () => {
    const context = playedContext();
    const operation = operationAt(context, (seconds) => (seconds < 300 ? 'throttled' : succeeded));
    expect((await follow(operation, resource, context)).verdict).toBe('succeeded');
    expect(operation.polls.length).toBeLessThan(40);
  });
});

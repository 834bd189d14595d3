import { describe, expect, test } from '@jest/globals';
import { lateEvidence } from '../../src/deployment/late-evidence.ts';
import { UserError } from '../../src/errors.ts';
import { playedContext } from './played-context.ts';

/** Lines that come at their second; the cause is the line `cause`. */
async function readAt(lines: readonly (readonly [second: number, line: string])[], context = playedContext()) {
  const read = async () => {
    const told = lines.filter(([second]) => second <= context.seconds()).map(([, line]) => line);
    return { told, linesOfApp: told.length, isTold: told.includes('cause') };
  };
  const { told } = await lateEvidence(read, context);
  return { told, seconds: context.seconds() };
}

describe('evidence that comes late', () => {
  test('is there at once: nothing is waited for', async () => {
    expect(await readAt([[0, 'cause']])).toEqual({ told: ['cause'], seconds: 0 });
  });

  test.each([10, 14, 25, 29])('the cause comes after %i s', async (second) => {
    expect((await readAt([[second, 'cause']])).told).toEqual(['cause']);
  });

  test('lines trickle, and the cause is the last of them', async () => {
    const { told } = await readAt([...[8, 20, 31].map((second) => [second, `line ${second}`] as const), [42, 'cause']]);
    expect(told).toContain('cause');
  });

  test('no line ever comes', async () => {
    expect((await readAt([])).seconds).toBeLessThanOrEqual(35);
  });

  test('lines come without end, and no cause', async () => {
    const lines = Array.from({ length: 500 }, (_, second) => [second, `line ${second}`] as const);
    expect((await readAt(lines)).seconds).toBeLessThanOrEqual(65);
  });

  test('the deadline passes meanwhile: what was read is kept', async () => {
    const controller = new AbortController();
    const context = playedContext(controller.signal);
    const sleep: typeof context.clock.sleep = async (milliseconds, signal) => {
      await context.clock.sleep(milliseconds, signal);
      if (context.seconds() >= 10) controller.abort(new UserError({ what: 'The deadline passed.' }));
      signal?.throwIfAborted();
    };
    const { told } = await readAt([[3, 'listening']], { ...context, clock: { ...context.clock, sleep } });
    expect(told).toEqual(['listening']);
  });
});

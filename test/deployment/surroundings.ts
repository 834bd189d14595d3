import type { Look, Operation } from '../../src/deployment/operation.ts';
import type { Surroundings } from '../../src/deployment/surroundings.ts';
import { scriptedClock } from '../cloud/core/clock.ts';

export interface Played extends Surroundings {
  readonly lines: readonly string[];
  /** Seconds since the beginning. */
  seconds(): number;
}

/** Time that passes only where somebody sleeps, and the lines that are told. */
export function surroundings(signal: AbortSignal = new AbortController().signal): Played {
  const clock = scriptedClock();
  const begun = clock.now().getTime();
  const lines: string[] = [];
  return {
    signal,
    lines,
    seconds: () => (clock.now().getTime() - begun) / 1_000,
    clock: {
      now: clock.now,
      async sleep(milliseconds, aborted) {
        aborted?.throwIfAborted();
        clock.advance(milliseconds);
      },
    },
    log: { info: (line) => void lines.push(line), warning: (line) => void lines.push(line) },
  };
}

export const running: Look = { status: 'IN_PROGRESS', verdict: 'running' };
export const succeeded: Look = { status: 'SUCCEEDED', verdict: 'succeeded' };
export const failed: Look = { status: 'FAILED', verdict: 'failed', reason: 'No.' };

/** An operation whose looks are decided by the time; every look is counted. */
export function operationAt(
  around: Played,
  look: (seconds: number) => Look | 'missing' | 'throttled',
  id = 'op-1',
): Operation & { readonly looks: readonly number[] } {
  const looks: number[] = [];
  return {
    id,
    looks,
    async look() {
      looks.push(around.seconds());
      return look(around.seconds());
    },
  };
}

import { expect } from '@jest/globals';
import type { Trouble } from './timeline.ts';

/** How a run against a played server ended. */
export interface RunEnd {
  /** The message of a red run. */
  readonly failure: string | undefined;
  /** Of a run that had any. */
  readonly outputs: Readonly<Record<string, unknown>> | undefined;
  /** The summary as data, of a run that came so far. */
  readonly report?: unknown;
  readonly seconds: number;
  /** Calls that a run makes however short it is, beside one a second. */
  readonly fixedCalls: number;
  /** All that was told. */
  readonly told: string;
}

/** What every server can say of a run. */
interface Witness {
  calls(): number;
  readonly undone: readonly string[];
}

/** What holds for every run, whatever the target. */
export function checkEveryRun(
  { deadlineSeconds }: { readonly deadlineSeconds: number },
  server: Witness,
  { failure = '', seconds, fixedCalls, told }: RunEnd,
): void {
  expect(server.undone).toEqual([]);
  expect(seconds).toBeLessThanOrEqual(deadlineSeconds + 10);
  expect(server.calls()).toBeLessThanOrEqual(seconds + fixedCalls);
  expect(`${failure}\n${told}`).not.toMatch(/Unknown|Unexpected token|Deserialization|undefined|AWS SDK error wrapper/);
}

/** Whether a call at this second may have had no answer. */
export function hasTroubleAt(troubles: readonly Trouble[], second: number): boolean {
  return troubles.some(({ atSecond, seconds }) => second >= atSecond && second <= atSecond + seconds);
}

import type { Operation, PollResult } from '../../src/deployment/operation.ts';
import { TransientError } from '../../src/errors.ts';
import type { Context } from '../../src/lifecycle/context.ts';
import { scriptedClock } from '../cloud/core/clock.ts';

export interface PlayedContext extends Context {
  readonly lines: readonly string[];
  /** Seconds since the beginning. */
  seconds(): number;
}

/** Time that passes only where somebody sleeps, and the lines that are told. */
export function playedContext(signal: AbortSignal = new AbortController().signal): PlayedContext {
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
    log: {
      ...{ info: (line) => void lines.push(line), warning: (line) => void lines.push(line) },
      ...{ debug: () => {}, mask: () => {}, group: (_, body) => body() },
    },
    state: { save: () => {} },
    run: {
      ...{ repository: 'acme/clinic', commit: '', attempt: '7-1', actor: 'somebody' },
      ...{ head: '', ref: 'refs/heads/main', actionRepository: '' },
      ...{ url: 'https://github.com/acme/clinic/actions/runs/7', workspace: '/workspace', temporary: '/tmp' },
    },
  };
}

export const running: PollResult = { status: 'IN_PROGRESS', verdict: 'running' };
export const succeeded: PollResult = { status: 'SUCCEEDED', verdict: 'succeeded' };
export const failed: PollResult = { status: 'FAILED', verdict: 'failed', reason: 'No.' };

/** An operation whose polls are decided by the time; each poll is recorded. */
export function operationAt(
  context: PlayedContext,
  result: (seconds: number) => PollResult | 'missing' | 'throttled',
  id = 'op-1',
): Operation & { readonly polls: readonly number[] } {
  const polls: number[] = [];
  return {
    id,
    polls,
    async poll() {
      polls.push(context.seconds());
      const polled = result(context.seconds());
      if (polled === 'throttled') throw new TransientError({ what: 'Looking at it failed.' }, { trouble: 'throttled' });
      return polled;
    },
  };
}

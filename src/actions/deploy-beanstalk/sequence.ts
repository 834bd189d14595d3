import type { Operation, PollResult } from '../../deployment/operation.ts';
import { TransientError, UserError } from '../../errors.ts';

/** Several operations, one after the other, as one: each begins when the one before has succeeded, and waits while the environment is busy. */
export function sequence(
  id: string,
  begin: readonly ((signal: AbortSignal) => Promise<Operation | 'busy'>)[],
): Operation {
  let [at, current] = [0, undefined as Operation | undefined];
  return {
    get id() {
      return current?.id ?? id;
    },
    async poll(signal) {
      const next = begin[at];
      if (!next) return { status: 'Ready', verdict: 'succeeded' };
      if (!current) {
        const begun = await next(signal).catch(refusal);
        if (begun === 'busy') return { status: 'Updating', verdict: 'running', progress: 'busy' };
        if ('verdict' in begun) return begun;
        current = begun;
      }
      const polled = await current.poll(signal);
      if (typeof polled === 'string' || polled.verdict !== 'succeeded') return polled;
      at += 1;
      if (at === begin.length) return polled;
      current = undefined;
      return { ...polled, verdict: 'running' };
    },
    async abandon(signal) {
      return current?.abandon ? current.abandon(signal) : 'missing';
    },
  };
}

/** What cannot be begun has failed: nothing goes on. */
function refusal(error: unknown): PollResult {
  if (error instanceof TransientError || !(error instanceof UserError)) throw error;
  return { status: 'Failed', verdict: 'failed', reason: error.message };
}

import type { Operation, PollResult } from '../../../deployment/operation.ts';

/** An operation that is undone when it fails: then it ends as rolled back. */
export function undone(operation: Operation, undo: (signal: AbortSignal) => Promise<Operation | 'busy'>): Operation {
  let failure: PollResult | undefined;
  let back: Operation | undefined;
  return {
    ...operation,
    async poll(signal) {
      if (!failure) {
        const polled = await operation.poll(signal);
        if (polled === 'missing' || polled.verdict !== 'failed') return polled;
        failure = polled;
      }
      if (!back) {
        const begun = await undo(signal);
        if (begun === 'busy') return { ...failure, verdict: 'failing' };
        back = begun;
      }
      const polled = await back.poll(signal);
      if (polled === 'missing') return polled;
      if (polled.verdict === 'running' || polled.verdict === 'failing') return { ...polled, verdict: 'failing' };
      return { ...failure, verdict: polled.verdict === 'succeeded' ? 'rolled-back' : 'failed' };
    },
  };
}

import { setTimeout as wait } from 'node:timers/promises';
import { networkAdvice } from '../domain/network-advice.ts';
import { codeOf, networkError } from '../domain/network-error.ts';
import { messageOf, UserError } from '../errors.ts';

const firstPauseMilliseconds = 250;
const longestPauseMilliseconds = 8_000;

/**
 * Does something up to `attempts` times, with growing and jittered pauses, as long as it fails for passing reasons.
 * `doing` begins the sentence of the UserError in the end: "Pushing the blob sha256:… to clinic".
 */
export async function retried<T>(
  doing: string,
  attempts: number,
  signal: AbortSignal,
  attempt: () => Promise<T>,
): Promise<T> {
  for (let tried = 1; ; tried++) {
    try {
      return await attempt();
    } catch (error) {
      if (signal.aborted) throw signal.reason;
      if (tried >= attempts || !isPassing(error)) throw failure(doing, tried, error);
      await pause(tried, signal);
    }
  }
}

async function pause(tried: number, signal: AbortSignal): Promise<void> {
  const longest = Math.min(longestPauseMilliseconds, firstPauseMilliseconds * 2 ** (tried - 1));
  await wait(longest * (0.5 + Math.random() / 2), undefined, { signal }).catch(() => {
    throw signal.reason;
  });
}

/** Whether another attempt may succeed. */
export function isPassing(error: unknown): boolean {
  return error instanceof PassingFailure || networkError(codeOf(error))?.transient === true;
}

/** Failures of the network and of servers as a UserError; a bug stays a bug. */
function failure(doing: string, tried: number, error: unknown): unknown {
  if (error instanceof UserError || (!(error instanceof PassingFailure) && codeOf(error) === '')) return error;
  return new UserError(
    {
      what: `${doing} failed${tried > 1 ? `, ${tried} times in a row` : ''}.`,
      why: `${messageOf(error).replace(/\.$/, '')}.`,
      next:
        networkAdvice(error, process.env) ??
        'Check the network to the registry, then run the job again: blobs that arrived are not sent again.',
    },
    { cause: error },
  );
}

/** A failure that may pass: throttling, or a fault of the server. */
export class PassingFailure extends Error {
  override readonly name = 'PassingFailure';
}

import { networkAdvice } from '../domain/network-advice.ts';
import { codeOf, networkError } from '../domain/network-error.ts';
import { messageOf, UserError } from '../errors.ts';
import type { Clock } from '../machine/clock.ts';

const firstPauseMilliseconds = 250;
const longestPauseMilliseconds = 8_000;

/** A registry that is out of order for half a minute is waited for, however quickly it refuses. */
const patienceMilliseconds = 60_000;
const leastAttempts = 4;

/** How long something is tried again. */
export interface Persistence {
  /** How often; undefined: for a minute of trouble, and at least four times. */
  readonly attempts?: number | undefined;
  readonly clock: Clock;
}

/**
 * Does something again, with growing and jittered pauses, as long as it fails for passing reasons; where a registry says how
 * long to wait, for that long. `doing` begins the sentence of the UserError in the end: "Pushing the blob sha256:… to clinic".
 */
export async function retried<T>(
  doing: string,
  { attempts, clock }: Persistence,
  signal: AbortSignal,
  attempt: () => Promise<T>,
): Promise<T> {
  let firstTrouble: number | undefined;
  for (let tried = 1; ; tried++) {
    try {
      return await attempt();
    } catch (error) {
      if (signal.aborted) throw signal.reason;
      const now = clock.now().getTime();
      firstTrouble ??= now;
      const pause = pauseMilliseconds(tried, error);
      const isLast =
        attempts === undefined
          ? tried >= leastAttempts && now + pause - firstTrouble > patienceMilliseconds
          : tried >= attempts;
      if (isLast || !isPassing(error)) throw failure(doing, tried, error);
      await clock.sleep(pause, signal);
    }
  }
}

/** No longer than the patience, whatever a registry asks for. */
function pauseMilliseconds(tried: number, error: unknown): number {
  const longest = Math.min(longestPauseMilliseconds, firstPauseMilliseconds * 2 ** (tried - 1));
  const asked = error instanceof PassingFailure ? (error.retryAfterSeconds ?? 0) * 1_000 : 0;
  return Math.max(longest * (0.5 + Math.random() / 2), Math.min(asked, patienceMilliseconds));
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
  /** What the registry asks for. */
  readonly retryAfterSeconds: number | undefined;

  constructor(message: string, retryAfterSeconds?: number) {
    super(message);
    this.retryAfterSeconds = retryAfterSeconds;
  }
}

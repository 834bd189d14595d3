import { messageOf, UserError } from '../errors.ts';
import type { Context } from '../lifecycle/context.ts';
import type { Operation } from './operation.ts';

/** What an operation is of, where a person can look at it, and whether it is given up when the job is cancelled. */
interface Followed {
  readonly resource: string;
  readonly watch: string;
  readonly abandonOnCancel?: boolean;
}

/** What to tell when an operation is not followed to its end: the job is cancelled, the deadline has passed, or AWS answers no more. */
export async function interruption(
  operation: Operation,
  { resource, watch, abandonOnCancel }: Followed,
  cause: UserError,
  context: Pick<Context, 'signal' | 'clock' | 'log'>,
): Promise<UserError> {
  const abandoned = abandonOnCancel && context.signal.aborted && (await abandon(operation, context));
  const goesOn = abandoned
    ? `The operation ${operation.id} of ${resource} was told to stop and to go back to what served before.`
    : `How the operation ${operation.id} of ${resource} ends is not known: it goes on without this job.`;
  const { what, why, next } = cause.parts;
  return new UserError(
    { what: `${what} ${goesOn}`, why, next: `PollResult at it with: ${watch}${next ? ` — ${next}` : ''}` },
    { cause },
  );
}

/** A cancelled step has some seconds left. */
const abandonMilliseconds = 4_000;
const listingMilliseconds = 500;

async function abandon(
  operation: Operation,
  { log, clock }: Pick<Context, 'signal' | 'clock' | 'log'>,
): Promise<boolean> {
  if (!operation.abandon) return false;
  const signal = AbortSignal.timeout(abandonMilliseconds);
  try {
    while ((await operation.abandon(signal)) === 'missing') await clock.sleep(listingMilliseconds, signal);
    return true;
  } catch (error) {
    log.warning(`It could not be stopped: ${messageOf(error)}`);
    return false;
  }
}

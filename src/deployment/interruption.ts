import { messageOf, UserError } from '../errors.ts';
import type { Context } from '../lifecycle/context.ts';
import type { Deployment } from './deployment.ts';
import type { Operation } from './operation.ts';

/** The error for an operation that is not followed to its end: the job is cancelled, the deadline has passed, or AWS answers no more. */
export async function interruption(
  operation: Operation,
  { resource, watch, abandonOnCancel }: Pick<Deployment<unknown>, 'resource' | 'watch' | 'abandonOnCancel'>,
  cause: UserError,
  context: Pick<Context, 'signal' | 'clock' | 'log'>,
): Promise<UserError> {
  const abandoned = abandonOnCancel && context.signal.aborted && (await abandon(operation, context));
  const goesOn = abandoned
    ? `The operation ${operation.id} of ${resource} was told to stop and to roll back.`
    : `The operation ${operation.id} of ${resource} goes on without this job; its result is not known.`;
  const { what, why, next } = cause.parts;
  return new UserError(
    { what: `${what} ${goesOn}`, why, next: `Watch it with: ${watch()}${next ? ` — ${next}` : ''}` },
    { cause },
  );
}

/** A cancelled step has some seconds left. */
const abandonMilliseconds = 4_000;
const listingMilliseconds = 500;

async function abandon(operation: Operation, { log, clock }: Pick<Context, 'clock' | 'log'>): Promise<boolean> {
  if (!operation.abandon) return false;
  const signal = AbortSignal.timeout(abandonMilliseconds);
  try {
    while ((await operation.abandon(signal)) === 'missing') await clock.sleep(listingMilliseconds, signal);
    return true;
  } catch (error) {
    log.warning(`The operation could not be stopped: ${messageOf(error)}`);
    return false;
  }
}

import { TransientError, UserError } from '../../errors.ts';
import { errorKind, explained } from '../client.ts';

/** Whether something else happens to the environment: Elastic Beanstalk says so by several codes and in several words. */
export function isBusy(error: unknown): boolean {
  return errorKind(error) === 'busy' || says(error, /must be ready|invalid state for this operation/i);
}

/** Whether what was to be made is there already. */
export function isThere(error: unknown): boolean {
  return says(error, /already exists/i);
}

/** So long a version that was made may be unknown to other calls. */
const unlisted = { trouble: 'the version is not listed yet', patienceSeconds: 120 };

/** An error as `explained`; that of a version that was made a moment ago passes. */
export function explainedOfVersion(error: unknown, doing: string): unknown {
  const whole = explained(error, doing);
  return whole instanceof UserError && says(error, /No Application Version named/i)
    ? new TransientError(whole.parts, unlisted, { cause: error })
    : whole;
}

function says(error: unknown, words: RegExp): boolean {
  return error instanceof Error && '$metadata' in error && words.test(error.message);
}

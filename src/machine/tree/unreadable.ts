import { messageOf, UserError } from '../../errors.ts';

/** A folder or file of a built site that is not as it should be. */
export function unreadable(what: string, error: unknown): UserError {
  return new UserError(
    {
      what: `${what} could not be read.`,
      why: `${messageOf(error)}.`,
      next: 'Build the site first (build-command, or an earlier step), or correct `source`.',
    },
    { cause: error },
  );
}

import { messageOf, UserError } from '../../errors.ts';

/** A file or folder of a source bundle that cannot be read. */
export function unreadableBundle(path: string, error: unknown): UserError {
  return new UserError(
    {
      what: `${path} could not be read for the source bundle; nothing was changed.`,
      why: `${messageOf(error)}.`,
      next: 'Let the user that the runner runs as read it, or exclude it in .ebignore or .gitignore.',
    },
    { cause: error },
  );
}

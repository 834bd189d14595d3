import { UserError } from '../errors.ts';
import { codeOf } from './network-error.ts';

/** An error of the runner's own machine, as a sentence; undefined for anything else. `doing` begins it: "Writing report.json". */
export function systemTrouble(error: unknown, doing?: string): UserError | undefined {
  const [, why, next] = troubles.find(([code]) => code === codeOf(error)) ?? [];
  if (why === undefined) return undefined;
  const { path } = error as { readonly path?: unknown };
  const where = typeof path === 'string' ? ` (${path})` : '';
  return new UserError(
    { what: doing ? `${doing} failed.` : `The runner let the step down${where}.`, why, next },
    { cause: error },
  );
}

const permissions = 'Let the user that the runner runs as write there.';

/** Source: https://nodejs.org/api/errors.html#common-system-errors */
const troubles: readonly (readonly [code: string, why: string, next: string])[] = [
  ['ENOSPC', 'The disk is full.', "Free space on the runner's disk, or use a larger runner."],
  ['EDQUOT', 'The quota of the disk is used up.', "Free space on the runner's disk."],
  ['EROFS', 'The disk is read-only.', 'Use a folder that can be written, or mend the disk.'],
  ['EACCES', 'It may not be read or written by this user.', permissions],
  ['EPERM', 'It may not be read or written by this user.', permissions],
  ['EMFILE', 'Too many files are open.', 'Raise the limit of open files (ulimit -n) on the runner.'],
  ['ENFILE', 'Too many files are open.', 'Raise the limit of open files (ulimit -n) on the runner.'],
  ['ENOMEM', 'There is no memory left.', 'Use a runner with more memory.'],
  ['EIO', 'The disk is defective.', 'Use another runner.'],
];

/** For what follows the making of a folder for temporary files: a UserError that names its variable. */
export function noTemporaryFolder(place: string) {
  return (error: unknown): never => {
    const why = systemTrouble(error)?.parts.why ?? `There is no folder ${place}.`;
    throw new UserError(
      {
        what: `No temporary files can be made in ${place}; nothing was changed.`,
        why,
        next: 'Let RUNNER_TEMP (or TMPDIR, where there is none) name a folder that exists, can be written and has space.',
      },
      { cause: error },
    );
  };
}

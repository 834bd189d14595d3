import type { Release } from '../../../domain/release.ts';
import type { Entry } from '../entry.ts';

/** An attempt of a run, as a record names it. */
export interface Attempt {
  readonly id: number;
  readonly attempt: number;
}

/** The attempt in the address of a run. The repository in it is not looked at: it may have been renamed since. */
export function attemptOf({ run = '' }: Release): Attempt | undefined {
  const [, id, attempt] = /\/actions\/runs\/(\d{1,15})\/attempts\/(\d{1,6})$/.exec(run) ?? [];
  return id === undefined ? undefined : { id: Number(id), attempt: Number(attempt) };
}

const contents = ['image', 'digest', 'siteRelease', 'databaseVersion', 'fingerprint'] as const;

/** Whether a record names nothing but the commit, and what its backend is given: that of a release that has only begun. */
export function isAnnouncement(release: Release): boolean {
  return contents.every((name) => release[name] === undefined);
}

/**
 * Whether two entries of the same attempt cannot both be its record: they name different releases, or one ended otherwise.
 * An announcement by the operation `start`, which knows nothing but the commit, contradicts nothing.
 */
export function contradicts(other: Entry, entry: Entry): boolean {
  if (isAnnouncement(other.release)) return false;
  const isSame = (['commit', ...contents] as const).every((name) => other.release[name] === entry.release[name]);
  return !isSame || other.succeededAt === undefined;
}

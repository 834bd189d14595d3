import type { StoredTimes } from '../../aws/s3.ts';
import type { Manifest } from './manifest.ts';

/**
 * A claim holds for so long after it was made or renewed. Nobody compares clocks of two machines for that: whoever waits goes
 * by S3's times of the record and of its own answers, or by its own watch; the holder by its own watch, from before it wrote.
 */
export const leaseMilliseconds = 5 * 60_000;

/** S3's times are whole seconds, and those of its servers differ a little. */
const toleranceMilliseconds = 5_000;

/** Whether another run's deployment is written down, be it alive or dead; an earlier attempt of the same run is over. */
export function isOfOther({ deployment }: Pick<Manifest, 'deployment'>, run: string): boolean {
  if (!deployment) return false;
  const [theirs, ours] = [deployment.run, run].map((text) => text.split('-'));
  return theirs?.[0] !== ours?.[0] || Number(theirs?.[1]) >= Number(ours?.[1]);
}

/** Whether a claim was not renewed for its length: as S3 tells, or while it was watched (milliseconds). */
export function isOver({ written, answered }: StoredTimes, watched: number): boolean {
  if (watched > leaseMilliseconds) return true;
  return (
    written !== undefined && answered !== undefined && answered - written > leaseMilliseconds + toleranceMilliseconds
  );
}

import type { CloudFrontReader } from '../../aws/cloudfront.ts';
import { messageOf } from '../../errors.ts';
import type { Context } from '../../lifecycle/context.ts';
import type { StartedInvalidation } from './start.ts';

/** Paths that were invalidated in these distributions in this calendar month (UTC), of which an account has 1,000 free. */
export interface MonthlyPaths {
  readonly count: number;
  /** False when there were more invalidations than are read. */
  readonly isComplete: boolean;
}

/** The API gives the paths of one invalidation at a time, and throttles: so many are read in a run, the newest first. */
const maxReads = 20;

/** Counts after the work is done, and never makes it fail: without the permission, or in trouble, there is no count. */
export async function pathsThisMonth(
  started: readonly StartedInvalidation[],
  reader: CloudFrontReader,
  { clock, signal, log }: Context,
): Promise<MonthlyPaths | undefined> {
  try {
    const known = new Map(started.map(({ id, paths }) => [id, paths]));
    let count = [...known.values()].reduce((sum, paths) => sum + paths, 0);
    let isComplete = true;
    let reads = maxReads;
    for (const distributionId of new Set(started.map((each) => each.distributionId))) {
      const past = await reader.invalidationsSince(monthOf(clock.now()), distributionId, signal);
      const unknown = past.ids.filter((id) => !known.has(id));
      if (!past.isComplete || unknown.length > reads) isComplete = false;
      for (const id of unknown.slice(0, reads)) count += await reader.pathCount(distributionId, id, signal);
      reads = Math.max(0, reads - unknown.length);
    }
    return { count, isComplete };
  } catch (error) {
    log.debug(`The month's paths could not be counted: ${messageOf(error)}`);
    return undefined;
  }
}

function monthOf(now: Date): Date {
  return new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth()));
}

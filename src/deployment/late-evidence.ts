import type { Context } from '../lifecycle/context.ts';

/** What a platform and the app have told of a failure so far. */
export interface Evidence {
  /** How many lines of the app there are: whether more come. */
  readonly linesOfApp: number;
  /** Whether the cause is among what was told. */
  readonly isTold: boolean;
}

const lookMilliseconds = 5_000;
/** What comes at all has begun to come by then. */
const silentMilliseconds = 30_000;
/** Lines trickle; after so long without another one, there are no more. */
const quietMilliseconds = 15_000;
const longestMilliseconds = 60_000;

/** Reads until the cause is told, or no more comes: logs are delivered some time after they were written, and line by line. */
export async function lateEvidence<E extends Evidence>(
  read: () => Promise<E>,
  { clock, signal }: Pick<Context, 'signal' | 'clock'>,
): Promise<E> {
  const begun = clock.now().getTime();
  let seen = await read();
  let newest = seen.linesOfApp > 0 ? begun : Number.NEGATIVE_INFINITY;
  for (;;) {
    const now = clock.now().getTime();
    const isQuiet = now - begun >= silentMilliseconds && now - newest >= quietMilliseconds;
    if (seen.isTold || isQuiet || now - begun >= longestMilliseconds) return seen;
    try {
      await clock.sleep(lookMilliseconds, signal);
    } catch (error) {
      // What was read until the deadline is worth more than nothing.
      if (signal.aborted) return seen;
      throw error;
    }
    const more = await read();
    if (more.linesOfApp !== seen.linesOfApp) newest = clock.now().getTime();
    seen = more;
  }
}

import type { BucketReader, StoredTimes } from '../../aws/s3.ts';
import type { Context } from '../../lifecycle/context.ts';
import { everyMinute } from '../../lifecycle/heartbeat.ts';
import { isOver, unknownTimes } from './lease.ts';

/** A record that says that somebody else is at work. */
export interface HeldRecord {
  readonly key: string;
  readonly etag: string;
  readonly times: StoredTimes | undefined;
  /** Of the run that holds the site. */
  readonly url: string | undefined;
}

const pollMilliseconds = 2_000;

/** Ends when the record has changed, or when the run that holds the site has not renewed its lease and so is dead. */
export async function watch(
  { key, etag, times = unknownTimes, url }: HeldRecord,
  bucket: Pick<BucketReader, 'look'>,
  context: Pick<Context, 'clock' | 'signal' | 'log'>,
): Promise<'changed' | 'dead'> {
  const { clock, signal } = context;
  const heartbeat = everyMinute(
    context,
    (seconds) => `Still waiting for the deployment of ${url}, after ${seconds} s.`,
  );
  const begun = clock.now().getTime();
  for (;;) {
    heartbeat();
    await clock.sleep(pollMilliseconds, signal);
    const asked = clock.now().getTime();
    const look = await bucket.look(key, etag);
    if (look.changed) return 'changed';
    if (isOver({ ...times, answered: look.answered }, asked - begun)) return 'dead';
  }
}

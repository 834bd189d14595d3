import type { ImageScan } from '../../../aws/ecr/image-scan.ts';
import { UserError } from '../../../errors.ts';
import type { Context } from '../../../lifecycle/context.ts';
import { scanProgress } from './scan-progress.ts';

const pollMilliseconds = 5_000;

/** Waits for all findings of an image; throws a UserError when there will be none, or at the deadline. */
export async function awaitScan(
  image: string,
  read: () => Promise<ImageScan | undefined>,
  deadline: Date,
  { clock, signal }: Pick<Context, 'clock' | 'signal'>,
): Promise<ImageScan> {
  let [seen, seenAt] = ['', clock.now()];
  for (;;) {
    const scan = await read();
    const now = clock.now();
    const shown = JSON.stringify([scan?.status, scan?.findings]);
    if (shown !== seen) [seen, seenAt] = [shown, now];
    const progress = scanProgress(scan, seenAt, now);
    if (progress.kind === 'done') return progress.scan;
    if (progress.kind === 'refused') throw notScanned(image, progress.why, progress.next);
    if (now.getTime() + pollMilliseconds > deadline.getTime()) throw tooLate(image, progress.why, scan);
    await clock.sleep(pollMilliseconds, signal);
  }
}

function notScanned(image: string, why: string, next: string): UserError {
  return new UserError({ what: `The scan gate cannot judge ${image}.`, why, next });
}

function tooLate(image: string, why: string, scan: ImageScan | undefined): UserError {
  return new UserError({
    what: `The scan of ${image} was not done in time.`,
    why: `At the deadline, ${why}.`,
    next: scan
      ? 'Raise scan-timeout-minutes, or run the job again.'
      : "Check the registry's scanning configuration: with enhanced scanning, a rule must cover the repository.",
  });
}

import type { Clock } from '../../machine/clock.ts';

const everyMilliseconds = 5_000;

/** A line every few seconds of long work: how many of the files are done, and how much that is. */
export function progress(
  title: string,
  total: number,
  clock: Clock,
  tell: (line: string) => void,
): (bytes: number) => void {
  let [done, doneBytes] = [0, 0];
  let toldAt = clock.now().getTime();
  return (bytes) => {
    done++;
    doneBytes += bytes;
    const now = clock.now().getTime();
    if (now - toldAt < everyMilliseconds) return;
    toldAt = now;
    tell(
      `${title}: ${done.toLocaleString('en')} of ${total.toLocaleString('en')} files, ${(doneBytes / 1e6).toFixed(1)} MB`,
    );
  };
}

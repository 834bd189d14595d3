import type { Context } from '../lifecycle/context.ts';

const attempts = 6;
const deliveryMilliseconds = 5_000;

/** Lines of a log that is delivered some time after it was written: read again until there are any, for half a minute. */
export async function delayedLog(
  read: () => Promise<readonly string[]>,
  { clock, signal }: Pick<Context, 'signal' | 'clock'>,
): Promise<readonly string[]> {
  let lines = await read();
  for (let attempt = 1; lines.length === 0 && attempt < attempts; attempt++) {
    await clock.sleep(deliveryMilliseconds, signal);
    lines = await read();
  }
  return lines;
}

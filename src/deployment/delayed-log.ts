import type { Context } from '../lifecycle/context.ts';

const deliveryMilliseconds = 5_000;

/** Lines of a log that comes some time after what it tells of; asked for again until there are any. */
export async function delayedLog(
  read: () => Promise<readonly string[]>,
  attempts: number,
  { clock, signal }: Pick<Context, 'signal' | 'clock' | 'log'>,
): Promise<readonly string[]> {
  let lines = await read();
  for (let attempt = 1; lines.length === 0 && attempt < attempts; attempt++) {
    await clock.sleep(deliveryMilliseconds, signal);
    lines = await read();
  }
  return lines;
}

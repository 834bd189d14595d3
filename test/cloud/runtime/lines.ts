import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';

/** Hands over each line of the streams as it comes. */
export function eachLine(streams: readonly Readable[], take: (line: string) => void): void {
  for (const input of streams) createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY }).on('line', take);
}

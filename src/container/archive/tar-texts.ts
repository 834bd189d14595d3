import { imageLimits } from '../../domain/image-limits.ts';
import type { Bytes } from './forward-bytes.ts';

/** A text of JSON begins within so many bytes. */
const beginningBytes = 64;

/** Reads what may be a manifest or a configuration, by its beginning, until there is more of it than any image has. */
export function textKeeper(bytes: Bytes): (offset: number, sizeBytes: number) => Promise<Buffer | undefined> {
  let leftBytes: number = imageLimits.archiveTextBytes;
  return async (offset, sizeBytes) => {
    if (sizeBytes > Math.min(leftBytes, Math.max(imageLimits.manifestBytes, imageLimits.configBytes))) return undefined;
    const beginning = await bytes.read(offset, Math.min(sizeBytes, beginningBytes));
    if (!/^\s*[{[]/.test(beginning.toString('latin1'))) return undefined;
    leftBytes -= sizeBytes;
    // A copy: the part of a chunk would keep all of the chunk.
    return Buffer.from(await bytes.read(offset, sizeBytes));
  };
}

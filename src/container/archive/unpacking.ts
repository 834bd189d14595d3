import { createReadStream, createWriteStream, openSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Transform, type Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { imageLimits } from '../../domain/image-limits.ts';
import { noTemporaryFolder, systemTrouble } from '../../domain/system-error.ts';
import type { Compression } from './compressions.ts';

/** A file that is compressed as a whole. */
export interface PackedFile {
  readonly path: string;
  readonly sizeBytes: number;
  readonly compression: Compression;
}

/** Passes all of the content through a reader, and writes nothing. What the reader leaves is checked for damage, too. */
export async function throughContent<T>(
  file: PackedFile,
  read: (content: AsyncIterable<Buffer>) => Promise<T>,
  signal: AbortSignal,
): Promise<T> {
  return pipeline(...unpacking(file), (content: AsyncIterable<Buffer>) => read(content), { signal });
}

/**
 * Unpacks to disk, because a push reads blobs in any order, side by side, and again after a failure. The answer is the number
 * of an open file whose name is gone already: it takes up its space until this process ends, however it ends.
 */
export async function unpacked(file: PackedFile, signal: AbortSignal): Promise<number> {
  const place = process.env['RUNNER_TEMP'] || tmpdir();
  const folder = await mkdtemp(join(place, 'image-archive-')).catch(noTemporaryFolder(place));
  try {
    const tar = join(folder, 'archive.tar');
    await pipeline(...unpacking(file), createWriteStream(tar, { mode: 0o600 }) as Writable, { signal });
    return openSync(tar, 'r');
  } catch (error) {
    if (signal.aborted) throw signal.reason;
    throw systemTrouble(error, `Unpacking the image archive ${file.path} into ${place}`) ?? error;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** The steps of a pipeline that unpacks a file, as far as an image would. */
function unpacking({ path, sizeBytes, compression: { prepared, decompress } }: PackedFile) {
  return [createReadStream(path), prepared(), decompress(), atMost(maxUnpackedBytes(sizeBytes))] as const;
}

/** A bomb unpacks to thousands of times its size, an image to a few times. */
export function maxUnpackedBytes(packedBytes: number): number {
  const { unpackedRatio, unpackedFreeBytes, unpackedBytes } = imageLimits;
  return Math.min(unpackedBytes, Math.max(unpackedFreeBytes, unpackedRatio * packedBytes));
}

export function atMost(maxBytes: number): Transform {
  let seenBytes = 0;
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      seenBytes += chunk.length;
      if (seenBytes > maxBytes) done(new Error(`its content has more than ${maxBytes} bytes`));
      else done(null, chunk);
    },
  });
}

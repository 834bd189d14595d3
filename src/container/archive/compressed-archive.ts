import { createReadStream, createWriteStream, openSync } from 'node:fs';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip, createZstdDecompress } from 'node:zlib';
import { imageLimits } from '../../domain/image-limits.ts';
import type { Result } from '../../domain/result.ts';
import { noTemporaryFolder } from '../../domain/system-error.ts';
import { messageOf } from '../../errors.ts';

const compressions = [
  { name: 'gzip', magic: Buffer.of(0x1f, 0x8b), decompress: createGunzip },
  { name: 'zstd', magic: Buffer.of(0x28, 0xb5, 0x2f, 0xfd), decompress: createZstdDecompress },
] as const;

export type Compression = (typeof compressions)[number];

/** How content is compressed, by its first bytes; undefined when it is not. */
export function compressionOf(beginning: Buffer): Compression | undefined {
  return compressions.find(({ magic }) => beginning.subarray(0, magic.length).equals(magic));
}

/**
 * Decompresses a file to disk, because the parts of a tar are read in any order, and some twice. The answer is the number
 * of an open file whose name is gone already: it takes up its space until this process ends, however it ends.
 */
export async function decompressed(
  path: string,
  { name, decompress }: Compression,
  signal: AbortSignal,
): Promise<Result<number>> {
  const place = process.env['RUNNER_TEMP'] || tmpdir();
  const folder = await mkdtemp(join(place, 'image-archive-')).catch(noTemporaryFolder(place));
  try {
    const tar = join(folder, 'archive.tar');
    const limit = atMost(maxUnpackedBytes((await stat(path)).size));
    await pipeline(createReadStream(path), decompress(), limit, createWriteStream(tar, { mode: 0o600 }), { signal });
    return { ok: true, value: openSync(tar, 'r') };
  } catch (error) {
    if (signal.aborted) throw signal.reason;
    return { ok: false, reason: `it is compressed with ${name}, and cannot be decompressed: ${messageOf(error)}` };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** A bomb unpacks to thousands of times its size, an image to a few times. */
function maxUnpackedBytes(packedBytes: number): number {
  const { unpackedRatio, unpackedFreeBytes, unpackedBytes } = imageLimits;
  return Math.min(unpackedBytes, Math.max(unpackedFreeBytes, unpackedRatio * packedBytes));
}

function atMost(maxBytes: number): Transform {
  let seenBytes = 0;
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      seenBytes += chunk.length;
      if (seenBytes > maxBytes) done(new Error(`its content has more than ${maxBytes} bytes`));
      else done(null, chunk);
    },
  });
}

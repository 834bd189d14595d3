import { createReadStream, read } from 'node:fs';
import { open, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { promisify } from 'node:util';
import type { Result } from '../../domain/result.ts';
import { compressionOf, decompressed } from './compressed-archive.ts';
import { indexTar } from './tar-index.ts';

/** The files of an image archive, whether it is a folder or a tar. */
export interface ArchiveFiles {
  /** Undefined when there is no such file. */
  sizeBytes(path: string): Promise<number | undefined>;
  /** Only for files that exist. */
  stream(path: string, signal: AbortSignal): Readable;
}

/** Opens an archive. A tar that is compressed as a whole is decompressed into a file without a name. */
export async function archiveFiles(path: string, signal: AbortSignal): Promise<Result<ArchiveFiles>> {
  const found = await stat(path).catch(() => undefined);
  if (!found) return { ok: false, reason: 'there is nothing at that path' };
  if (found.isDirectory()) return { ok: true, value: folderFiles(path) };
  const compression = compressionOf(await beginningOf(path));
  if (!compression) return tarFiles(path, signal);
  const file = await decompressed(path, compression, signal);
  return file.ok ? tarFiles(file.value, signal) : file;
}

/** Links are followed: Bazel makes layouts of them. Their targets are verified by digest like any other content. */
function folderFiles(folder: string): ArchiveFiles {
  return {
    async sizeBytes(path) {
      const found = await stat(join(folder, path)).catch(() => undefined);
      return found?.isFile() ? found.size : undefined;
    },
    stream: (path, signal) => createReadStream(join(folder, path), { signal }),
  };
}

/** A tar by its path, or by the number of an open file. */
async function tarFiles(tar: string | number, opened: AbortSignal): Promise<Result<ArchiveFiles>> {
  const index = await indexTar(tar, opened);
  if (!index.ok) return index;
  const entryOf = (path: string) => index.value.get(path);
  return {
    ok: true,
    value: {
      sizeBytes: async (path) => entryOf(path)?.sizeBytes,
      stream(path, signal) {
        const { offset, sizeBytes } = entryOf(path) ?? { offset: 0, sizeBytes: 0 };
        if (typeof tar === 'number')
          return Readable.from(chunksOf(tar, offset, sizeBytes), { signal, objectMode: false });
        // `end` is inclusive, so an empty file has no range of its own: it is read as the empty range from its offset.
        return createReadStream(tar, { start: offset, end: Math.max(offset, offset + sizeBytes - 1), signal });
      },
    },
  };
}

const chunkBytes = 512 * 1024;
const readFile = promisify(read);

/** Reads by position, so that many may read an open file at once; a file stream would close it when it is given up. */
async function* chunksOf(file: number, offset: number, sizeBytes: number): AsyncGenerator<Buffer> {
  const end = offset + sizeBytes;
  for (let at = offset; at < end; ) {
    const wanted = Math.min(chunkBytes, end - at);
    const { buffer, bytesRead } = await readFile(file, Buffer.allocUnsafeSlow(wanted), 0, wanted, at);
    if (bytesRead === 0) return;
    yield buffer.subarray(0, bytesRead);
    at += bytesRead;
  }
}

async function beginningOf(path: string): Promise<Buffer> {
  await using file = await open(path);
  const { buffer, bytesRead } = await file.read(Buffer.alloc(4), 0, 4, 0);
  return buffer.subarray(0, bytesRead);
}

import { createReadStream } from 'node:fs';
import { open, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import type { Result } from '../domain/result.ts';
import { indexTar } from './tar-index.ts';

/** The files of an image archive, whether it is a folder or a tar. */
export interface ArchiveFiles {
  /** Undefined when there is no such file. */
  sizeBytes(path: string): Promise<number | undefined>;
  /** Only for files that are there. */
  stream(path: string, signal: AbortSignal): Readable;
}

/** Opens an archive; nothing stays open between reads. */
export async function archiveFiles(path: string): Promise<Result<ArchiveFiles>> {
  const found = await stat(path).catch(() => undefined);
  if (!found) return { ok: false, reason: 'there is nothing at that path' };
  return found.isDirectory() ? { ok: true, value: folderFiles(path) } : tarFiles(path);
}

function folderFiles(folder: string): ArchiveFiles {
  return {
    sizeBytes: async (path) => (await stat(join(folder, path)).catch(() => undefined))?.size,
    stream: (path, signal) => createReadStream(join(folder, path), { signal }),
  };
}

async function tarFiles(tar: string): Promise<Result<ArchiveFiles>> {
  await using file = await open(tar);
  const { buffer } = await file.read(Buffer.alloc(2), 0, 2, 0);
  if (isGzip(buffer)) return { ok: false, reason: 'it is compressed as a whole; decompress it first (gunzip)' };
  const index = await indexTar(file);
  if (!index.ok) return index;
  const entryOf = (path: string) => index.value.get(path);
  return {
    ok: true,
    value: {
      sizeBytes: async (path) => entryOf(path)?.sizeBytes,
      stream(path, signal) {
        const { offset, sizeBytes } = entryOf(path) ?? { offset: 0, sizeBytes: 0 };
        // `end` is inclusive, so an empty file has no range of its own: it is read as the empty range from its offset.
        return createReadStream(tar, { start: offset, end: Math.max(offset, offset + sizeBytes - 1), signal });
      },
    },
  };
}

export function isGzip(content: Buffer): boolean {
  return content[0] === 0x1f && content[1] === 0x8b;
}

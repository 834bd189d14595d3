import { createReadStream } from 'node:fs';
import { open, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { mapConcurrently } from '../../domain/map-concurrently.ts';
import type { Result } from '../../domain/result.ts';
import { compressionOf, magicBytes, otherCompressionOf } from './compressions.ts';
import { openFileBytes } from './open-file.ts';
import { packedTarFiles } from './packed-tar.ts';
import { indexTar } from './tar-index.ts';

/** A file of an archive. */
export interface ArchivedFile {
  /** Of a link in a tar, the path of the file that it leads to. */
  readonly path: string;
  readonly sizeBytes: number;
}

/** The files of an image archive, whether it is a folder or a tar. Only `stream` may write to the disk of this machine. */
export interface ArchiveFiles {
  /** Undefined when there is no such file. */
  find(path: string): Promise<ArchivedFile | undefined>;
  /** A short file that exists; undefined for one of a compressed tar that is not kept, because it is no text or there is too much text. */
  text(path: string): Promise<Buffer | undefined>;
  /** Hands each of these files out once, in the quickest order, several at a time where that is quicker. Paths are those that `find` tells. */
  visit(
    paths: readonly string[],
    visitor: (path: string, content: Readable) => Promise<void>,
    signal: AbortSignal,
  ): Promise<void>;
  /** A file that exists, for a push. */
  stream(path: string, signal: AbortSignal): Promise<Readable>;
}

/** Opens an archive, which may be compressed as a whole. */
export async function archiveFiles(path: string, signal: AbortSignal): Promise<Result<ArchiveFiles>> {
  const found = await stat(path).catch(() => undefined);
  if (!found) return { ok: false, reason: 'there is nothing at that path' };
  if (found.isDirectory()) return { ok: true, value: folderFiles(path) };
  // A pipe or a device could be waited for without end.
  if (!found.isFile()) return { ok: false, reason: 'it is neither a file nor a folder' };
  const beginning = await beginningOf(path);
  const other = otherCompressionOf(beginning);
  if (other) return { ok: false, reason: `it is compressed with ${other}; gzip and zstd are understood` };
  const compression = compressionOf(beginning);
  return compression ? packedTarFiles({ path, sizeBytes: found.size, compression }, signal) : tarFiles(path, signal);
}

/** Links are followed: Bazel makes layouts of them. Their targets are verified by digest like any other content. */
function folderFiles(folder: string): ArchiveFiles {
  return {
    async find(path) {
      const found = await stat(join(folder, path)).catch(() => undefined);
      return found?.isFile() ? { path, sizeBytes: found.size } : undefined;
    },
    text: (path) => readFile(join(folder, path)),
    visit: visiting((path, signal) => createReadStream(join(folder, path), { signal })),
    stream: async (path, signal) => createReadStream(join(folder, path), { signal }),
  };
}

async function tarFiles(tar: string, opened: AbortSignal): Promise<Result<ArchiveFiles>> {
  await using file = await open(tar);
  const index = await indexTar(openFileBytes(file.fd, (await file.stat()).size), opened);
  if (!index.ok) return index;
  const entryOf = (path: string) => index.value.get(path);
  const stream = (path: string, signal: AbortSignal) => {
    const { offset, sizeBytes } = entryOf(path) ?? { offset: 0, sizeBytes: 0 };
    // `end` is inclusive, so an empty file has no range of its own.
    return sizeBytes === 0
      ? Readable.from([])
      : createReadStream(tar, { start: offset, end: offset + sizeBytes - 1, signal });
  };
  return {
    ok: true,
    value: {
      find: async (path) => entryOf(path),
      text: async (path) => Buffer.concat(await stream(path, opened).toArray()),
      visit: visiting(stream),
      stream: async (path, signal) => stream(path, signal),
    },
  };
}

/** Hashing and compressing are bound by the processor. */
const visitsAtOnce = 4;

function visiting(stream: (path: string, signal: AbortSignal) => Readable): ArchiveFiles['visit'] {
  return async (paths, visitor, signal) => {
    await mapConcurrently(paths, visitsAtOnce, (path, inner) => visitor(path, stream(path, inner)), signal);
  };
}

async function beginningOf(path: string): Promise<Buffer> {
  await using file = await open(path);
  const { buffer, bytesRead } = await file.read(Buffer.alloc(magicBytes), 0, magicBytes, 0);
  return buffer.subarray(0, bytesRead);
}

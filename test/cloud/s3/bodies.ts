import { createReadStream } from 'node:fs';
import { open, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';

/** The bytes of an object: unchangeable, shared by copies, gone when the last one releases them. */
export interface StoredBody {
  readonly size: number;
  /** The bytes from `start` up to, not including, `end`; a large body as a stream. */
  read(start?: number, end?: number): Buffer | Readable;
  retain(): StoredBody;
  release(): void;
}

export interface Bodies {
  /** Stores what comes; `expectedBytes` decides between memory and disk. */
  write(source: AsyncIterable<Buffer>, expectedBytes: number): Promise<StoredBody>;
}

const largestInMemory = 64 * 1024;

/** Keeps small bodies in memory and large ones as files in a folder, which is asked for when it is first needed. */
export function bodyStore(folder: () => string): Bodies {
  let count = 0;
  return {
    async write(source, expectedBytes) {
      if (expectedBytes <= largestInMemory) return memoryBody(await bytesOf(source));
      return writeFileBody(join(folder(), `s3-${count++}`), source);
    },
  };
}

/** Several bodies as one: the parts of a multipart upload, which are never copied together. */
export function joinedBody(parts: readonly StoredBody[]): StoredBody {
  const size = parts.reduce((sum, part) => sum + part.size, 0);
  return counted({ size, read: (start = 0, end = size) => Readable.from(piecesOf(parts, start, end)) }, () => {
    for (const part of parts) part.release();
  });
}

export function memoryBody(bytes: Buffer): StoredBody {
  return counted({ size: bytes.length, read: (start, end) => bytes.subarray(start, end) }, () => undefined);
}

async function writeFileBody(path: string, source: AsyncIterable<Buffer>): Promise<StoredBody> {
  const file = await open(path, 'w');
  let size = 0;
  try {
    for await (const bytes of source) {
      await file.write(bytes);
      size += bytes.length;
    }
  } catch (error) {
    await rm(path, { force: true });
    throw error;
  } finally {
    await file.close();
  }
  const read = (start = 0, end = size) =>
    end > start ? createReadStream(path, { start, end: end - 1 }) : Buffer.alloc(0);
  return counted({ size, read }, () => void rm(path, { force: true }));
}

/** Frees the body when nobody uses it any more; a stream that is being read is a use too. */
function counted({ size, read }: Pick<StoredBody, 'size' | 'read'>, free: () => void): StoredBody {
  let uses = 1;
  const body: StoredBody = {
    size,
    read(start, end) {
      const content = read(start, end);
      if (content instanceof Readable) content.once('close', body.retain().release);
      return content;
    },
    retain() {
      uses++;
      return body;
    },
    release() {
      if (--uses === 0) free();
    },
  };
  return body;
}

async function* piecesOf(parts: readonly StoredBody[], start: number, end: number): AsyncGenerator<Buffer> {
  let offset = 0;
  for (const part of parts) {
    const from = Math.max(start - offset, 0);
    const to = Math.min(end - offset, part.size);
    offset += part.size;
    if (from >= to) continue;
    const content = part.read(from, to);
    if (content instanceof Readable) yield* content;
    else yield content;
  }
}

async function bytesOf(source: AsyncIterable<Buffer>): Promise<Buffer> {
  const pieces: Buffer[] = [];
  for await (const piece of source) pieces.push(piece);
  return Buffer.concat(pieces);
}

import { read } from 'node:fs';
import { promisify } from 'node:util';
import type { Bytes } from './forward-bytes.ts';

const chunkBytes = 512 * 1024;
/** Headers of small files are close together, so one read brings many of them. */
const windowBytes = 64 * 1024;
const readFile = promisify(read);

/** The bytes of a file that is open. */
export function openFileBytes(file: number, sizeBytes: number): Bytes {
  let window: Buffer = Buffer.alloc(0);
  let from = 0;
  return {
    isSeekable: true,
    async read(offset, length) {
      if (offset < from || offset + length > from + window.length) {
        window = await readAt(file, offset, Math.max(length, windowBytes));
        from = offset;
      }
      return window.subarray(offset - from, offset - from + length);
    },
    reaches: async (length) => length <= sizeBytes,
  };
}

/** Reads by position, so that many may read an open file at once; a file stream would close it when it is given up. */
export async function* openFileChunks(file: number, offset: number, sizeBytes: number): AsyncGenerator<Buffer> {
  const end = offset + sizeBytes;
  for (let at = offset; at < end; ) {
    const chunk = await readAt(file, at, Math.min(chunkBytes, end - at));
    if (chunk.length === 0) return;
    yield chunk;
    at += chunk.length;
  }
}

/** Memory of its own, which whoever sends it may give back. */
async function readAt(file: number, offset: number, length: number): Promise<Buffer> {
  const { buffer, bytesRead } = await readFile(file, Buffer.allocUnsafeSlow(length), 0, length, offset);
  return buffer.subarray(0, bytesRead);
}

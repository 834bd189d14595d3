import { createHash, hash } from 'node:crypto';
import { closeSync, createReadStream, openSync, readFileSync, readSync } from 'node:fs';
import { open, readFile } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { crc64Nvme } from './crc64nvme.ts';
import { type FollowedLinks, type FoundTree, list } from './tree/list.ts';
import { treeState } from './tree/state.ts';
import { turns } from './tree/turns.ts';
import { unreadable } from './tree/unreadable.ts';

export type { FoundTree };

/** What identifies a file's content. */
export interface Identity {
  readonly bytes: number;
  /** In hex. */
  readonly sha256: string;
}

/** What S3 keeps of an object: MD5 as the ETag of a plain upload, the others as its checksum. */
export type DigestAlgorithm = 'md5' | 'sha1' | 'crc64nvme';

/** Reads a folder of built files, by absolute path. */
export interface TreeReader {
  /** What is below the folder and not left out; undefined where there is no such folder. */
  list(folder: string, isLeftOut: (path: string) => boolean, followed?: FollowedLinks): Promise<FoundTree | undefined>;
  /** Changes whenever something below the folder that is not left out is written, moved or removed; undefined where there is no such folder. */
  state(folder: string, isLeftOut: (path: string) => boolean): Promise<string | undefined>;
  /** The files below the folder, each with what identifies its content. */
  identified<F extends { readonly path: string }>(
    folder: string,
    files: readonly F[],
  ): Promise<readonly (F & Identity)[]>;
  /** A digest of a file, by its path, or of bytes; in hex. */
  digest(algorithm: DigestAlgorithm, of: string | Uint8Array): Promise<string>;
  /** All bytes of a file that has about so many. */
  content(file: string, bytes: number): Promise<Uint8Array>;
  /** The bytes from `start` up to, not including, `end`. */
  range(file: string, start: number, end: number): Promise<Uint8Array>;
}

export function tree(): { readonly reader: TreeReader } {
  return { reader: { list, state: treeState, identified, digest, content, range } };
}

/** Small files are read at once and synchronously, which is several times quicker; others get their turn in between. */
const smallBytes = 256 * 1_024;
async function identified<F extends { readonly path: string }>(
  folder: string,
  files: readonly F[],
): Promise<readonly (F & Identity)[]> {
  const found: (F & Identity)[] = [];
  const pause = turns();
  // One buffer for all: thousands of its kind would have to be collected.
  const buffer = Buffer.allocUnsafe(smallBytes + 1);
  for (const each of files) {
    const file = `${folder}/${each.path}`;
    const identity = smallIdentity(file, buffer) ?? (await streamedIdentity(file));
    found.push({ ...each, ...identity });
    await pause();
  }
  return found;
}

/** Undefined when the file does not leave a byte of the buffer free. */
function smallIdentity(file: string, buffer: Buffer): Identity | undefined {
  try {
    const descriptor = openSync(file, 'r');
    try {
      // A file gives all that is asked for, up to its end: https://man7.org/linux/man-pages/man2/read.2.html
      const bytes = readSync(descriptor, buffer, 0, buffer.length, 0);
      return bytes < buffer.length ? { bytes, sha256: hash('sha256', buffer.subarray(0, bytes)) } : undefined;
    } finally {
      closeSync(descriptor);
    }
  } catch (error) {
    throw unreadable(`The file ${file}`, error);
  }
}

async function streamedIdentity(file: string): Promise<Identity> {
  const sum = createHash('sha256');
  let bytes = 0;
  await eachChunk(file, (chunk) => {
    bytes += chunk.length;
    sum.update(chunk);
  });
  return { bytes, sha256: sum.digest('hex') };
}

async function streamed(algorithm: string, file: string): Promise<string> {
  const sum = createHash(algorithm);
  await eachChunk(file, (bytes) => sum.update(bytes));
  return sum.digest('hex');
}

async function digest(algorithm: DigestAlgorithm, of: string | Uint8Array): Promise<string> {
  if (algorithm !== 'crc64nvme') return typeof of === 'string' ? streamed(algorithm, of) : hash(algorithm, of);
  const sum = crc64Nvme();
  if (typeof of === 'string') await eachChunk(of, sum.update);
  else sum.update(of);
  return sum.digest();
}

async function eachChunk(file: string, take: (bytes: Buffer) => unknown): Promise<void> {
  await pipeline(createReadStream(file, { highWaterMark: 1_024 ** 2 }), async (chunks: AsyncIterable<Buffer>) => {
    for await (const chunk of chunks) take(chunk);
  });
}

async function content(file: string, bytes: number): Promise<Uint8Array> {
  return bytes <= smallBytes ? readFileSync(file) : readFile(file);
}

async function range(file: string, start: number, end: number): Promise<Uint8Array> {
  const handle = await open(file);
  try {
    const buffer = Buffer.allocUnsafe(end - start);
    for (let filled = 0; filled < buffer.length; ) {
      const { bytesRead } = await handle.read(buffer, filled, buffer.length - filled, start + filled);
      if (bytesRead === 0) throw unreadable(`The file ${file}`, new Error('It became shorter while it was uploaded'));
      filled += bytesRead;
    }
    return buffer;
  } finally {
    await handle.close();
  }
}

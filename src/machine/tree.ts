import { createHash, hash } from 'node:crypto';
import {
  closeSync,
  createReadStream,
  type Dirent,
  openSync,
  readdirSync,
  readFileSync,
  readSync,
  realpathSync,
  statSync,
} from 'node:fs';
import { open, readFile } from 'node:fs/promises';
import { join, sep } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { setImmediate as turn } from 'node:timers/promises';
import { messageOf, UserError } from '../errors.ts';
import { crc64Nvme } from './crc64nvme.ts';
import { keepHeapSmall } from './heap.ts';

/** A file below a folder. */
export interface TreeFile {
  /** Relative to the folder, with `/`. */
  readonly path: string;
  readonly bytes: number;
}

/** The files below a folder, and links that lead to no file of it. */
export interface FoundTree {
  /** Sorted by path. A link to a file of the same folder counts as that file. */
  readonly files: readonly TreeFile[];
  readonly linksOut: readonly string[];
}

/** What S3 keeps of an object: MD5 as the ETag of a plain upload, the others as its checksum. */
export type DigestAlgorithm = 'md5' | 'sha1' | 'crc64nvme';

/** Reads a folder of built files, by absolute path. */
export interface TreeReader {
  /** What is below the folder and not left out; a UserError for a missing folder. */
  list(folder: string, isLeftOut: (path: string) => boolean): Promise<FoundTree>;
  /** SHA-256 of each file below the folder, in hex. */
  sha256(folder: string, files: readonly TreeFile[]): Promise<readonly string[]>;
  /** A digest of a file, by its path, or of bytes; in hex. */
  digest(algorithm: DigestAlgorithm, of: string | Uint8Array): Promise<string>;
  /** All bytes of a file that has about so many. */
  content(file: string, bytes: number): Promise<Uint8Array>;
  /** The bytes from `start` up to, not including, `end`. */
  range(file: string, start: number, end: number): Promise<Uint8Array>;
}

export function tree(): { readonly reader: TreeReader } {
  return { reader: { list, sha256, digest, content, range } };
}

/** Small files are read at once and synchronously, which is several times quicker; others get their turn in between. */
const smallBytes = 256 * 1_024;
const turnMilliseconds = 2;
/** From so many on, what is known of each takes more memory than Node itself. */
const manyFiles = 10_000;

async function list(folder: string, isLeftOut: (path: string) => boolean): Promise<FoundTree> {
  const files: TreeFile[] = [];
  const linksOut: string[] = [];
  const root = demandFolder(folder);
  // Requests that were begun at the same time go out first, and are answered meanwhile.
  await turn();
  const open = [''];
  const pause = turns();
  for (let below = open.pop(); below !== undefined; below = open.pop()) {
    for (const entry of readdirSync(join(folder, below), { withFileTypes: true })) {
      const path = below + entry.name;
      if (isLeftOut(path)) continue;
      if (entry.isDirectory()) open.push(`${path}/`);
      else if (entry.isFile() || leadsInside(entry, join(folder, path), root))
        files.push({ path, bytes: sizeOf(`${folder}/${path}`) });
      else if (entry.isSymbolicLink()) linksOut.push(path);
    }
    if (files.length > manyFiles) keepHeapSmall();
    await pause();
  }
  return { files: files.toSorted((a, b) => (a.path < b.path ? -1 : 1)), linksOut: linksOut.toSorted() };
}

function sizeOf(file: string): number {
  try {
    return statSync(file).size;
  } catch (error) {
    throw unreadable(`The file ${file}`, error);
  }
}

function demandFolder(folder: string): string {
  try {
    if (statSync(folder).isDirectory()) return realpathSync(folder);
  } catch (error) {
    throw unreadable(`The folder ${folder}`, error);
  }
  throw unreadable(`The folder ${folder}`, new Error('It is not a folder'));
}

function leadsInside(entry: Dirent, file: string, root: string): boolean {
  if (!entry.isSymbolicLink()) return false;
  try {
    return realpathSync(file).startsWith(root + sep) && statSync(file).isFile();
  } catch {
    return false;
  }
}

async function sha256(folder: string, files: readonly TreeFile[]): Promise<readonly string[]> {
  const digests: string[] = [];
  const pause = turns();
  // One buffer for all: thousands of its kind would have to be collected.
  const buffer = Buffer.allocUnsafe(smallBytes + 1);
  for (const { path, bytes } of files) {
    const file = `${folder}/${path}`;
    const small = bytes <= smallBytes ? smallContent(file, buffer) : undefined;
    digests.push(small ? hash('sha256', small) : await streamed('sha256', file));
    await pause();
  }
  return digests;
}

/** A file's bytes at the start of the buffer; undefined when they do not leave a byte of it free. */
function smallContent(file: string, buffer: Buffer): Buffer | undefined {
  const descriptor = openSync(file, 'r');
  try {
    let length = 0;
    for (let read = -1; read !== 0 && length < buffer.length; length += read)
      read = readSync(descriptor, buffer, length, buffer.length - length, null);
    return length < buffer.length ? buffer.subarray(0, length) : undefined;
  } finally {
    closeSync(descriptor);
  }
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

/** Lets others go on whenever it has been called for a while. */
function turns(): () => Promise<void> {
  let since = performance.now();
  return async () => {
    if (performance.now() - since < turnMilliseconds) return;
    await turn();
    since = performance.now();
  };
}

function unreadable(what: string, error: unknown): UserError {
  return new UserError(
    {
      what: `${what} could not be read.`,
      why: `${messageOf(error)}.`,
      next: 'Build the site first (build-command, or an earlier step), or correct `source`.',
    },
    { cause: error },
  );
}

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

/** The files below a folder, and links that lead to no file of it. */
export interface FoundTree {
  /** Sorted paths relative to the folder, with `/`. A link to a file of the same folder counts as that file. */
  readonly files: readonly string[];
  readonly linksOut: readonly string[];
}

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
  list(folder: string, isLeftOut: (path: string) => boolean): Promise<FoundTree | undefined>;
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
  return { reader: { list, identified, digest, content, range } };
}

/** Small files are read at once and synchronously, which is several times quicker; others get their turn in between. */
const smallBytes = 256 * 1_024;
const turnMilliseconds = 2;
/** From so many on, what is known of each takes more memory than Node itself. */
const manyFiles = 10_000;

async function list(folder: string, isLeftOut: (path: string) => boolean): Promise<FoundTree | undefined> {
  const files: string[] = [];
  const linksOut: string[] = [];
  const root = realFolder(folder);
  if (root === undefined) return undefined;
  // Requests that were begun at the same time go out first, and are answered meanwhile.
  await turn();
  const open = [''];
  const pause = turns();
  for (let below = open.pop(); below !== undefined; below = open.pop()) {
    for (const entry of readdirSync(join(folder, below), { withFileTypes: true })) {
      const path = below + entry.name;
      if (isLeftOut(path)) continue;
      if (entry.isDirectory()) open.push(`${path}/`);
      else if (entry.isFile() || leadsInside(entry, join(folder, path), root)) files.push(path);
      else if (entry.isSymbolicLink()) linksOut.push(path);
    }
    if (files.length > manyFiles) keepHeapSmall();
    await pause();
  }
  return { files: files.toSorted(), linksOut: linksOut.toSorted() };
}

function realFolder(folder: string): string | undefined {
  try {
    if (statSync(folder).isDirectory()) return realpathSync(folder);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
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

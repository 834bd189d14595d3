import { createHash, hash } from 'node:crypto';
import { createReadStream, readFileSync } from 'node:fs';
import { open, readFile } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { crc64Nvme } from './crc64nvme.ts';
import { fileIdentities, type IdentifyFile, type Identity } from './file-identity.ts';
import { type FollowedLinks, type FoundTree, list } from './tree/list.ts';
import { treeState } from './tree/state.ts';
import { turns } from './tree/turns.ts';
import { unreadable } from './tree/unreadable.ts';

export type { FoundTree, Identity };

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

async function identified<F extends { readonly path: string }>(
  folder: string,
  files: readonly F[],
): Promise<readonly (F & Identity)[]> {
  const found: (F & Identity)[] = [];
  const pause = turns();
  const identify = fileIdentities();
  for (const each of files) {
    const file = `${folder}/${each.path}`;
    found.push({ ...each, ...(await identity(identify, file)) });
    await pause();
  }
  return found;
}

async function identity(identify: IdentifyFile, file: string): Promise<Identity> {
  try {
    return await identify(file);
  } catch (error) {
    throw unreadable(`The file ${file}`, error);
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

/** A small file is read synchronously, which is several times quicker. */
const smallBytes = 256 * 1_024;

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

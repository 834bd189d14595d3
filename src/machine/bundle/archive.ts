import { type FileHandle, open } from 'node:fs/promises';
import { promisify } from 'node:util';
import { inflateRaw } from 'node:zlib';
import { UserError } from '../../errors.ts';
import { unreadableBundle } from './unreadable.ts';

/** One entry of a ZIP archive, as its directory has it. Source: https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT */
export interface ArchivedEntry {
  /** As it is written; a folder ends with `/`. */
  readonly path: string;
  /** Before it was packed. */
  readonly bytes: number;
  readonly executable: boolean;
  readonly packed: { readonly method: number; readonly bytes: number; readonly offset: number };
}

/** The entries of a .zip, .war or .jar file; a UserError where it is none. */
export async function archivedEntries(path: string): Promise<readonly ArchivedEntry[]> {
  return withFile(path, async (file) => {
    const { size } = await file.stat();
    const end = await endRecord(file, size);
    if (!end || end.offset + end.bytes > size) throw noArchive(path);
    const directory = await bytesAt(file, end.offset, end.bytes);
    const entries: ArchivedEntry[] = [];
    for (let at = 0; entries.length < end.count; ) {
      if (at + 46 > directory.length || directory.readUInt32LE(at) !== 0x02014b50) throw noArchive(path);
      entries.push(entryAt(directory, at));
      at += 46 + directory.readUInt16LE(at + 28) + directory.readUInt16LE(at + 30) + directory.readUInt16LE(at + 32);
    }
    return entries;
  });
}

/** The text of an entry; undefined for one that is packed in an unusual way. */
export async function archivedText(path: string, { packed }: ArchivedEntry): Promise<string | undefined> {
  const content = await withFile(path, async (file) => {
    const header = await bytesAt(file, packed.offset, 30);
    const from = packed.offset + 30 + header.readUInt16LE(26) + header.readUInt16LE(28);
    return bytesAt(file, from, packed.bytes);
  });
  if (packed.method === 0) return content.toString('utf8');
  const inflated = packed.method === 8 ? await inflate(content).catch(() => undefined) : undefined;
  return inflated?.toString('utf8');
}

const inflate = promisify(inflateRaw);

async function withFile<T>(path: string, body: (file: FileHandle) => Promise<T>): Promise<T> {
  const file = await open(path).catch((error) => {
    throw unreadableBundle(path, error);
  });
  try {
    return await body(file);
  } catch (error) {
    throw error instanceof RangeError ? noArchive(path) : error;
  } finally {
    await file.close();
  }
}

/** The record at the end, behind which a comment may stand, says where the directory is. */
async function endRecord(file: FileHandle, size: number) {
  const length = Math.min(size, 22 + 0xffff);
  const tail = await bytesAt(file, size - length, length);
  for (let at = tail.length - 22; at >= 0; at--) {
    if (tail.readUInt32LE(at) !== 0x06054b50) continue;
    const record = {
      count: tail.readUInt16LE(at + 10),
      bytes: tail.readUInt32LE(at + 12),
      offset: tail.readUInt32LE(at + 16),
    };
    const isLarge = record.count === 0xffff || record.bytes === 0xffffffff || record.offset === 0xffffffff;
    return isLarge && at >= 20 ? largeRecord(file, tail, at - 20) : record;
  }
  return undefined;
}

/** ZIP64, for more than 65,534 entries. */
async function largeRecord(file: FileHandle, tail: Buffer, at: number) {
  if (tail.readUInt32LE(at) !== 0x07064b50) return undefined;
  const record = await bytesAt(file, Number(tail.readBigUInt64LE(at + 8)), 56);
  const number = (from: number) => Number(record.readBigUInt64LE(from));
  return record.readUInt32LE(0) === 0x06064b50
    ? { count: number(32), bytes: number(40), offset: number(48) }
    : undefined;
}

function entryAt(directory: Buffer, at: number): ArchivedEntry {
  const nameBytes = directory.readUInt16LE(at + 28);
  const isOfUnix = directory.readUInt8(at + 5) === 3;
  const mode = isOfUnix ? directory.readUInt32LE(at + 38) >>> 16 : 0;
  return {
    path: directory.toString('utf8', at + 46, at + 46 + nameBytes),
    bytes: directory.readUInt32LE(at + 24),
    executable: (mode & 0o100) !== 0,
    packed: {
      method: directory.readUInt16LE(at + 10),
      bytes: directory.readUInt32LE(at + 20),
      offset: directory.readUInt32LE(at + 42),
    },
  };
}

async function bytesAt(file: FileHandle, from: number, length: number): Promise<Buffer> {
  const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, from);
  return buffer.subarray(0, bytesRead);
}

function noArchive(path: string): UserError {
  return new UserError({
    what: `${path} is no ZIP archive, or a part of one; nothing was changed.`,
    why: 'The list of its files, which stands at its end, is missing or broken.',
    next: 'Build the archive again, or check the step that downloads it.',
  });
}

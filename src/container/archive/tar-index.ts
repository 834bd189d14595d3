import { closeSync, fstatSync, openSync, read } from 'node:fs';
import { posix } from 'node:path';
import { promisify } from 'node:util';
import type { Result } from '../../domain/result.ts';
import { archivePath } from './archive-path.ts';

/** Where the content of a file stands inside a tar. */
export interface TarEntry {
  readonly offset: number;
  readonly sizeBytes: number;
}

const blockBytes = 512;
const maxExtensionBytes = 1024 * 1024;
const maxEntries = 100_000;

/**
 * Where every file of a tar stands, by path; the tar is a path or the number of an open file. Only headers are read, so a tar of a gigabyte takes milliseconds and each
 * file can be opened as often as wanted; a stream parser would have to pass through the whole of it every time.
 * Format: https://pubs.opengroup.org/onlinepubs/9799919799/utilities/pax.html
 */
export async function indexTar(tar: string | number): Promise<Result<ReadonlyMap<string, TarEntry>>> {
  const file = typeof tar === 'number' ? tar : openSync(tar, 'r');
  try {
    return await indexOpen(file);
  } finally {
    if (file !== tar) closeSync(file);
  }
}

async function indexOpen(file: number): Promise<Result<ReadonlyMap<string, TarEntry>>> {
  const totalBytes = fstatSync(file).size;
  const entries = new Map<string, TarEntry>();
  const links: { readonly path: string; readonly target: string }[] = [];
  let extension: Extension = {};
  let offset = 0;
  while (offset + blockBytes <= totalBytes) {
    const block = await readAt(file, offset, blockBytes);
    if (block.every((byte) => byte === 0)) return { ok: true, value: withLinks(entries, links) };
    const header = parseHeader(block, extension);
    if (!header.ok) return header;
    const { path, type, sizeBytes, link } = header.value;
    const content = offset + blockBytes;
    if (content + sizeBytes > totalBytes) return { ok: false, reason: `it ends in the middle of ${path}` };
    offset = content + Math.ceil(sizeBytes / blockBytes) * blockBytes;
    if (extensionTypes.has(type)) {
      if (sizeBytes > maxExtensionBytes) return { ok: false, reason: 'it has a header of more than 1 MiB' };
      extension = { ...extension, ...readExtension(type, await readAt(file, content, sizeBytes)) };
      continue;
    }
    extension = {};
    const name = archivePath(path);
    if (name === undefined) return { ok: false, reason: `the path ${path} leads out of it` };
    if (type === '0' || type === '\0' || type === '7') entries.set(name, { offset: content, sizeBytes });
    if (type === '1') links.push({ path: name, target: posix.normalize(link) });
    if (type === '2') links.push({ path: name, target: posix.join(posix.dirname(name), link) });
    if (entries.size + links.length > maxEntries) return { ok: false, reason: `it has more than ${maxEntries} files` };
  }
  // Some tools leave the two empty blocks at the end out; a tar that ends where a header could stand is whole.
  if (offset === totalBytes && entries.size > 0) return { ok: true, value: withLinks(entries, links) };
  return { ok: false, reason: 'it has no end: it was cut off, or is no tar' };
}

/** A hard or symbolic link stands for the file that it leads to; one that leads nowhere in the tar is no file. */
function withLinks(
  entries: Map<string, TarEntry>,
  links: readonly { readonly path: string; readonly target: string }[],
): ReadonlyMap<string, TarEntry> {
  for (const { path, target } of links) {
    const found = entries.get(target);
    if (found) entries.set(path, found);
  }
  return entries;
}

/** What a header in front of another one says about it: pax records, or GNU's long names. */
interface Extension {
  readonly path?: string;
  readonly link?: string;
  readonly sizeBytes?: number;
}

const extensionTypes = new Set(['x', 'g', 'L', 'K']);

function readExtension(type: string, content: Buffer): Extension {
  const text = content.toString().replace(/\0+$/, '');
  if (type === 'L') return { path: text };
  if (type === 'K') return { link: text };
  if (type === 'g') return {};
  const records = paxRecords(content);
  const [path, link, size] = [records.get('path'), records.get('linkpath'), records.get('size')];
  return { ...(path ? { path } : {}), ...(link ? { link } : {}), ...(size ? { sizeBytes: Number(size) } : {}) };
}

/** Records of the form "<length> <name>=<value>\n", the length counting itself. */
function paxRecords(content: Buffer): ReadonlyMap<string, string> {
  const records = new Map<string, string>();
  for (let from = 0; from < content.length; ) {
    const space = content.indexOf(' ', from);
    const length = Number(content.toString('latin1', from, space));
    if (space < 0 || !Number.isSafeInteger(length) || length <= space - from) break;
    const [name = '', ...value] = content.toString('utf8', space + 1, from + length - 1).split('=');
    records.set(name, value.join('='));
    from += length;
  }
  return records;
}

interface Header {
  readonly path: string;
  readonly type: string;
  readonly sizeBytes: number;
  readonly link: string;
}

function parseHeader(block: Buffer, extension: Extension): Result<Header> {
  if (!hasChecksum(block))
    return { ok: false, reason: 'it is no tar, or it is damaged: the checksum of a header is wrong' };
  const sizeBytes = extension.sizeBytes ?? numberAt(block, 124, 12);
  if (!Number.isSafeInteger(sizeBytes) || sizeBytes < 0)
    return { ok: false, reason: 'it gives a file an impossible size' };
  const isUstar = block.toString('latin1', 257, 262) === 'ustar';
  const prefix = isUstar ? textAt(block, 345, 155) : '';
  const name = textAt(block, 0, 100);
  const path = extension.path ?? (prefix ? `${prefix}/${name}` : name);
  const type = String.fromCharCode(block[156] ?? 0);
  return { ok: true, value: { path, type, sizeBytes, link: extension.link ?? textAt(block, 157, 100) } };
}

/** The sum of all bytes of the header, those of the checksum itself taken as spaces. */
function hasChecksum(block: Buffer): boolean {
  let sum = 0;
  for (const [index, byte] of block.entries()) sum += index >= 148 && index < 156 ? 32 : byte;
  return sum === numberAt(block, 148, 8);
}

/** Octal text, or a binary number when the first bit is set (GNU, for files of 8 GiB and more). */
function numberAt(block: Buffer, start: number, length: number): number {
  if (((block[start] ?? 0) & 0x80) !== 0) return block.readUIntBE(start + length - 6, 6);
  return Number.parseInt(textAt(block, start, length).trim() || '0', 8);
}

function textAt(block: Buffer, start: number, length: number): string {
  const end = block.indexOf(0, start);
  return block.toString('utf8', start, end < 0 || end > start + length ? start + length : end);
}

const readFile = promisify(read);

async function readAt(file: number, offset: number, length: number): Promise<Buffer> {
  const { buffer, bytesRead } = await readFile(file, Buffer.alloc(length), 0, length, offset);
  return buffer.subarray(0, bytesRead);
}

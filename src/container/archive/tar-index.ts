import { closeSync, fstatSync, openSync, read } from 'node:fs';
import { posix } from 'node:path';
import { promisify } from 'node:util';
import { imageLimits } from '../../domain/image-limits.ts';
import type { Result } from '../../domain/result.ts';
import { archivePath } from './archive-path.ts';
import { isTarExtension, readTarExtension, type TarExtension } from './tar-extension.ts';
import { parseTarHeader, type TarHeader, tarBlockBytes } from './tar-header.ts';

/** The position of a file's content inside a tar. */
export interface TarEntry {
  readonly offset: number;
  readonly sizeBytes: number;
}

/**
 * The position of every file of a tar, by path; the tar is a path or the number of an open file. Only headers are read, so a
 * tar of a gigabyte takes milliseconds and each file can be opened as often as wanted; a stream parser would have to pass
 * through the whole of it every time. Format: https://pubs.opengroup.org/onlinepubs/9799919799/utilities/pax.html
 */
export async function indexTar(
  tar: string | number,
  signal: AbortSignal,
): Promise<Result<ReadonlyMap<string, TarEntry>>> {
  const file = typeof tar === 'number' ? tar : openSync(tar, 'r');
  try {
    return await indexOpen(file, signal);
  } finally {
    if (file !== tar) closeSync(file);
  }
}

async function indexOpen(file: number, signal: AbortSignal): Promise<Result<ReadonlyMap<string, TarEntry>>> {
  const totalBytes = fstatSync(file).size;
  const blockAt = blockReader(file);
  const entries = new Map<string, TarEntry>();
  const links: Link[] = [];
  let extension: TarExtension = {};
  let offset = 0;
  for (let headers = 0; offset + tarBlockBytes <= totalBytes; headers++) {
    if (headers === imageLimits.tarHeaders) return { ok: false, reason: `it has more than ${headers} files` };
    signal.throwIfAborted();
    const block = await blockAt(offset);
    if (block.every((byte) => byte === 0)) return { ok: true, value: withLinks(entries, links) };
    const header = parseTarHeader(block, extension);
    if (!header.ok) return header;
    const { type, sizeBytes } = header.value;
    const content = offset + tarBlockBytes;
    if (content + sizeBytes > totalBytes)
      return { ok: false, reason: `it ends in the middle of ${header.value.path.slice(0, imageLimits.pathBytes)}` };
    offset = content + Math.ceil(sizeBytes / tarBlockBytes) * tarBlockBytes;
    if (isTarExtension(type)) {
      if (sizeBytes > imageLimits.tarExtensionBytes)
        return { ok: false, reason: `it has a header of more than ${imageLimits.tarExtensionBytes} bytes` };
      extension = { ...extension, ...readTarExtension(type, await readAt(file, content, sizeBytes)) };
      continue;
    }
    extension = {};
    const named = pathsOf(header.value);
    if (!named.ok) return named;
    const { path, target } = named.value;
    if (target !== undefined) links.push({ path, target });
    else if (type === '0' || type === '\0' || type === '7') entries.set(path, { offset: content, sizeBytes });
  }
  // Some tools leave out the two empty blocks at the end; a tar that ends where a header could begin is complete.
  if (offset === totalBytes && entries.size > 0) return { ok: true, value: withLinks(entries, links) };
  return { ok: false, reason: 'it has no end: it was cut off, or is no tar' };
}

interface Link {
  readonly path: string;
  readonly target: string;
}

/** The plain path of an entry and, of a hard or symbolic link, of what it leads to. */
function pathsOf({ path, type, link }: TarHeader): Result<{ readonly path: string; readonly target?: string }> {
  // Putting a path into its plain form takes the square of its length.
  if (Math.max(path.length, link.length) > imageLimits.pathBytes)
    return { ok: false, reason: `it has a path of more than ${imageLimits.pathBytes} characters` };
  const name = archivePath(path);
  if (name === undefined) return { ok: false, reason: `the path ${path} leads out of it` };
  if (type === '1') return { ok: true, value: { path: name, target: posix.normalize(link) } };
  if (type === '2') return { ok: true, value: { path: name, target: posix.join(posix.dirname(name), link) } };
  return { ok: true, value: { path: name } };
}

/** Links of links: no tool makes more. */
const linkHops = 8;

/** A link becomes the file that it leads to; one that leads to no file of the tar is left out. */
function withLinks(entries: Map<string, TarEntry>, links: readonly Link[]): ReadonlyMap<string, TarEntry> {
  const targets = new Map(links.map(({ path, target }) => [path, target]));
  for (const { path, target } of links) {
    let at = target;
    for (let hops = 0; hops < linkHops && !entries.has(at); hops++) at = targets.get(at) ?? at;
    const found = entries.get(at);
    if (found) entries.set(path, found);
  }
  return entries;
}

/** Headers of small files are close together, so one read brings many of them. */
const windowBytes = 64 * 1024;

function blockReader(file: number): (offset: number) => Promise<Buffer> {
  let window: Buffer = Buffer.alloc(0);
  let from = 0;
  return async (offset) => {
    if (offset < from || offset + tarBlockBytes > from + window.length)
      [window, from] = [await readAt(file, offset, windowBytes), offset];
    return window.subarray(offset - from, offset - from + tarBlockBytes);
  };
}

const readFile = promisify(read);

async function readAt(file: number, offset: number, length: number): Promise<Buffer> {
  const { buffer, bytesRead } = await readFile(file, Buffer.alloc(length), 0, length, offset);
  return buffer.subarray(0, bytesRead);
}

import { posix } from 'node:path';
import { imageLimits } from '../../domain/image-limits.ts';
import type { Result } from '../../domain/result.ts';
import { archivePath } from './archive-path.ts';
import type { Bytes } from './forward-bytes.ts';
import { isTarExtension, readTarExtension, type TarExtension } from './tar-extension.ts';
import { parseTarHeader, type TarHeader, tarBlockBytes } from './tar-header.ts';
import { textKeeper } from './tar-texts.ts';

/** The position of a file's content inside a tar. */
export interface TarEntry {
  /** Of a link, that of the file which it leads to. */
  readonly path: string;
  readonly offset: number;
  readonly sizeBytes: number;
  /** The content, of a short text in bytes that come once. */
  readonly text: Buffer | undefined;
}

export type TarIndex = ReadonlyMap<string, TarEntry>;

/**
 * The position of every file of a tar, by path. Of a file on disk only headers are read, so a tar of a gigabyte takes
 * milliseconds and each file can be opened as often as wanted; a stream parser would have to pass through the whole of it
 * every time. Format: https://pubs.opengroup.org/onlinepubs/9799919799/utilities/pax.html
 */
export async function indexTar(bytes: Bytes, signal: AbortSignal): Promise<Result<TarIndex>> {
  const textOf = bytes.isSeekable ? undefined : textKeeper(bytes);
  const entries = new Map<string, TarEntry>();
  const links: Link[] = [];
  let extension: TarExtension = {};
  let offset = 0;
  for (let headers = 0; ; headers++) {
    if (headers === imageLimits.tarHeaders) return { ok: false, reason: `it has more than ${headers} files` };
    signal.throwIfAborted();
    const block = await bytes.read(offset, tarBlockBytes);
    if (block.length < tarBlockBytes) break;
    if (block.every((byte) => byte === 0)) return { ok: true, value: withLinks(entries, links) };
    const header = parseTarHeader(block, extension);
    if (!header.ok) return header;
    const { type, sizeBytes } = header.value;
    const content = offset + tarBlockBytes;
    offset = content + Math.ceil(sizeBytes / tarBlockBytes) * tarBlockBytes;
    if (isTarExtension(type)) {
      if (sizeBytes > imageLimits.tarExtensionBytes)
        return { ok: false, reason: `it has a header of more than ${imageLimits.tarExtensionBytes} bytes` };
      const read = readTarExtension(type, await bytes.read(content, sizeBytes));
      if (!read.ok) return read;
      extension = { ...extension, ...read.value };
      continue;
    }
    extension = {};
    const named = pathsOf(header.value);
    if (!named.ok) return named;
    const { path, target } = named.value;
    if (target !== undefined) links.push({ path, target });
    else if (isFile(type))
      entries.set(path, { path, offset: content, sizeBytes, text: await textOf?.(content, sizeBytes) });
    if (!(await bytes.reaches(content + sizeBytes)))
      return { ok: false, reason: `it ends in the middle of ${path.slice(0, imageLimits.pathBytes)}` };
  }
  // Some tools leave out the two empty blocks at the end; a tar that ends where a header could begin is complete.
  const isComplete = entries.size > 0 && (await bytes.reaches(offset)) && !(await bytes.reaches(offset + 1));
  if (isComplete) return { ok: true, value: withLinks(entries, links) };
  return { ok: false, reason: 'it has no end: it was cut off, or is no tar' };
}

function isFile(type: string): boolean {
  return type === '0' || type === '\0' || type === '7';
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
function withLinks(entries: Map<string, TarEntry>, links: readonly Link[]): TarIndex {
  const targets = new Map(links.map(({ path, target }) => [path, target]));
  for (const { path, target } of links) {
    let at = target;
    for (let hops = 0; hops < linkHops && !entries.has(at); hops++) at = targets.get(at) ?? at;
    const found = entries.get(at);
    if (found) entries.set(path, found);
  }
  return entries;
}

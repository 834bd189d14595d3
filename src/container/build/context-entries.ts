import { lstatSync, readlinkSync } from 'node:fs';
import { setImmediate } from 'node:timers/promises';
import type { Bytes } from '../../domain/go-text.ts';
import { messageOf, UserError } from '../../errors.ts';
import type { FactsAhead } from '../../machine/facts-ahead.ts';
import type { FileFacts, ReadFacts } from '../../machine/file-identity.ts';
import { type ListedPath, pathOf } from './context-listing.ts';

/** What a builder gets of one path: its kind and mode, and what belongs to the kind. Owners and times it does not get. */
export interface ContextEntry {
  /** Relative to the context, with `/`; bytes, since a name need not be UTF-8. */
  readonly path: Bytes;
  /** Permissions with setuid, setgid and sticky; of a link none, since it has none of its own. */
  readonly mode: number;
  readonly is:
    | { readonly kind: 'folder' | 'pipe' }
    | { readonly kind: 'link'; readonly target: Bytes }
    /** A file without a hash is a socket, or one that the builder does not open. */
    | { readonly kind: 'file'; readonly bytes: number; readonly sha256: string | undefined }
    /** Another name of a file before it. */
    | { readonly kind: 'hard link'; readonly to: Bytes }
    | { readonly kind: 'device'; readonly type: 'block' | 'character'; readonly number: number };
}

/** How the files of a context are read. */
export interface ContextReader {
  readonly root: string;
  readonly facts: ReadFacts;
  readonly ahead: FactsAhead;
}

/** Reads what was listed. */
export async function readEntries(
  listed: readonly ListedPath[],
  reader: ContextReader,
  signal: AbortSignal,
): Promise<readonly ContextEntry[]> {
  const read = await readFiles(listed, reader, signal);
  const names = new Map<bigint, Bytes>();
  return listed.map(({ path }, index) => entryAt({ root: reader.root, path }, read[index], names));
}

const turnMilliseconds = 20;

/** From the last one to the first: the other thread comes from the first. */
async function readFiles(
  listed: readonly ListedPath[],
  { root, facts, ahead }: ContextReader,
  signal: AbortSignal,
): Promise<readonly (FileFacts | undefined)[]> {
  const read: (FileFacts | undefined)[] = listed.map(() => undefined);
  let turnBegan = performance.now();
  for (let index = listed.length - 1; index >= 0; index--) {
    const { path, content } = listed[index] as ListedPath;
    if (content === undefined) continue;
    read[index] = ahead.facts(content) ?? (await factsOf(pathOf(root, path), facts, signal));
    if (performance.now() - turnBegan < turnMilliseconds) continue;
    await setImmediate();
    signal.throwIfAborted();
    turnBegan = performance.now();
  }
  return read;
}

async function factsOf(path: string | Buffer, facts: ReadFacts, signal: AbortSignal): Promise<FileFacts | undefined> {
  try {
    return await facts(path, signal);
  } catch (error) {
    signal.throwIfAborted();
    throw new UserError({
      what: `The file ${path} of the build context could not be read; nothing was built.`,
      why: `${messageOf(error)}.`,
      next: 'Give this step access to it, or leave it out: .dockerignore.',
    });
  }
}

interface Place {
  readonly root: string;
  readonly path: Bytes;
}

/** `names` has the path by inode of all files that have several. */
function entryAt({ root, path }: Place, read: FileFacts | undefined, names: Map<bigint, Bytes>): ContextEntry {
  if (read?.names === 1) return { path, mode: read.mode, is: { kind: 'file', bytes: read.bytes, sha256: read.sha256 } };
  const place = pathOf(root, path);
  const stats = lstatSync(place);
  const mode = stats.mode & 0o7777;
  if (stats.isSymbolicLink()) return { path, mode: 0, is: { kind: 'link', target: readlinkSync(place, 'latin1') } };
  if (stats.isDirectory()) return { path, mode, is: { kind: 'folder' } };
  if (stats.nlink > 1) {
    // As a number, another inode could look the same.
    const { ino } = lstatSync(place, { bigint: true });
    const first = names.get(ino);
    if (first !== undefined) return { path, mode, is: { kind: 'hard link', to: first } };
    names.set(ino, path);
  }
  if (stats.isFIFO()) return { path, mode, is: { kind: 'pipe' } };
  if (stats.isBlockDevice() || stats.isCharacterDevice())
    return {
      path,
      mode,
      is: { kind: 'device', type: stats.isBlockDevice() ? 'block' : 'character', number: stats.rdev },
    };
  return { path, mode, is: { kind: 'file', bytes: stats.size, sha256: read?.sha256 } };
}

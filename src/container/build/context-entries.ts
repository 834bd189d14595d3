import { lstatSync, readdirSync, readlinkSync } from 'node:fs';
import { setImmediate } from 'node:timers/promises';
import type { IgnoreRules } from '../../domain/dockerignore.ts';
import type { Bytes } from '../../domain/go-text.ts';
import { imageLimits } from '../../domain/image-limits.ts';
import { type NamedEntry, visibleEntries } from '../../domain/visible-entries.ts';
import { messageOf, UserError } from '../../errors.ts';

/** What a builder gets of one path: its kind and mode, and what belongs to the kind. Owners and times it does not get. */
export interface ContextEntry {
  /** Relative to the context, with `/`; bytes, since a name need not be UTF-8. */
  readonly path: Bytes;
  /** Permissions with setuid, setgid and sticky; of a link none, since it has none of its own. */
  readonly mode: number;
  readonly is:
    | { readonly kind: 'folder' | 'pipe' }
    | { readonly kind: 'link'; readonly target: Bytes }
    /** A file whose content has no number is a socket, or one that the builder does not open. */
    | { readonly kind: 'file'; readonly sizeBytes: number; readonly content: number | undefined }
    /** Another name of a file before it. */
    | { readonly kind: 'hard link'; readonly to: Bytes }
    | { readonly kind: 'device'; readonly type: 'block' | 'character'; readonly number: number };
}

/** How long rules are compared before other work gets its turn. */
const turnMilliseconds = 50;

/** The path of an entry, as Node takes names that are not UTF-8. */
export function pathOf(root: string, path: Bytes): string | Buffer {
  if (/^[ -~]*$/.test(path)) return `${root}/${path}`;
  return Buffer.concat([Buffer.from(`${root}/`), Buffer.from(path, 'latin1')]);
}

/** A folder whose files a builder gets, as far as the rules let them through. */
export interface SourceFolder {
  readonly root: string;
  readonly rules: IgnoreRules;
  /** The error for a rule that a builder would refuse. */
  readonly malformed: (reason: string) => UserError;
}

/** Reads what the rules let through; `numbered` hears of each file with a content at once, and gives it a number. */
export async function readEntries(
  { root, rules, malformed }: SourceFolder,
  numbered: (path: Bytes) => number,
  signal: AbortSignal,
): Promise<readonly ContextEntry[]> {
  const found: ContextEntry[] = [];
  const names = new Map<bigint, Bytes>();
  let turnBegan = performance.now();
  for (const step of visibleEntries(rules, (folder, isHidden) => childrenOf(root, folder, isHidden))) {
    if (step.kind === 'malformed') throw malformed(step.reason);
    if (step.kind === 'visible') found.push(entryAt({ root, names, numbered }, step.path, step.opens));
    // Rules that take long must not keep a cancellation from being heard.
    if (performance.now() - turnBegan > turnMilliseconds) {
      await setImmediate();
      turnBegan = performance.now();
      signal.throwIfAborted();
    }
    if (found.length > imageLimits.contextEntries)
      throw new UserError({
        what: `The build context ${root} has more than ${imageLimits.contextEntries} files; nothing was built.`,
        next: 'Leave out what the build does not need: .dockerignore.',
      });
  }
  signal.throwIfAborted();
  return found;
}

function childrenOf(root: string, folder: Bytes, isHidden: boolean): readonly NamedEntry[] {
  try {
    const children = readdirSync(pathOf(root, folder), { withFileTypes: true, encoding: 'latin1' });
    return children.map((child) => ({ name: child.name, isFolder: child.isDirectory() }));
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    // The builder goes on as well when it may not look into a folder that it does not want.
    if (isHidden && (code === 'EACCES' || code === 'EPERM')) return [];
    throw unreadable(root, folder, error);
  }
}

interface Reading {
  readonly root: string;
  /** Path by inode of all files that have several. */
  readonly names: Map<bigint, Bytes>;
  readonly numbered: (path: Bytes) => number;
}

function entryAt({ root, names, numbered }: Reading, path: Bytes, opens: boolean): ContextEntry {
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
  const content = opens && stats.isFile() ? numbered(path) : undefined;
  return { path, mode, is: { kind: 'file', sizeBytes: stats.size, content } };
}

function unreadable(root: string, path: Bytes, error: unknown): UserError {
  return new UserError({
    what: `${pathOf(root, path)} of the build context could not be read; nothing was built.`,
    why: `${messageOf(error)}.`,
    next: 'Give this step access to it, or leave it out: .dockerignore.',
  });
}

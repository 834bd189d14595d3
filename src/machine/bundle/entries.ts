import { lstat, readdir, readlink } from 'node:fs/promises';
import { dirname, isAbsolute, join, posix } from 'node:path';
import { UserError } from '../../errors.ts';
import { type Ignored, ignoredIn } from './ignored.ts';
import { unreadableBundle } from './unreadable.ts';

/** One entry of a source bundle, by its path with `/` relative to the folder. */
export type BundleEntry =
  | { readonly kind: 'file'; readonly path: string; readonly bytes: number; readonly executable: boolean }
  | { readonly kind: 'link'; readonly path: string; readonly target: string }
  /** A socket, a pipe or a device. */
  | { readonly kind: 'other'; readonly path: string };

/**
 * The entries of a folder that belong into a source bundle, sorted by path: what its ignore files do not leave out, and what
 * Git has of it all the same. Links stay links; a link out of the folder is a UserError.
 */
export async function bundleEntries(folder: string): Promise<readonly BundleEntry[]> {
  const ignored = await ignoredIn(folder);
  const found = new Map((await entriesBelow('', folder, ignored)).map((entry) => [entry.path, entry]));
  for (const path of await ignored.tracked()) {
    const entry = found.has(path) || isOfTools(path) ? undefined : await entryAt(folder, path);
    if (entry) found.set(path, entry);
  }
  return [...found.values()].toSorted((a, b) => (a.path < b.path ? -1 : 1));
}

async function entriesBelow(below: string, folder: string, above: Ignored): Promise<readonly BundleEntry[]> {
  const ignored = await above.enter(below);
  const entries: BundleEntry[] = [];
  const children = await readdir(join(folder, below), { withFileTypes: true }).catch((error) => {
    throw unreadableBundle(join(folder, below), error);
  });
  for (const child of children) {
    const path = below ? `${below}/${child.name}` : child.name;
    if (isOfTools(path) || ignored.isLeftOut(path, child.isDirectory())) continue;
    if (child.isDirectory()) for (const entry of await entriesBelow(path, folder, ignored)) entries.push(entry);
    else entries.push((await entryAt(folder, path)) ?? { kind: 'other', path });
  }
  return entries;
}

/** What Git and the EB CLI keep for themselves. */
function isOfTools(path: string): boolean {
  return /(?:^|\/)\.git(?:$|\/)/.test(path) || path.startsWith('.elasticbeanstalk/');
}

/** Undefined where there is nothing but a folder. */
async function entryAt(folder: string, path: string): Promise<BundleEntry | undefined> {
  const found = await lstat(join(folder, path)).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT' || error.code === 'ENOTDIR') return undefined;
    throw unreadableBundle(join(folder, path), error);
  });
  if (!found || found.isDirectory()) return undefined;
  if (found.isSymbolicLink()) return link(folder, path);
  if (!found.isFile()) return { kind: 'other', path };
  return { kind: 'file', path, bytes: found.size, executable: (found.mode & 0o100) !== 0 };
}

async function link(root: string, path: string): Promise<BundleEntry> {
  const target = await readlink(join(root, path));
  const inside = posix.normalize(posix.join(dirname(path), target));
  if (!isAbsolute(target) && inside !== '..' && !inside.startsWith('../')) return { kind: 'link', path, target };
  throw new UserError({
    what: `${path} in ${root} is a symbolic link to ${target}, outside of the bundle; nothing was changed.`,
    why: 'On the instances, its target is missing or another one.',
    next: 'Copy its target into the folder, or exclude the link in .ebignore.',
  });
}

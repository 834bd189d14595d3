import { type Dirent, readdirSync, realpathSync, statSync } from 'node:fs';
import { join, sep } from 'node:path';
import { setImmediate as turn } from 'node:timers/promises';
import { keepHeapSmall } from '../heap.ts';
import { turns } from './turns.ts';
import { unreadable } from './unreadable.ts';

/** The files below a folder, and links that are not followed or lead out of it, nowhere, or in a circle. */
export interface FoundTree {
  /** Sorted paths relative to the folder, with `/`. A link that is followed counts as what it leads to. */
  readonly files: readonly string[];
  readonly linksOut: readonly string[];
}

/** Which links count as what they lead to; the others are told like those that lead out. */
export type FollowedLinks = 'to files' | 'to all';

/** From so many on, what is known of each takes more memory than Node itself. */
const manyFiles = 10_000;

/** What is below the folder and not left out; undefined where there is no such folder. */
export async function list(
  folder: string,
  isLeftOut: (path: string) => boolean,
  followed: FollowedLinks = 'to files',
): Promise<FoundTree | undefined> {
  const files: string[] = [];
  const linksOut: string[] = [];
  const root = realFolder(folder);
  if (root === undefined) return undefined;
  // Requests that were begun at the same time go out first, and are answered meanwhile.
  await turn();
  const open: Open[] = [{ below: '', real: root, through: [] }];
  const pause = turns();
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    for (const entry of readdirSync(join(folder, next.below), { withFileTypes: true })) {
      const path = next.below + entry.name;
      if (isLeftOut(path)) continue;
      const found = entry.isSymbolicLink() ? linked(path, next, { folder, root }) : plain(entry, next);
      if (found === 'file') files.push(path);
      else if (found === 'out') linksOut.push(path);
      else if (found && (followed === 'to all' || !entry.isSymbolicLink())) open.push(found);
      else if (found) linksOut.push(path);
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

/** A folder whose entries are to be listed. */
interface Open {
  /** Relative to the root, with `/` at its end. */
  readonly below: string;
  /** The folder that this is on the disk. */
  readonly real: string;
  /** The real folders in which the links stand that led here. */
  readonly through: readonly string[];
}

function plain(entry: Dirent, { below, real, through }: Open): Open | 'file' | undefined {
  if (entry.isDirectory()) return { below: `${below}${entry.name}/`, real: join(real, entry.name), through };
  return entry.isFile() ? 'file' : undefined;
}

/** A link is what it leads to, within the root; one that leads back to where it stands would have no end. */
function linked(
  path: string,
  { real, through }: Open,
  { folder, root }: { readonly folder: string; readonly root: string },
): Open | 'file' | 'out' {
  try {
    const target = realpathSync(join(folder, path));
    if (!target.startsWith(root + sep)) return 'out';
    if (statSync(target).isFile()) return 'file';
    const passed = [real, ...through];
    const isCircle = passed.some((each) => each === target || each.startsWith(target + sep));
    return isCircle ? 'out' : { below: `${path}/`, real: target, through: passed };
  } catch {
    return 'out';
  }
}

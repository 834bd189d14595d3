import { type Dirent, readdirSync, realpathSync, statSync } from 'node:fs';
import { join, sep } from 'node:path';
import { setImmediate as turn } from 'node:timers/promises';
import { keepHeapSmall } from '../heap.ts';
import { turns } from './turns.ts';
import { unreadable } from './unreadable.ts';

/** The files below a folder, and links that lead to no file of it. */
export interface FoundTree {
  /** Sorted paths relative to the folder, with `/`. A link to a file of the same folder counts as that file. */
  readonly files: readonly string[];
  readonly linksOut: readonly string[];
}

/** From so many on, what is known of each takes more memory than Node itself. */
const manyFiles = 10_000;

/** What is below the folder and not left out; undefined where there is no such folder. */
export async function list(folder: string, isLeftOut: (path: string) => boolean): Promise<FoundTree | undefined> {
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

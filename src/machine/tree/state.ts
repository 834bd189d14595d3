import { createHash } from 'node:crypto';
import { lstatSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { turns } from './turns.ts';
import { unreadable } from './unreadable.ts';

/**
 * A digest of what is below a folder by inode and time of change, which no program can set: it changes with every write, also of
 * the same content, and stays when files are only read. Undefined where there is no such folder.
 * Source: https://man7.org/linux/man-pages/man7/inode.7.html
 */
export async function treeState(folder: string, isLeftOut: (path: string) => boolean): Promise<string | undefined> {
  if (statSync(folder, { throwIfNoEntry: false }) === undefined) return undefined;
  const sum = createHash('sha256');
  const pause = turns();
  try {
    const open = [''];
    for (let below = open.pop(); below !== undefined; below = open.pop()) {
      for (const entry of readdirSync(join(folder, below), { withFileTypes: true })) {
        const path = below + entry.name;
        if (isLeftOut(path)) continue;
        const { ino, ctimeNs, size } = lstatSync(join(folder, path), { bigint: true });
        sum.update(`${path}\0${ino} ${ctimeNs} ${size}\n`);
        if (entry.isDirectory()) open.push(`${path}/`);
      }
      await pause();
    }
  } catch (error) {
    throw unreadable(`The folder ${folder}`, error);
  }
  return sum.digest('hex');
}

import { globSync } from 'node:fs';
import { join, relative } from 'node:path';

/** The files below a folder, hidden ones too, relative to it. */
export function filesBelow(folder: string): readonly string[] {
  return globSync(['**', '**/.*/**', '**/.*'], { cwd: folder, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)))
    .filter((path, index, all) => all.indexOf(path) === index)
    .toSorted();
}

import { globSync, statSync } from 'node:fs';
import { dirname, isAbsolute, join, relative, resolve, sep } from 'node:path';

/** A file that patterns found, and its path below what all of them have in common. */
export interface FoundFile {
  readonly path: string;
  readonly source: string;
}

/** The files of a `path` input: one pattern a line, folders with all they hold, lines with `!` taken out again. */
export function findFiles(patterns: string, workspace: string, includesHidden: boolean): readonly FoundFile[] {
  const lines = patterns
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
  const included = lines.filter((line) => !line.startsWith('!')).map((line) => resolve(workspace, line));
  const excluded = lines.filter((line) => line.startsWith('!')).map((line) => resolve(workspace, line.slice(1)));
  const without = new Set(excluded.flatMap(filesOf));
  const files = [...new Set(included.flatMap(filesOf))].filter((file) => !without.has(file)).sort();
  const root = commonFolder(included, files);
  return files
    .map((source) => ({ source, path: relative(root, source) }))
    .filter(({ path }) => includesHidden || !path.split(sep).some((part) => part.startsWith('.')));
}

function filesOf(pattern: string): readonly string[] {
  const hits = globSync(pattern).map((hit) => (isAbsolute(hit) ? hit : resolve(hit)));
  return hits.flatMap((hit) =>
    statSync(hit).isDirectory() ? globSync(join(hit, '**')).filter((file) => statSync(file).isFile()) : [hit],
  );
}

/** A single folder gives its own content; otherwise the least common ancestor of the files is the root. */
function commonFolder(patterns: readonly string[], files: readonly string[]): string {
  const [first, ...others] = patterns;
  if (first !== undefined && others.length === 0 && isFolder(first)) return first;
  const folders = files.map((file) => dirname(file).split(sep));
  const shared = (folders[0] ?? []).filter((part, index) => folders.every((folder) => folder[index] === part));
  return shared.join(sep) || sep;
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
}

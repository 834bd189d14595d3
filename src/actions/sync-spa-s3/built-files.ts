import { join, posix } from 'node:path';
import { UserError } from '../../errors.ts';
import type { FoundTree, TreeReader } from '../../machine/tree.ts';
import { entryPage } from './phase.ts';

/** Where a site should be. */
export interface SitePlace {
  /** Absolute path of the working directory. */
  readonly directory: string;
  /** Below it. */
  readonly source: string;
  /** The same, below the workspace. */
  readonly shown: string;
}

/** Lists what was built; where there is no site, the error names the folders that were probably meant. */
export async function builtFiles(
  { directory, source, shown }: SitePlace,
  isLeftOut: (path: string) => boolean,
  tree: TreeReader,
): Promise<FoundTree> {
  const found = await tree.list(join(directory, source), isLeftOut, 'to all');
  if (found?.files.includes(entryPage)) return found;
  const near = (await tree.list(directory, isBeside))?.files ?? [];
  throw noSite(shown, found?.files.length, probablyMeant(near, posix.normalize(source).replace(/\/$/, '')));
}

const mostLevels = 5;
/** What builds write into, the likeliest first; `public` is a source to some tools. */
const buildFolders = ['dist', 'build', 'out', '_site', 'www', 'public'];

/** Neither packages nor hidden folders hold a site, and no build lies deeper than `web/dist/shop/browser/index.html`. */
function isBeside(path: string): boolean {
  return /(^|\/)(node_modules|\.[^/]*)$/.test(path) || path.split('/').length > mostLevels;
}

/** Folders of builds that hold an entry page, the likeliest first, without folders within them. */
function probablyMeant(paths: readonly string[], source: string): readonly string[] {
  const folders = paths.filter((path) => posix.basename(path) === entryPage).map((path) => posix.dirname(path));
  const built = folders.filter((folder) => folder !== source && likelihood(folder) >= 0);
  return built
    .filter((folder) => !built.some((other) => folder.startsWith(`${other}/`)))
    .toSorted((a, b) => likelihood(a) - likelihood(b));
}

function likelihood(folder: string): number {
  return buildFolders.findIndex((name) => folder.split('/').includes(name));
}

function noSite(shown: string, files: number | undefined, meant: readonly string[]): UserError {
  const what = files === undefined ? `There is no folder ${shown}` : `${shown} holds no ${entryPage}`;
  const others = files === 0 ? 'It holds no files to upload.' : `It holds ${files} other files.`;
  const inWorkflows = 'In the reusable workflows `site-command` makes it, in `site-folder`.';
  const next =
    meant.length > 0
      ? `There is an ${entryPage} in ${meant.slice(0, 3).join(', ')}: let \`source\` name its folder.`
      : 'Build the site first, and let `source` name the folder of the build (dist, build, out).';
  return new UserError({
    what: `${what}; nothing was uploaded.`,
    why: files === undefined ? undefined : others,
    next: `${next} ${inWorkflows}`,
  });
}

import { join, posix } from 'node:path';
import { UserError } from '../../errors.ts';
import type { FoundTree, TreeReader } from '../../machine/tree.ts';
import type { Inputs } from './contract.ts';
import { entriesOf, entryPage, isPage } from './phase.ts';
import { isLeftOut } from './site.ts';

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
  inputs: Pick<Inputs, 'exclude' | 'entries'>,
  tree: TreeReader,
): Promise<FoundTree> {
  const found = await tree.list(join(directory, source), isLeftOut(inputs.exclude), 'to all');
  const built = new Set(found?.files);
  const missing = entriesOf(inputs).filter((path) => !built.has(path));
  if (found && missing.length === 0) return found;
  if (found && inputs.entries.length > 0) throw noEntries(shown, missing, found.files);
  const near = (await tree.list(directory, isBeside))?.files ?? [];
  const meant = probablyMeant(near, posix.normalize(source).replace(/\/$/, ''));
  throw noSite(shown, found?.files, meant);
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

function noEntries(shown: string, missing: readonly string[], files: readonly string[]): UserError {
  const pages = files.filter(isPage).slice(0, 3).join(', ');
  return new UserError({
    what: `${shown} holds no ${missing.join(', ')}; nothing was uploaded.`,
    why: pages === '' ? 'It holds no page at all.' : `Its pages are ${pages} and so on.`,
    next: 'Let `entries` name files of the build by which visitors enter, or correct the build.',
  });
}

function noSite(shown: string, found: readonly string[] | undefined, meant: readonly string[]): UserError {
  const files = found?.length;
  const below = found?.filter((path) => /^[^/]+\/index\.html$/.test(path)).slice(0, 3) ?? [];
  const what = files === undefined ? `There is no folder ${shown}` : `${shown} holds no ${entryPage}`;
  const others = files === 0 ? 'It holds no files to upload.' : `It holds ${files} other files.`;
  const inWorkflows = 'In the reusable workflows `site-command` makes it, in `site-folder`.';
  const byOthers = `If visitors enter by ${below.join(', ')}, name ${below.length > 1 ? 'them' : 'it'} under \`entries\`.`;
  const next =
    meant.length > 0
      ? `There is an ${entryPage} in ${meant.slice(0, 3).join(', ')}: let \`source\` name its folder.`
      : 'Build the site first, and let `source` name the folder of the build (dist, build, out).';
  return new UserError({
    what: `${what}; nothing was uploaded.`,
    why: files === undefined ? undefined : others,
    next: `${below.length > 0 ? `${byOthers} ` : ''}${next} ${inWorkflows}`,
  });
}

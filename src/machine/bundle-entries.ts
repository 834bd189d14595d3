import { readdir, readFile, readlink, stat } from 'node:fs/promises';
import { dirname, isAbsolute, join, posix } from 'node:path';
import ignore, { type Ignore } from 'ignore';
import { secretFileProblem } from '../domain/secret/secret-file.ts';
import { UserError } from '../errors.ts';

/** One entry of a source bundle, by its path with `/` relative to the folder. */
export type BundleEntry =
  | { readonly kind: 'file'; readonly path: string; readonly bytes: number; readonly executable: boolean }
  | { readonly kind: 'link'; readonly path: string; readonly target: string };

/** Rules of an ignore file, which hold below the folder that it stands in. */
interface Rules {
  readonly base: string;
  readonly ignore: Ignore;
}

/**
 * The entries of a folder that belong into a source bundle, sorted by path. As with the EB CLI, .ebignore decides alone
 * where it exists; else the .gitignore files do. Links stay links; a link out of the folder is a UserError.
 */
export async function bundleEntries(folder: string): Promise<readonly BundleEntry[]> {
  const own = await rulesOf(folder, '', '.ebignore');
  const entries = await entriesBelow('', { folder, readsGitignore: own === undefined }, own ? [own] : []);
  demandNoSecrets(folder, entries);
  return entries.toSorted((a, b) => (a.path < b.path ? -1 : 1));
}

function demandNoSecrets(folder: string, entries: readonly BundleEntry[]): void {
  const found = entries.flatMap(({ path }) => {
    const problem = secretFileProblem(path);
    return problem === undefined ? [] : [`${path} ${problem}`];
  });
  if (found.length === 0) return;
  const more = found.length > shownFiles ? `; and ${found.length - shownFiles} more` : '';
  throw new UserError({
    what: `The source bundle ${folder} holds files with credentials; nothing was changed.`,
    why: `${found.slice(0, shownFiles).join('; ')}${more}.`,
    next: 'Exclude them in .ebignore or .gitignore, and give their values under `env` and `secrets`.',
  });
}

const shownFiles = 20;

/** The folder of a bundle, and whether its .gitignore files say what is left out. */
interface Root {
  readonly folder: string;
  readonly readsGitignore: boolean;
}

async function entriesBelow(below: string, root: Root, inherited: readonly Rules[]): Promise<readonly BundleEntry[]> {
  const own = root.readsGitignore ? await rulesOf(root.folder, below, '.gitignore') : undefined;
  const rules = own ? [...inherited, own] : inherited;
  const entries: BundleEntry[] = [];
  for (const child of await readdir(join(root.folder, below), { withFileTypes: true })) {
    const path = below ? `${below}/${child.name}` : child.name;
    if (isLeftOut(path, child.isDirectory(), rules)) continue;
    if (child.isDirectory()) for (const entry of await entriesBelow(path, root, rules)) entries.push(entry);
    else if (child.isSymbolicLink()) entries.push(await link(root.folder, path));
    else if (child.isFile()) entries.push(await file(root.folder, path));
  }
  return entries;
}

async function rulesOf(root: string, base: string, name: string): Promise<Rules | undefined> {
  const text = await readFile(join(root, base, name), 'utf8').catch(() => undefined);
  return text === undefined ? undefined : { base, ignore: ignore().add(text) };
}

/** The innermost ignore file that says anything decides. Git's own folder never belongs into a bundle. */
function isLeftOut(path: string, isFolder: boolean, rules: readonly Rules[]): boolean {
  if (/(?:^|\/)\.git$/.test(path) || path.startsWith('.elasticbeanstalk/')) return true;
  const verdict = rules
    .map((each) => each.ignore.test(relativeTo(each.base, path) + (isFolder ? '/' : '')))
    .findLast(({ ignored, unignored }) => ignored || unignored);
  return verdict?.ignored ?? false;
}

function relativeTo(base: string, path: string): string {
  return base ? path.slice(base.length + 1) : path;
}

async function file(root: string, path: string): Promise<BundleEntry> {
  const { size, mode } = await stat(join(root, path));
  return { kind: 'file', path, bytes: size, executable: (mode & 0o100) !== 0 };
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

import { constants } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { type IgnoreRules, ignoreRules } from '../../domain/gitignore/rules.ts';
import { trackedThoughIgnored } from './tracked.ts';
import { unreadableBundle } from './unreadable.ts';

/** Decides what of a folder is left out. Entries are told by their path with `/` relative to that folder, folders before what is in them. */
export interface Ignored {
  /** Reads the ignore file of a folder before its entries are looked at. */
  enter(below: string): Promise<Ignored>;
  isLeftOut(path: string, isFolder: boolean): boolean;
  /** What is left out by its rules, and belongs into the bundle all the same. */
  tracked(): Promise<readonly string[]>;
}

/** Rules by the folder that they stand in, relative to the root and in bytes; the outermost first. */
type Chain = readonly { readonly base: string; readonly rules: IgnoreRules }[];

/**
 * The rules for a folder. The nearest `.ebignore`, in it or above it, decides alone, as with the EB CLI; else the `.gitignore`
 * files do, from the repository's root on. A folder that is left out itself was made by a build, and named all the same: for it,
 * what stands above it does not count.
 */
export async function ignoredIn(folder: string): Promise<Ignored> {
  const above = await upToRepository(folder);
  const root = above.at(-1) ?? folder;
  const place = relative(root, folder);
  for (const each of above) {
    const own = await rulesOf(join(each, '.ebignore'));
    if (own) return ebignored({ root, place, chain: [{ base: bytesOf(relative(root, each)), rules: own }] });
  }
  return gitignored({ root, place, chain: await chainAbove(root, place) });
}

async function chainAbove(root: string, place: string): Promise<Chain> {
  const names = place.split('/').filter((name) => name !== '');
  let chain: Chain = [];
  for (const [index, name] of names.entries()) {
    const above = names.slice(0, index).join('/');
    chain = await extended(chain, root, above);
    if (isLeftOut({ root, place: above, chain })(name, true)) return [];
  }
  return chain;
}

/** The folder and those above it, up to the one with `.git`; without a repository, the folder alone. */
export async function upToRepository(folder: string): Promise<readonly string[]> {
  const above = [folder];
  for (let each = folder; ; each = dirname(each)) {
    if (each !== folder) above.push(each);
    if (await exists(join(each, '.git'))) return above;
    if (dirname(each) === each) return [folder];
  }
}

interface Place {
  readonly root: string;
  /** The folder of the bundle, relative to the root. */
  readonly place: string;
  readonly chain: Chain;
}

function ebignored(at: Place): Ignored {
  const own: Ignored = { enter: async () => own, isLeftOut: isLeftOut(at), tracked: async () => [] };
  return own;
}

function gitignored(at: Place): Ignored {
  return {
    enter: async (below) => gitignored({ ...at, chain: await extended(at.chain, at.root, inRoot(at, below)) }),
    isLeftOut: isLeftOut(at),
    tracked: () => trackedThoughIgnored(join(at.root, at.place)),
  };
}

/** The innermost file that says anything decides. */
function isLeftOut(at: Place): Ignored['isLeftOut'] {
  return (path, isFolder) => {
    const whole = bytesOf(inRoot(at, path));
    for (const { base, rules } of at.chain.toReversed()) {
      const verdict = rules.verdict(base === '' ? whole : whole.slice(base.length + 1), isFolder);
      if (verdict !== undefined) return verdict === 'ignored';
    }
    return false;
  };
}

function inRoot({ place }: Place, path: string): string {
  return [place, path].filter((part) => part !== '').join('/');
}

async function extended(chain: Chain, root: string, below: string): Promise<Chain> {
  const rules = await rulesOf(join(root, below, '.gitignore'));
  return rules ? [...chain, { base: bytesOf(below), rules }] : chain;
}

/** A link in the place of an ignore file is not followed, as Git does not. */
async function rulesOf(path: string): Promise<IgnoreRules | undefined> {
  try {
    return ignoreRules(await readFile(path, { encoding: 'latin1', flag: constants.O_RDONLY | constants.O_NOFOLLOW }));
  } catch (error) {
    if (['ENOENT', 'ENOTDIR', 'EISDIR', 'ELOOP'].includes((error as NodeJS.ErrnoException).code ?? ''))
      return undefined;
    throw unreadableBundle(path, error);
  }
}

function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}

/** Git compares bytes; here each is a character. */
function bytesOf(path: string): string {
  return Buffer.from(path).toString('latin1');
}

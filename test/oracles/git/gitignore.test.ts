import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, test } from '@jest/globals';
import { bundleEntries } from '../../../src/machine/bundle/entries.ts';
import { seededRandom } from '../../support/seeded-random.ts';
import { type RandomTree, randomTree } from './random-tree.ts';

/** `npm run oracles` asks about all. */
const repositories = process.env['ORACLES'] === 'all' ? 150 : 12;
const treesOfOne = 40;

test(`what a bundle holds is what Git does not ignore, or has, in ${repositories} repositories of ${treesOfOne} random trees`, async () => {
  const random = seededRandom(1);
  const differences: unknown[] = [];
  let [folders, kept, left] = [0, 0, 0];
  for (let count = 0; count < repositories; count++) {
    const repository = mkdtempSync(join(tmpdir(), 'oracle-git-'));
    const tree = manyTrees(random);
    write(repository, tree, random);
    const theirs = listed(repository, tree);
    for (const folder of theirs.folders.filter(() => random() < 0.4)) {
      const inside = (paths: readonly string[]) =>
        paths.flatMap((path) =>
          folder === '' ? path : path.startsWith(`${folder}/`) ? path.slice(folder.length + 1) : [],
        );
      const expected = inside(theirs.files);
      const ours = (await bundleEntries(join(repository, folder))).map(({ path }) => path);
      [folders, kept, left] = [
        folders + 1,
        kept + expected.length,
        left + inside([...tree.keys()]).length - expected.length,
      ];
      if (JSON.stringify(ours) !== JSON.stringify(expected))
        differences.push({ count, folder, rules: rulesAbout(folder, tree), ours, expected });
    }
    rmSync(repository, { recursive: true });
  }
  expect(differences.slice(0, 3)).toEqual([]);
  // Nothing would be compared if nearly all were left out, or nothing.
  expect(Math.min(folders, kept, left)).toBeGreaterThan(repositories * treesOfOne * 0.5);
}, 1_800_000);

/** Trees beside one another, with rules above them all. */
function manyTrees(random: () => number): RandomTree {
  const above = [...randomTree(random)].filter(([path]) => path === '.gitignore');
  const trees = Array.from({ length: treesOfOne }, (_, index) =>
    [...randomTree(random)].map(([path, content]) => [`t${index}/${path}`, content] as const),
  );
  return new Map([...above, ...trees.flat()]);
}

/** Some of its files are added by force. */
function write(repository: string, tree: RandomTree, random: () => number): void {
  for (const [path, content] of tree) {
    mkdirSync(dirname(join(repository, path)), { recursive: true });
    writeFileSync(join(repository, path), content);
  }
  git(repository, ['init', '-q']);
  const forced = [...tree.keys()].filter(() => random() < 0.1).map((path) => `:(literal)${path}`);
  git(repository, ['add', '-f', '--pathspec-from-file=-', '--pathspec-file-nul'], forced.join('\0'));
}

/** The files, and the folders that are not ignored themselves: one that is was named all the same, for which Git has no word. */
function listed(repository: string, tree: RandomTree) {
  const files = git(repository, ['ls-files', '-z', '--cached', '--others', '--exclude-standard']).split('\0');
  const all = new Set([...tree.keys()].flatMap(foldersAbove));
  const asked = [...all].filter((folder) => folder !== '').map((folder) => `${folder}/`);
  const answered = git(repository, ['check-ignore', '--no-index', '-z', '--stdin'], asked.join('\0')).split('\0');
  const ignored = new Set(answered.map((folder) => folder.slice(0, -1)));
  return {
    files: [...new Set(files.filter((path) => path !== ''))].toSorted(),
    folders: [...all].filter((folder) => !ignored.has(folder)),
  };
}

function foldersAbove(path: string): readonly string[] {
  return path.split('/').map((_, index, parts) => parts.slice(0, index).join('/'));
}

function rulesAbout(folder: string, tree: RandomTree): Readonly<Record<string, string>> {
  const about = (path: string) => path.startsWith(folder) || folder.startsWith(dirname(path).replace(/^\.$/, ''));
  return Object.fromEntries([...tree].filter(([path]) => path.endsWith('.gitignore') && about(path)));
}

function git(directory: string, words: readonly string[], input = ''): string {
  try {
    return execFileSync('git', ['-c', 'core.excludesFile=/dev/null', ...words], {
      cwd: directory,
      encoding: 'utf8',
      input,
    });
  } catch (error) {
    // check-ignore ends so where nothing is ignored.
    const { status, stdout } = error as { readonly status?: number; readonly stdout?: string };
    if (status === 1 && words[0] === 'check-ignore') return stdout ?? '';
    throw error;
  }
}

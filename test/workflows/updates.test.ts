import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, matchesGlob } from 'node:path';
import { expect, test } from '@jest/globals';
import { parse } from 'yaml';

interface Rules {
  readonly updates: readonly Rule[];
}

interface Rule {
  readonly 'package-ecosystem': string;
  readonly directory?: string;
  readonly directories?: readonly string[];
  readonly cooldown?: { readonly 'default-days': number };
}

const rulesIn = (file: string) => (parse(readFileSync(file, 'utf8')) as Rules).updates;
const foldersOf = ({ directory, directories = [] }: Rule) => [directory ?? [], ...directories].flat();
const own = rulesIn('.github/dependabot.yml');
const example = rulesIn('examples/clinic/.github/dependabot.yml');

test.each([
  ['npm', 'package-lock.json'],
  ['gomod', 'go.mod'],
])('Dependabot looks after every folder that pins for %s', (ecosystem, file) => {
  const pinned = execFileSync('git', ['ls-files', file, `**/${file}`], { encoding: 'utf8' })
    .trim()
    .split('\n');
  const watched = own.filter((rule) => rule['package-ecosystem'] === ecosystem).flatMap(foldersOf);
  const folders = pinned.map((path) => `/${dirname(path)}`.replace(/^\/\.$/, '/'));
  expect(folders.filter((folder) => !watched.some((glob) => matchesGlob(folder, glob)))).toEqual([]);
});

test('a new version waits for a week, here and in the example', () => {
  for (const { cooldown } of [...own, ...example]) expect(cooldown).toEqual({ 'default-days': 7 });
});

test('the folders of the example are there', () => {
  for (const folder of example.filter((rule) => rule['package-ecosystem'] === 'npm').flatMap(foldersOf))
    expect(existsSync(`examples/clinic${folder}/package-lock.json`)).toBe(true);
});

import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { runStep } from '../support/process.ts';

/** The archive that a job downloads, as `git archive` makes it. */
let folder: string;
let archive: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'archive-'));
  archive = join(folder, 'archive.tar.gz');
  execFileSync('git', ['archive', '--worktree-attributes', '--format=tar.gz', '-9', `--output=${archive}`, 'HEAD']);
  mkdirSync(join(folder, 'suite'));
  execFileSync('tar', ['-xzf', archive, '-C', join(folder, 'suite')]);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const actionFiles = ['action.yml', ...readdirSync('actions').map((name) => join('actions', name, 'action.yml'))];

test('holds what runs, what a reader looks for, and nothing else', () => {
  expect(readdirSync(join(folder, 'suite')).toSorted()).toEqual([
    ...['.gitattributes', '.github', 'CONTRIBUTING.md', 'LICENSE', 'README.md', 'SECURITY.md', 'action.yml', 'actions'],
    ...['dist', 'infra', 'package.json', 'webapp.schema.json'],
  ]);
});

test('holds every workflow and all of dist', () => {
  const options = ['ls-tree', '-r', '--name-only', 'HEAD', 'dist', '.github/workflows', 'actions'];
  const tracked = execFileSync('git', options, { encoding: 'utf8' });
  const missing = tracked
    .trim()
    .split('\n')
    .filter((path) => !existsSync(join(folder, 'suite', path)));
  expect(missing).toEqual([]);
});

test('has little more than half of the bytes of the repository', () => {
  const whole = execFileSync('git', ['ls-tree', '-r', '--long', 'HEAD'], { encoding: 'utf8' });
  const sizes = whole
    .trim()
    .split('\n')
    .map((line) => Number(line.split(/\s+/)[3]));
  const inArchive = execFileSync('tar', ['-tvzf', archive], { encoding: 'utf8' }).trim().split('\n');
  const kept = inArchive.map((line) => Number(line.split(/\s+/)[2]));
  const sum = (numbers: readonly number[]) => numbers.reduce((total, each) => total + each, 0);
  expect(sum(kept)).toBeLessThan(sum(sizes) * 0.6);
});

test.each(actionFiles)('%s starts from it', async (file) => {
  const { name, runs } = parse(readFileSync(join(folder, 'suite', file), 'utf8')) as Action;
  for (const script of [runs.main, runs.post].filter((each) => each !== undefined)) {
    const path = join(folder, 'suite', dirname(file), script);
    expect(existsSync(path)).toBe(true);
  }
  const script = join(folder, 'suite', dirname(file), runs.main);
  const { exitCode, lines } = await runStep(name, { script, inputs: { 'timeout-minutes': 'soon' } });
  expect(exitCode).toBe(1);
  expect(lines.join('\n')).toMatch(/::error.*timeout-minutes/);
});

interface Action {
  readonly name: string;
  readonly runs: { readonly main: string; readonly post?: string };
}

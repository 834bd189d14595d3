import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { jobNamed, outputOf, runFixture, stepNamed } from '../run-fixture.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'stand-ins-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

describe('artifacts', () => {
  test('are found by patterns, named once, and read by later jobs', async () => {
    const result = await runFixture('artifacts.yml');
    expect(result.conclusion).toBe('success');
    expect(result.artifacts).toEqual([
      {
        name: 'folder',
        files: [
          { path: 'deep/two.txt', sizeBytes: 4 },
          { path: 'one.txt', sizeBytes: 4 },
        ],
      },
      {
        name: 'picked',
        files: [
          { path: 'other/x.log', sizeBytes: 2 },
          { path: 'out/deep/two.txt', sizeBytes: 4 },
        ],
      },
    ]);
    const make = jobNamed(result, 'make');
    expect(stepNamed(make, 'again').annotations[0]?.message).toBe("This run already has an artifact 'folder'.");
    expect(stepNamed(make, 'nothing').annotations[0]?.level).toBe('warning');
    expect(stepNamed(make, 'must').outcome).toBe('failure');
    const take = jobNamed(result, 'take');
    expect(outputOf(stepNamed(take, 'files'))).toEqual([
      './here/deep/two.txt',
      './here/one.txt',
      './picked/other/x.log',
      './picked/out/deep/two.txt',
    ]);
    expect(stepNamed(take, 'missing').annotations[0]?.message).toBe("This run has no artifact 'missing'.");
  });
});

describe('tools', () => {
  test('setup-node gives the Node that runs this, and no other', async () => {
    const job = jobNamed(await runFixture('tools.yml'), 'node');
    expect(outputOf(stepNamed(job, 'version'))).toEqual([process.version]);
    expect(stepNamed(job, 'old').annotations[0]?.message).toContain('the workflow wants 18');
  });

  test.each([
    [{ packageManager: 'npm@11.0.0' }, 'root', 'Dependencies lock file is not found'],
    [{ devEngines: { packageManager: { name: 'npm' } } }, 'root', 'Dependencies lock file is not found'],
    [{ packageManager: 'pnpm@10.0.0' }, 'root', undefined],
    [{}, 'root', undefined],
    [{ packageManager: 'npm@11.0.0' }, 'switched-off', undefined],
    [{ packageManager: 'npm@11.0.0' }, 'told', undefined],
  ])('setup-node looks for a lock file where package.json names npm (%j, %s)', async (manifest, name, message) => {
    const source = join(folder, 'shop');
    const fixture = '.github/workflows/caching.yml';
    cpSync(join(import.meta.dirname, '../fixtures/caller', fixture), join(source, fixture));
    mkdirSync(join(source, 'site'));
    writeFileSync(join(source, 'package.json'), JSON.stringify(manifest));
    writeFileSync(join(source, 'site/package-lock.json'), '{}');
    const job = jobNamed(await runFixture('caching.yml', { workspaceSource: source }), 'node');
    expect(stepNamed(job, name).annotations[0]?.message).toEqual(
      message === undefined ? undefined : expect.stringContaining(message),
    );
  });

  test('a cache is saved at the end of a job, and found by its key or the beginning of it', async () => {
    const content = async (key: string) =>
      outputOf(
        stepNamed(
          jobNamed(await runFixture('tools.yml', { inputs: { key }, cacheFolder: folder }), 'cached'),
          'content',
        ),
      );
    expect(await content('one')).toEqual(['hit false []']);
    expect(await content('one')).toEqual(['hit true [value of true one]']);
    expect(await content('two')).toEqual(['hit false [value of true one]']);
  });
});

describe('checkout', () => {
  const files = async (source: string, sha: string) => {
    const result = await runFixture('checkout.yml', { workspaceSource: source, sha });
    const job = jobNamed(result, 'files');
    expect(outputOf(stepNamed(job, 'other'))).toEqual(['found']);
    return { files: outputOf(stepNamed(job, 'files')), commit: outputOf(stepNamed(job, 'commit')) };
  };
  const workflow = './.github/workflows/checkout.yml';
  const prepare = () => {
    const source = join(folder, 'shop');
    cpSync(join(import.meta.dirname, '../fixtures/caller/.github/workflows/checkout.yml'), join(source, workflow));
    writeFileSync(join(source, 'kept.txt'), 'kept');
    mkdirSync(join(source, 'node_modules'));
    writeFileSync(join(source, 'node_modules/left-out.js'), '');
    return source;
  };

  test('a plain folder comes without node_modules', async () => {
    expect(await files(prepare(), '')).toEqual({ files: [workflow, './kept.txt'], commit: ['none'] });
  });

  test('a Git repository comes as it is at the commit', async () => {
    const source = prepare();
    const git = (...args: readonly string[]) =>
      execFileSync('git', ['-c', 'user.name=t', '-c', 'user.email=t@example.com', ...args], {
        cwd: source,
        encoding: 'utf8',
      });
    git('init', '--quiet');
    git('add', '.github', 'kept.txt');
    git('commit', '--quiet', '-m', 'first');
    const first = git('rev-parse', 'HEAD').trim();
    writeFileSync(join(source, 'later.txt'), 'later');
    git('add', 'later.txt');
    git('commit', '--quiet', '-m', 'second');
    expect(await files(source, first)).toEqual({ files: [workflow, './kept.txt'], commit: [first] });
    const head = git('rev-parse', 'HEAD').trim();
    const result = await runFixture('checkout.yml', { workspaceSource: source, sha: head });
    const job = jobNamed(result, 'files');
    expect([outputOf(stepNamed(job, 'history')), outputOf(stepNamed(job, 'all'))]).toEqual([['1'], ['2']]);
  });
});

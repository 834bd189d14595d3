import { execFileSync } from 'node:child_process';
import { chmod, chown, cp, link, mkdir, mkdtemp, readFile, rm, symlink, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { readBuildContext } from '../../../src/container/build/build-context.ts';
import { factsReaders } from '../../../src/machine/facts-ahead.ts';

let workspace: string;
beforeEach(async () => {
  workspace = await mkdtemp(join(tmpdir(), 'build-context-'));
  await write({ Dockerfile: 'FROM scratch', 'src/server.js': 'serve()', 'docs/guide.md': 'guide' });
});
afterEach(() => rm(workspace, { recursive: true, force: true }));

async function write(files: Readonly<Record<string, string>>): Promise<void> {
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(workspace, path)), { recursive: true });
    await writeFile(join(workspace, path), text);
  }
}

function read(dockerfile?: string) {
  return readBuildContext({ workspace, context: '.', dockerfile }, factsReaders(), new AbortController().signal);
}

describe('the hash of a build context changes', () => {
  test.each<[string, () => Promise<void>]>([
    ['with the content of a file', () => write({ 'src/server.js': 'serve(2)' })],
    ['with a new file', () => write({ 'src/other.js': '' })],
    ['with a new folder', async () => void (await mkdir(join(workspace, 'empty')))],
    ['with the executable bit', () => chmod(join(workspace, 'src/server.js'), 0o755)],
    ['with the permissions of group and others', () => chmod(join(workspace, 'src/server.js'), 0o600)],
    ['with the permissions of a folder', () => chmod(join(workspace, 'src'), 0o700)],
    ['with a link', () => symlink('server.js', join(workspace, 'src/link.js'))],
    ['with the Dockerfile', () => write({ Dockerfile: 'FROM scratch\nUSER 1' })],
    ['with a name, even when contents and order stay', () => write({ 'src/server.jt': 'x' })],
  ])('%s', async (_, change) => {
    const before = await read();
    await change();
    expect((await read()).hash).not.toBe(before.hash);
  });
});

describe('the hash of a build context stays', () => {
  test.each<[string, () => Promise<void> | undefined]>([
    ['with other file times', () => utimes(join(workspace, 'src/server.js'), 1, 1)],
    [
      'with another owner',
      () => (process.getuid?.() === 0 ? chown(join(workspace, 'src/server.js'), 12, 34) : undefined),
    ],
    ['with a file that is ignored', () => write({ 'node_modules/a/index.js': 'a', 'debug.log': 'x' })],
    ['with a folder whose files are all ignored but one that stays', () => write({ 'docs/other.md': 'other' })],
  ])('%s', async (_, change) => {
    await write({ '.dockerignore': '# what a build does not need\nnode_modules\n**/*.log\ndocs/*\n!docs/guide.md\n' });
    const before = await read();
    await change();
    expect(await read()).toEqual(before);
  });
});

describe('a repository in the context', () => {
  const git = (...args: readonly string[]) =>
    execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@example.com', ...args], { cwd: workspace });

  beforeEach(() => {
    git('init', '--quiet', '--initial-branch=main');
    git('add', '.');
    git('commit', '--quiet', '--message=one');
  });

  test('counts by its commit: two checkouts of one are one content', async () => {
    const before = await read();
    expect(before.housekeeping).toEqual(['.git']);
    git('gc', '--quiet');
    git('checkout', '--quiet', '--detach');
    await write({ '.git/config': '[core]\n\trepositoryformatversion = 0\n' });
    expect((await read()).hash).toBe(before.hash);
    git('commit', '--quiet', '--allow-empty', '--message=two');
    expect((await read()).hash).not.toBe(before.hash);
  });

  test('without a commit counts as the files that it is', async () => {
    await write({ '.git/HEAD': 'ref: refs/heads/none\n' });
    const before = await read();
    await write({ '.git/config': '[core]\n' });
    expect((await read()).hash).not.toBe(before.hash);
  });
});

test('names that are no UTF-8, long names and several names of one file are read', async () => {
  const before = await read();
  await writeFile(Buffer.concat([Buffer.from(`${workspace}/`), Buffer.from([0xff, 0xfe])]), 'a');
  const odd = await read();
  await writeFile(Buffer.concat([Buffer.from(`${workspace}/`), Buffer.from([0xff, 0xff])]), 'a');
  await write({ ['n'.repeat(255)]: '' });
  const odder = await read();
  await cp(join(workspace, 'src'), join(workspace, 'copy'), { recursive: true });
  const copied = await read();
  await rm(join(workspace, 'copy/server.js'));
  await link(join(workspace, 'src/server.js'), join(workspace, 'copy/server.js'));
  const hashes = [before, odd, odder, copied, await read()].map(({ hash }) => hash);
  expect(new Set(hashes).size).toBe(5);
  expect(await readFile(join(workspace, 'copy/server.js'), 'utf8')).toBe('serve()');
});

test('an ignore file that leads out of the context is refused: a builder would not see it', async () => {
  await symlink('/etc/hostname', join(workspace, '.dockerignore'));
  await expect(read()).rejects.toThrow('Of the file, it is a link that leads out of its folder.');
});

test('what a Dockerfile needs of a builder is seen', async () => {
  await write({ Dockerfile: 'FROM a\nRUN --mount=type=cache,target=/c make\n' });
  expect((await read()).needs).toEqual(['RUN with options']);
});

test('a large file is read to its end', async () => {
  await write({ 'large.bin': 'x'.repeat(1_000_000) });
  const before = await read();
  await write({ 'large.bin': `${'x'.repeat(999_999)}y` });
  expect((await read()).hash).not.toBe(before.hash);
});

test("a Dockerfile's own .dockerignore is taken instead of the common one", async () => {
  await write({ '.dockerignore': '', 'api.Dockerfile': 'FROM scratch', 'api.Dockerfile.dockerignore': 'docs\n' });
  const before = await read('api.Dockerfile');
  await write({ 'docs/guide.md': 'changed' });
  expect((await read('api.Dockerfile')).hash).toBe(before.hash);
  expect(before.files).toBe(5);
});

test('an exception counts even below a folder that is ignored', async () => {
  await write({ '.dockerignore': 'docs\n!docs/guide.md\n' });
  const before = await read();
  await write({ 'docs/guide.md': 'changed' });
  expect((await read()).hash).not.toBe(before.hash);
});

test.each([
  ['Dockerfile', 'x'.repeat(1_048_577), 'The Dockerfile Dockerfile could not be read; nothing was built.'],
  ['.dockerignore', 'x'.repeat(65_537), 'could not be read; nothing was built. Of the file, it has 65537 bytes'],
  ['.dockerignore', 'a\n'.repeat(1_001), 'Of the file, it has 1001 rules, and at most 1000 are taken.'],
  ['.dockerignore', 'a[', 'Of the file, of its rule a[, a [ is not closed.'],
])('a %s that is too long or malformed is refused', async (path, text, message) => {
  await write({ [path]: text });
  await expect(read()).rejects.toThrow(message);
});

test('rules that take long do not keep a cancellation from being heard', async () => {
  const folders = 'a/'.repeat(1_000);
  const names = Array.from({ length: 300 }, (_, number) => [`${folders}${number}`, ''] as const);
  const rules = `${'**/*a*'.repeat(150)}\n`.repeat(50);
  await write({ ...Object.fromEntries(names), '.dockerignore': rules });
  const cancelled = AbortSignal.timeout(300);
  const begun = performance.now();
  const place = { workspace, context: '.', dockerfile: undefined };
  await expect(readBuildContext(place, factsReaders(), cancelled)).rejects.toThrow();
  expect(performance.now() - begun).toBeLessThan(30_000);
});

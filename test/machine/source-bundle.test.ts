import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { bundleEntries } from '../../src/machine/bundle/entries.ts';
import { tooLarge } from '../../src/machine/bundle/too-large.ts';
import { demandZipFits } from '../../src/machine/bundle/zip.ts';
import { sourceBundles } from '../../src/machine/source-bundle.ts';

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'bundle-test-'));
  execFileSync('git', ['init', '-q', root]);
});
afterEach(() => rmSync(root, { recursive: true }));

const { reader, writer } = sourceBundles();
const write = (files: Readonly<Record<string, string>>) => {
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), content);
  }
};
const paths = async (folder = 'app') => (await bundleEntries(join(root, folder))).map(({ path }) => path);
const look = (path = 'app') => reader.bundle(join(root, path));

describe('ignore files above the folder', () => {
  test('count up to the root of the repository', async () => {
    write({ '.gitignore': 'venv/\n*.log\n', 'services/.gitignore': '/app/tmp\n!keep.log\n' });
    write({ 'services/app/venv/x.py': '', 'services/app/a.log': '', 'services/app/keep.log': '' });
    write({ 'services/app/tmp/x': '', 'services/app/lib/tmp': '', 'services/app/main.py': '' });
    expect(await paths('services/app')).toEqual(['keep.log', 'lib/tmp', 'main.py']);
  });

  test('do not count for a folder that they leave out, since a build has made it', async () => {
    write({
      '.gitignore': 'build/\nlib/\n',
      'build/lib/main.js': '',
      'build/.gitignore': '*.map\n',
      'build/a.map': '',
    });
    expect(await paths('build')).toEqual(['.gitignore', 'lib/main.js']);
    expect(await paths('build/lib')).toEqual(['main.js']);
  });

  test('do not count beyond the repository, nor where there is none', async () => {
    write({ '.gitignore': '*\n', 'inner/app/main.py': '' });
    mkdirSync(join(root, 'inner/.git'));
    expect(await paths('inner/app')).toEqual(['main.py']);
    rmSync(join(root, '.git'), { recursive: true });
    rmSync(join(root, 'inner/.git'), { recursive: true });
    expect(await paths('inner/app')).toEqual(['main.py']);
  });

  test('give way to an .ebignore, in the folder or above it', async () => {
    write({
      '.gitignore': 'dist/\n',
      '.ebignore': '*.md\n',
      'app/dist/main.js': '',
      'app/a.md': '',
      'app/.gitignore': 'x\n',
    });
    write({ 'app/x': '' });
    expect(await paths()).toEqual(['.gitignore', 'dist/main.js', 'x']);
    write({ 'app/.ebignore': 'x\n' });
    expect(await paths()).toEqual(['.ebignore', '.gitignore', 'a.md', 'dist/main.js']);
  });

  test('do not leave out what Git has all the same', async () => {
    write({ '.gitignore': '*.bin\n', 'app/model.bin': '', 'app/other.bin': '', 'app/gone.bin': '' });
    execFileSync('git', ['add', '-f', 'app/model.bin', 'app/gone.bin'], { cwd: root });
    rmSync(join(root, 'app/gone.bin'));
    expect(await paths()).toEqual(['model.bin']);
  });
});

describe('what must not travel is refused with its name', () => {
  test.each([
    ['.env', 'A=1', 'may hold secrets'],
    ['config/.env.production', 'A=1', 'may hold secrets'],
    ['.aws/credentials', '', 'may hold credentials'],
    ['gha-creds-0123456789abcdef.json', '{}', 'holds credentials of a job'],
    ['.ssh/known_hosts', '', 'may hold credentials'],
    ['.npmrc', '//registry.npmjs.org/:_authToken=npm_abcdefgh\n', 'holds a token of a registry'],
    ['deploy.pem', '-----BEGIN RSA PRIVATE KEY-----\nMII', 'holds a private key'],
    ['shop-0123456789ab.json', '{"private_key": "-----BEGIN PRIVATE KEY-----"}', 'holds the key of a service account'],
  ])('%s', async (path, content, problem) => {
    write({ 'app/main.py': '', [`app/${path}`]: content });
    await expect(look()).rejects.toThrow(`holds files with credentials; nothing was changed. ${path} ${problem}.`);
  });

  test.each([
    ['.env.example', 'A='],
    ['.npmrc', 'registry=https://registry.npmjs.org/\n//registry.npmjs.org/:_authToken=${NPM_TOKEN}\n'],
    ['global-bundle.pem', '-----BEGIN CERTIFICATE-----\n'],
  ])('but not %s', async (path, content) => {
    write({ 'app/main.py': '', [`app/${path}`]: content });
    expect(await look()).toMatchObject({ files: 2 });
  });

  test('also from an archive', async () => {
    write({ 'app/main.py': '', 'app/.env': '', 'app/.aws/credentials': '' });
    execFileSync('python3', ['-m', 'zipfile', '-c', 'app.zip', 'app'], { cwd: root });
    await expect(look('app.zip')).rejects.toThrow(/app\/\.env may hold secrets.*|app\/\.aws\/credentials may hold/);
  });

  test('Git of an inner repository stays behind by itself', async () => {
    write({ 'app/main.py': '', 'app/vendor/.git/config': 'url = https://user:password@host', 'app/vendor/a.py': '' });
    expect(await paths()).toEqual(['main.py', 'vendor/a.py']);
  });
});

describe('names and kinds that no archive can hold', () => {
  test.each(['a\\b', 'c:d', 'line\nbreak'])('%j', async (name) => {
    write({ 'app/main.py': '', [`app/${name}`]: '' });
    await expect(look()).rejects.toThrow(
      `do not reach the instances as they are; nothing was changed. ${JSON.stringify(name)} has`,
    );
  });

  test('a name that is not UTF-8', async () => {
    write({ 'app/main.py': '' });
    writeFileSync(Buffer.concat([Buffer.from(join(root, 'app/')), Buffer.from([0xff, 0x61])]), '');
    await expect(look()).rejects.toThrow('has a name that is not UTF-8');
  });

  test('a pipe', async () => {
    write({ 'app/main.py': '' });
    execFileSync('mkfifo', [join(root, 'app/pipe')]);
    await expect(look()).rejects.toThrow('"pipe" is neither a file nor a folder nor a link');
  });

  test('odd names that can be held arrive as they are', async () => {
    const names = ['a b', 'é', '日本', '#x', '!x', "it's", 'x.', '-n', '😀', 'ab:c'];
    write(Object.fromEntries(names.map((name) => [`app/${name}`, name])));
    symlinkSync('é', join(root, 'app/link'));
    const { path } = await writer.pack(await look(), new AbortController().signal);
    const script = 'import sys,zipfile;print("\\n".join(sorted(zipfile.ZipFile(sys.argv[1]).namelist())))';
    const listed = execFileSync('python3', ['-c', script, path], {
      encoding: 'utf8',
      env: { ...process.env, PYTHONUTF8: '1' },
    });
    expect(listed.trim().split('\n').toSorted()).toEqual([...names, 'link'].toSorted());
  });
});

describe('what is too large', () => {
  test('is told with its biggest parts, those before they are packed', async () => {
    write({ 'app/main.py': 'x', 'app/data/movies/a.mp4': '', 'app/data/b.csv': '1,2' });
    truncateSync(join(root, 'app/data/movies/a.mp4'), 501 * 1024 ** 2);
    const entries = await bundleEntries(join(root, 'app'));
    expect(tooLarge('app', 501 * 1024 ** 2, entries).message).toBe(
      'The source bundle app is too large (501 MB or more); nothing was changed. Elastic Beanstalk takes at most 500 MB. Its biggest parts, before they are packed: data/ 502 MB, data/movies/ 501 MB, data/movies/a.mp4 501 MB. Exclude files that the application does not need, in .ebignore.',
    );
  });

  test('is known without an archive on the disk', async () => {
    write({ 'app/zeros': '\0'.repeat(2 ** 20), 'app/noise': '' });
    const folder = join(root, 'app');
    const fits = async () =>
      demandZipFits(folder, await bundleEntries(folder), { maxBytes: 2 ** 20, tooLong: () => new Error('too long') });
    await fits();
    writeFileSync(join(folder, 'noise'), randomBytes(2 ** 20));
    await expect(fits()).rejects.toThrow('too long');
  });

  // Half a gigabyte is read and packed.
  if (process.env['ORACLES'] === 'all')
    test('is refused when it is looked at, unless it is packed smaller', async () => {
      write({ 'app/main.py': '' });
      execFileSync('bash', ['-c', `head -c ${501 * 1024 ** 2} /dev/urandom > '${join(root, 'app/movie.mp4')}'`]);
      await expect(look()).rejects.toThrow(/app is too large .*: movie\.mp4 501 MB, main\.py 0 MB\./);
      truncateSync(join(root, 'app/movie.mp4'), 0);
      truncateSync(join(root, 'app/movie.mp4'), 501 * 1024 ** 2);
      expect(await look()).toMatchObject({ files: 2, bytes: 501 * 1024 ** 2 });
    }, 600_000);
});

test.each([
  'not a zip',
  `PK\u0005\u0006${'\u0001'.repeat(18)}`,
])('an archive that is none is refused: %j', async (content) => {
  write({ 'app.zip': content });
  await expect(look('app.zip')).rejects.toThrow('is no ZIP archive, or a part of one; nothing was changed.');
});

test('files of settings are read from folder and archive alike', async () => {
  write({ 'app/Procfile': 'web: run\n', 'app/a/Procfile': '', 'app/long.config': 'x'.repeat(600_000) });
  execFileSync('python3', ['-m', 'zipfile', '-c', '../app.zip', 'Procfile', 'a/', 'long.config'], {
    cwd: join(root, 'app'),
  });
  const wanted = (path: string) => /^Procfile$|\.config$/.test(path);
  const found = [
    { path: 'Procfile', executable: false, text: 'web: run\n' },
    { path: 'long.config', executable: false, text: undefined },
  ];
  expect((await reader.settings(await look(), wanted)).texts).toEqual(found);
  expect((await reader.settings(await look('app.zip'), wanted)).texts).toEqual(found);
});

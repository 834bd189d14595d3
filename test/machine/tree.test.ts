import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { tree } from '../../src/machine/tree.ts';

const { reader } = tree();
const nothing = () => false;
let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tree-'));
});

afterEach(() => rmSync(folder, { recursive: true }));

function write(path: string, content: string | Buffer): string {
  const file = join(folder, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, content);
  return file;
}

describe('list', () => {
  test('all files below the folder, sorted, hidden and odd names too', async () => {
    write('index.html', '12345');
    write('assets/deep/er/a.js', '');
    write('.well-known/x', '1');
    write('B ü #%.txt', '22');
    mkdirSync(join(folder, 'empty'));
    expect(await reader.list(folder, nothing)).toEqual({
      files: ['.well-known/x', 'B ü #%.txt', 'assets/deep/er/a.js', 'index.html'],
      linksOut: [],
    });
  });

  test('there is nothing to list where no folder is; a file in its place is told', async () => {
    expect(await reader.list(join(folder, 'dist'), nothing)).toBeUndefined();
    await expect(reader.list(write('file', ''), nothing)).rejects.toThrow('could not be read');
  });

  test('a link to a file of the folder is that file; others could publish what is not of the build', async () => {
    write('real.txt', '123');
    symlinkSync('real.txt', join(folder, 'alias.txt'));
    symlinkSync('/etc/passwd', join(folder, 'innocent.txt'));
    symlinkSync('nowhere', join(folder, 'dangling.txt'));
    symlinkSync('/etc', join(folder, 'folder'));
    expect(await reader.list(folder, nothing)).toEqual({
      files: ['alias.txt', 'real.txt'],
      linksOut: ['dangling.txt', 'folder', 'innocent.txt'],
    });
  });

  test('a link to a folder is followed where that is asked for, and not in a circle', async () => {
    mkdirSync(join(folder, 'releases', 'v2'), { recursive: true });
    writeFileSync(join(folder, 'releases', 'v2', 'page.html'), 'x');
    symlinkSync('releases/v2', join(folder, 'latest'));
    symlinkSync('..', join(folder, 'releases', 'v2', 'up'));
    symlinkSync('.', join(folder, 'here'));
    expect(await reader.list(folder, nothing, 'to all')).toEqual({
      files: expect.arrayContaining(['latest/page.html', 'releases/v2/page.html']),
      linksOut: ['here', 'latest/up', 'releases/v2/up'],
    });
    const byDefault = await reader.list(folder, nothing);
    expect(byDefault?.files).not.toContain('latest/page.html');
    expect(byDefault?.linksOut).toContain('latest');
  });

  test('what is left out is not looked at, be it a link', async () => {
    symlinkSync('/etc/passwd', join(folder, 'innocent.txt'));
    write('index.html', '');
    const found = await reader.list(folder, (path) => path === 'innocent.txt');
    expect(found).toEqual({ files: ['index.html'], linksOut: [] });
  });
});

describe('a file', () => {
  test('has its digests, also one larger than a chunk of the stream', async () => {
    for (const bytes of [0, 7, 262_143, 262_144, 262_145, 300_000, 3_000_000]) {
      const content = Buffer.alloc(bytes, 'abcdefg');
      const file = write('some.bin', content);
      const digest = (algorithm: string) => createHash(algorithm).update(content).digest('hex');
      expect(await reader.identified(folder, [{ path: 'some.bin', phase: 'other' }])).toEqual([
        { path: 'some.bin', phase: 'other', bytes, sha256: digest('sha256') },
      ]);
      expect(await reader.digest('md5', file)).toBe(digest('md5'));
      expect(await reader.digest('sha1', content)).toBe(digest('sha1'));
      expect(await reader.digest('crc64nvme', file)).toBe(await reader.digest('crc64nvme', content));
      expect(Buffer.from(await reader.content(file, bytes)).equals(content)).toBe(true);
    }
  });

  test('that is gone is told, and so is a folder in its place', async () => {
    mkdirSync(join(folder, 'folder'));
    for (const path of ['gone.js', 'folder'])
      await expect(reader.identified(folder, [{ path }])).rejects.toThrow(
        `The file ${join(folder, path)} could not be read.`,
      );
  });

  test('has the CRC-64/NVME of the catalogue', async () => {
    expect(await reader.digest('crc64nvme', Buffer.from('123456789'))).toBe('ae8b14860a799888');
  });

  test('is read in parts, and says when it has become shorter', async () => {
    const file = write('some.bin', 'abcdefg');
    expect(Buffer.from(await reader.range(file, 2, 5)).toString()).toBe('cde');
    await expect(reader.range(file, 5, 9)).rejects.toThrow('It became shorter while it was uploaded');
  });
});

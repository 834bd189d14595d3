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
  test('all files below the folder with their size, sorted, hidden and odd names too', async () => {
    write('index.html', '12345');
    write('assets/deep/er/a.js', '');
    write('.well-known/x', '1');
    write('B ü #%.txt', '22');
    mkdirSync(join(folder, 'empty'));
    expect(await reader.list(folder, nothing)).toEqual([
      { path: '.well-known/x', bytes: 1 },
      { path: 'B ü #%.txt', bytes: 2 },
      { path: 'assets/deep/er/a.js', bytes: 0 },
      { path: 'index.html', bytes: 5 },
    ]);
  });

  test('a missing folder and a file in its place are told', async () => {
    await expect(reader.list(join(folder, 'dist'), nothing)).rejects.toThrow(
      `The folder ${folder}/dist could not be read.`,
    );
    await expect(reader.list(write('file', ''), nothing)).rejects.toThrow('could not be read');
  });

  test('a symbolic link could publish what is not of the build, so it is refused', async () => {
    symlinkSync('/etc/passwd', join(folder, 'innocent.txt'));
    await expect(reader.list(folder, nothing)).rejects.toThrow(
      `${folder}/innocent.txt is a symbolic link; nothing was uploaded.`,
    );
  });

  test('what is left out is not looked at, be it a link', async () => {
    symlinkSync('/etc/passwd', join(folder, 'innocent.txt'));
    write('index.html', '');
    expect(await reader.list(folder, (path) => path === 'innocent.txt')).toEqual([{ path: 'index.html', bytes: 0 }]);
  });
});

describe('a file', () => {
  test('has its digests, also one larger than a chunk of the stream', async () => {
    const content = Buffer.alloc(300_000, 'abcdefg');
    const file = write('large.bin', content);
    const digest = (algorithm: string) => createHash(algorithm).update(content).digest('hex');
    expect(await reader.digests(file)).toEqual({ sha256: digest('sha256'), md5: digest('md5') });
    expect(Buffer.from(await reader.content(file)).equals(content)).toBe(true);
  });
});

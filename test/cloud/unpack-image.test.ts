import { existsSync } from 'node:fs';
import { mkdtemp, readdir, readFile, readlink, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { gzipSync, zstdCompressSync } from 'node:zlib';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { type Header, pack } from 'tar-stream';
import { openBlobStore } from './ecr/blob-store.ts';
import { digestOf } from './ecr/images.ts';
import type { PulledImage } from './ecr/pull.ts';
import { unpackImage } from './runtime/unpack-image.ts';

type Entry = Partial<Header> & { readonly name: string; readonly text?: string };

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'unpack-test-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

async function layer(...entries: readonly Entry[]): Promise<Buffer> {
  const tar = pack();
  for (const { text, ...header } of entries) tar.entry(header, text ?? '');
  tar.finalize();
  return Buffer.concat(await Readable.from(tar).toArray());
}

/** Unpacks layers of these bytes; the answer is the root. */
async function unpacked(...contents: readonly Buffer[]): Promise<string> {
  const blobs = await openBlobStore(join(folder, 'store'));
  for (const content of contents) await writeFile(blobs.path(digestOf(content)), content);
  const layers = contents.map((content) => ({ mediaType: '', digest: digestOf(content), size: content.length }));
  const root = join(folder, 'root');
  await unpackImage({ layers, registry: { blobs } } as unknown as PulledImage, root);
  return root;
}

test('later layers replace, remove and empty what earlier ones brought, whatever their compression', async () => {
  const root = await unpacked(
    await layer(
      { name: 'a.txt', text: 'first' },
      { name: 'gone.txt', text: 'x' },
      { name: 'full/one.txt', text: 'x' },
      { name: 'full/two.txt', text: 'x' },
      { name: 'was-folder/x.txt', text: 'x' },
    ),
    gzipSync(
      await layer({ name: 'a.txt', text: 'second' }, { name: '.wh.gone.txt' }, { name: 'was-folder', text: 'file' }),
    ),
    zstdCompressSync(await layer({ name: 'full/.wh..wh..opq' }, { name: 'full/three.txt', text: 'x' })),
  );
  expect((await readdir(root)).toSorted()).toEqual(['a.txt', 'full', 'was-folder']);
  expect(await readFile(join(root, 'a.txt'), 'utf8')).toBe('second');
  expect(await readFile(join(root, 'was-folder'), 'utf8')).toBe('file');
  expect(await readdir(join(root, 'full'))).toEqual(['three.txt']);
});

test('links stay within the image: absolute ones are taken as paths of the image', async () => {
  const root = await unpacked(
    await layer(
      { name: 'etc/passwd', text: 'of the image' },
      { name: 'link', type: 'symlink', linkname: '/etc/passwd' },
      { name: 'up', type: 'symlink', linkname: '../../../../etc/passwd' },
      { name: 'hard', type: 'link', linkname: 'etc/passwd' },
    ),
  );
  for (const name of ['link', 'up', 'hard']) expect(await readFile(join(root, name), 'utf8')).toBe('of the image');
  expect(await readlink(join(root, 'up'))).toBe('etc/passwd');
});

test('no name leads out of the root', async () => {
  const outside = join(folder, 'outside.txt');
  const root = await unpacked(
    await layer(
      { name: '../outside.txt', text: 'bad' },
      { name: 'escape', type: 'symlink', linkname: '../..' },
      { name: 'escape/outside.txt', text: 'bad' },
      { name: '/absolute.txt', text: 'inside' },
    ),
  );
  expect(existsSync(outside)).toBe(false);
  expect(await readFile(join(root, 'outside.txt'), 'utf8')).toBe('bad');
  expect(await readFile(join(root, 'absolute.txt'), 'utf8')).toBe('inside');
});

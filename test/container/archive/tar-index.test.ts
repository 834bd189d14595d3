import { mkdtemp, open, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { pack } from 'tar-stream';
import { forwardBytes } from '../../../src/container/archive/forward-bytes.ts';
import { openFileBytes } from '../../../src/container/archive/open-file.ts';
import { indexTar } from '../../../src/container/archive/tar-index.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tar-index-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

type Entry = Parameters<ReturnType<typeof pack>['entry']>[0] & { readonly content?: string };

async function tarOf(entries: readonly Entry[]): Promise<Buffer> {
  const tar = pack();
  for (const { content, ...header } of entries) tar.entry(header, content ?? '');
  tar.finalize();
  const chunks: Buffer[] = [];
  for await (const chunk of tar) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

const { signal } = new AbortController();

/** By a file, and by bytes that come once in chunks of an odd size: what they tell must be the same. */
async function indexed(content: Buffer) {
  const path = join(folder, 'test.tar');
  await writeFile(path, content);
  await using file = await open(path);
  const index = await indexTar(openFileBytes(file.fd, content.length), signal);
  const passed = await indexTar(forwardBytes(inChunks(content, 777)), signal);
  expect(withoutTexts(passed)).toEqual(withoutTexts(index));
  return index;
}

async function* inChunks(content: Buffer, bytes: number): AsyncGenerator<Buffer> {
  for (let at = 0; at < content.length; at += bytes) yield content.subarray(at, at + bytes);
}

function withoutTexts(index: Awaited<ReturnType<typeof indexTar>>) {
  return index.ok ? [...index.value].map(([name, entry]) => [name, { ...entry, text: undefined }]) : index;
}

function contents(tar: Buffer, index: Awaited<ReturnType<typeof indexTar>>): Readonly<Record<string, string>> {
  if (!index.ok) throw new Error(index.reason);
  const found = [...index.value].map(([name, { offset, sizeBytes }]) => [
    name,
    tar.toString('utf8', offset, offset + sizeBytes),
  ]);
  return Object.fromEntries(found) as Record<string, string>;
}

test('finds every file of any tar, whatever its names and sizes', async () => {
  const name = fc.stringMatching(/^[a-zä0-9]{1,40}(\/[a-z0-9][a-z0-9._-]{0,90}){0,4}\/[a-z0-9]{1,20}$/);
  const files = fc.dictionary(name, fc.string({ maxLength: 2_000 }), { maxKeys: 8, noNullPrototype: true });
  await fc.assert(
    fc.asyncProperty(files, async (given) => {
      const tar = await tarOf(Object.entries(given).map(([path, content]) => ({ name: path, content })));
      expect(contents(tar, await indexed(tar))).toEqual(given);
    }),
    { numRuns: 60 },
  );
});

test('follows links to files of the tar, as `docker save` writes them for layers that are shared', async () => {
  const tar = await tarOf([
    { name: 'a/layer.tar', content: 'layer' },
    { name: 'b/layer.tar', type: 'symlink', linkname: '../a/layer.tar' },
    { name: 'c/layer.tar', type: 'link', linkname: 'a/layer.tar' },
    { name: 'd', type: 'symlink', linkname: '../../../etc/passwd' },
  ]);
  expect(contents(tar, await indexed(tar))).toEqual({
    'a/layer.tar': 'layer',
    'b/layer.tar': 'layer',
    'c/layer.tar': 'layer',
  });
});

test.each([
  ['leads out of it', async () => tarOf([{ name: '../escape', content: 'x' }]), 'the path ../escape leads out of it'],
  [
    'was cut off',
    async () => (await tarOf([{ name: 'file', content: 'x'.repeat(3_000) }])).subarray(0, 1_500),
    'it ends in the middle of file',
  ],
  ['is none', async () => Buffer.from('no tar at all'.repeat(100)), 'it is no tar, or it is damaged'],
  ['is empty', async () => Buffer.alloc(0), 'it has no end'],
])('refuses a tar that %s', async (_, make, reason) => {
  expect(await indexed(await make())).toEqual({ ok: false, reason: expect.stringContaining(reason) });
});

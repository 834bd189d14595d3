import { execFileSync } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { describeWith } from '../requires.ts';
import { writeArchive } from './archive.ts';
import { composeImage } from './compose-image.ts';
import { blobPath } from './layout.ts';
import { nodeBaseImage } from './node-base-image.ts';
import { entriesOf } from './tar.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'images-test-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

test('the same content gives the same image, whatever the times and the order of the files', async () => {
  const made: string[] = [];
  for (const [name, files] of [
    ['first', ['b.txt', 'a/c.txt']],
    ['second', ['a/c.txt', 'b.txt']],
  ] as const) {
    const source = join(folder, name, 'source');
    await mkdir(join(source, 'a'), { recursive: true });
    for (const file of files) await writeFile(join(source, file), `content of ${file}`);
    const image = await composeImage({ folder: join(folder, name, 'image'), entries: await entriesOf(source, '/app') });
    made.push(image.manifest.digest);
  }
  expect(made[0]).toBe(made[1]);
});

test('an image adds its layer, variables and labels to those of its base', async () => {
  const base = await composeImage({
    folder: join(folder, 'base'),
    entries: [{ kind: 'text', path: '/base', text: 'base' }],
    config: { Env: ['PATH=/bin', 'A=1'], Cmd: ['sh'], Labels: { of: 'base' } },
  });
  const image = await composeImage({
    folder: join(folder, 'image'),
    base,
    entries: [{ kind: 'text', path: '/app/own', text: 'own' }],
    config: { Env: ['A=2'], WorkingDir: '/app' },
  });
  expect(image.layers.map(({ digest }) => digest).slice(0, 1)).toEqual(base.layers.map(({ digest }) => digest));
  expect(image.config.content.config).toEqual({
    Env: ['PATH=/bin', 'A=2'],
    Cmd: ['sh'],
    Labels: { of: 'base' },
    WorkingDir: '/app',
  });
  const layer = image.layers[1]?.digest ?? '';
  const names = execFileSync('tar', ['-tf', blobPath(image.folder, layer)], { encoding: 'utf8' });
  expect(names.trim().split('\n')).toEqual(['app/', 'app/own']);
});

describeWith('docker', 'an archive', () => {
  test('of the Node image is loaded by the engine, and runs', async () => {
    const image = await composeImage({
      folder: join(folder, 'image'),
      base: await nodeBaseImage(join(folder, 'base')),
      entries: [{ kind: 'text', path: '/hello.mjs', text: 'console.log(process.version)' }],
      config: { Cmd: ['node', '/hello.mjs'] },
    });
    const [path, tag] = [join(folder, 'image.tar'), `images-test:${process.pid}`];
    await writeArchive(image, path, { tag });
    execFileSync('docker', ['load', '--quiet', '--input', path]);
    try {
      const said = execFileSync('docker', ['run', '--rm', '--network', 'none', tag], { encoding: 'utf8' });
      expect(said.trim()).toBe(process.version);
    } finally {
      execFileSync('docker', ['rmi', '--force', tag]);
    }
  });
});

test('an archive without a tag names none', async () => {
  const image = await composeImage({ folder: join(folder, 'image'), entries: [] });
  await writeArchive(image, join(folder, 'image.tar'));
  const text = execFileSync('tar', ['-xOf', join(folder, 'image.tar'), 'manifest.json'], { encoding: 'utf8' });
  expect(JSON.parse(text)).toMatchObject([{ RepoTags: [] }]);
  expect(JSON.parse(await readFile(join(image.folder, 'index.json'), 'utf8')).manifests[0].digest).toBe(
    image.manifest.digest,
  );
});

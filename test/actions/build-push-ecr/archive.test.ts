import { mkdir, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { gzipSync, zstdCompressSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { pack } from 'tar-stream';
import type { Repository } from '../../cloud/ecr/state.ts';
import { writeArchive } from '../../support/images/archive.ts';
import { composeImage } from '../../support/images/compose-image.ts';
import { blobPath, type Image } from '../../support/images/layout.ts';
import { accountId, defaultTag, region, type Stage, startStage } from './stage.ts';

let stage: Stage;
let repository: Repository;
let image: Image;
let base: Image;

beforeEach(async () => {
  stage = await startStage();
  repository = await stage.cloud.ecr.createRepository(accountId, region, {
    repositoryName: 'clinic/backend',
    imageTagMutability: 'IMMUTABLE',
  });
  base = await imageOf('base', { '/etc/os-release': 'NAME=test' });
  image = await imageOf('image', { '/app/server.js': 'serve()' }, base);
});
afterEach(() => stage.close());

function imageOf(folder: string, files: Readonly<Record<string, string>>, from?: Image): Promise<Image> {
  return composeImage({
    folder: join(stage.workspace, folder),
    ...(from ? { base: from } : {}),
    entries: Object.entries(files).map(([path, text]) => ({ kind: 'text', path, text })),
    architecture: 'amd64',
  });
}

const inputs = { repository: 'clinic/backend', 'image-archive': 'image' };
const registryCalls = (operation: string) => stage.cloud.requests.all({ service: 'ecr-registry', operation }).length;

describe('an OCI layout', () => {
  test('is pushed with its own digest, one POST and one PUT for each blob', async () => {
    const { outputs, report, failure } = await stage.run(inputs);
    expect(failure).toBeUndefined();
    expect(report.status).toBe('succeeded');
    expect(outputs).toMatchObject({
      image: `${repository.uri}@${image.manifest.digest}`,
      digest: image.manifest.digest,
      tags: [defaultTag],
      'source-key': image.manifest.digest,
      'size-bytes': [image.config, ...image.layers].reduce((sum, { sizeBytes }) => sum + sizeBytes, 0),
      skipped: false,
      changed: true,
    });
    expect(repository.tags.get(defaultTag)).toBe(image.manifest.digest);
    expect([registryCalls('StartUpload'), registryCalls('CompleteUpload'), registryCalls('PatchUpload')]).toEqual([
      3, 3, 0,
    ]);
  });

  test('is there already the second time: green on immutable tags, two requests, nothing changed', async () => {
    await stage.run(inputs);
    stage.cloud.requests.clear();
    const { outputs, report } = await stage.run(inputs);
    expect(report.status).toBe('unchanged');
    expect(outputs).toMatchObject({
      changed: false,
      skipped: true,
      digest: image.manifest.digest,
      plan: expect.stringContaining('"changes":[]'),
    });
    expect(stage.cloud.requests.names().toSorted()).toEqual(['ecr:BatchGetImage', 'ecr:DescribeRepositories']);
  });

  test('gets another tag without being sent again', async () => {
    await stage.run(inputs);
    stage.cloud.requests.clear();
    const { outputs } = await stage.run({ ...inputs, tags: 'v1\nv1.2' });
    expect(outputs).toMatchObject({ skipped: true, changed: true, tags: ['v1', 'v1.2'] });
    expect(stage.cloud.requests.all({ service: 'ecr-registry' })).toEqual([]);
    expect([repository.tags.get('v1'), repository.tags.get('v1.2')]).toEqual([
      image.manifest.digest,
      image.manifest.digest,
    ]);
  });

  test('sends only the blobs that are missing', async () => {
    await stage.run({ ...inputs, 'image-archive': 'base', tags: 'base' });
    stage.cloud.requests.clear();
    await stage.run(inputs);
    expect(registryCalls('CompleteUpload')).toBe(2);
  });

  test('is not pushed in a dry run, but its digest is known', async () => {
    const { outputs, report } = await stage.run({ ...inputs, 'dry-run': 'true' });
    expect(report.status).toBe('planned');
    expect(outputs).toMatchObject({ changed: true, digest: image.manifest.digest });
    expect(repository.images.size).toBe(0);
  });
});

describe('a tar', () => {
  test('of an OCI layout keeps the digest', async () => {
    await writeArchive(image, join(stage.workspace, 'image.tar'));
    const { outputs } = await stage.run({ ...inputs, 'image-archive': 'image.tar' });
    expect(outputs).toMatchObject({ digest: image.manifest.digest });
  });

  test.each([
    ['gzip', gzipSync],
    ['zstd', zstdCompressSync],
  ])('that is compressed with %s keeps the digest too, and leaves nothing on disk', async (name, compress) => {
    await writeArchive(image, join(stage.workspace, 'image.tar'));
    const tar = await readFile(join(stage.workspace, 'image.tar'));
    await writeFile(join(stage.workspace, `image.tar.${name}`), compress(tar));
    process.env['RUNNER_TEMP'] = stage.workspace;
    const { outputs, failure } = await stage.run({ ...inputs, 'image-archive': `image.tar.${name}` });
    expect(failure).toBeUndefined();
    expect(outputs).toMatchObject({ digest: image.manifest.digest });
    expect((await readdir(stage.workspace)).filter((entry) => entry.startsWith('image-archive-'))).toEqual([]);
  });

  test.each([
    ['gzip', gzipSync],
    ['zstd', zstdCompressSync],
  ])('that is compressed with %s is planned without any file: there is nowhere to put one', async (name, compress) => {
    await writeArchive(image, join(stage.workspace, 'image.tar'));
    const path = join(stage.workspace, `image.tar.${name}`);
    await writeFile(path, compress(await readFile(join(stage.workspace, 'image.tar'))));
    process.env['RUNNER_TEMP'] = join(stage.workspace, 'nowhere');
    const given = { ...inputs, 'image-archive': `image.tar.${name}` };
    const { outputs, report } = await stage.run({ ...given, 'dry-run': 'true' });
    expect(report.status).toBe('planned');
    expect(outputs).toMatchObject({ digest: image.manifest.digest });
    expect((await stage.run(given)).failure?.message).toMatch(/^No temporary files can be made in .*nowhere/);
  });

  test.each([
    ['is cut off', (tar: Buffer) => tar.subarray(0, 2_000), /It (ends in the middle|has no end)/],
    [
      'is compressed and cut off',
      (tar: Buffer) => gzipSync(tar).subarray(0, 500),
      /It is compressed with gzip, and cannot/,
    ],
    ['is no tar inside its compression', () => gzipSync('no tar at all'.repeat(100)), /It is no tar/],
    [
      'is compressed with xz',
      () => Buffer.from('\xfd7zXZ\0 and so on', 'latin1'),
      /It is compressed with xz; gzip and zstd are/,
    ],
    ['leads out of itself', () => escapingTar(), /The path \.\.\/index\.json leads out of it/],
  ])('that %s is refused before anything is written', async (_, damage, message) => {
    const path = join(stage.workspace, 'image.tar');
    await writeArchive(image, path);
    await writeFile(path, await damage(await readFile(path)));
    const run = stage.run({ ...inputs, 'image-archive': 'image.tar' });
    await expect(run).rejects.toThrow(/image archive .*image\.tar cannot be pushed; nothing was changed\./);
    await expect(run).rejects.toThrow(message);
    expect(registryCalls('StartUpload')).toBe(0);
  });
});

async function escapingTar(): Promise<Buffer> {
  const tar = pack();
  tar.entry({ name: '../index.json' }, '{}');
  tar.finalize();
  return buffer(tar);
}

test('a layout of links, as Bazel makes them, is pushed like any other', async () => {
  await mkdir(join(stage.workspace, 'links/blobs/sha256'), { recursive: true });
  const names = [
    'index.json',
    ...(await readdir(join(image.folder, 'blobs/sha256'))).map((name) => `blobs/sha256/${name}`),
  ];
  for (const name of names) await symlink(join(image.folder, name), join(stage.workspace, 'links', name));
  const { outputs } = await stage.run({ ...inputs, 'image-archive': 'links' });
  expect(outputs).toMatchObject({ digest: image.manifest.digest, skipped: false });
});

test('an image of more layers than one call takes', async () => {
  let many = base;
  for (let number = 0; number < 105; number++)
    many = await imageOf(`many-${number}`, { '/number': String(number) }, many);
  const { failure } = await stage.run({ ...inputs, 'image-archive': 'many-104' });
  expect(failure).toBeUndefined();
  expect(stage.cloud.requests.names({ operation: 'BatchCheckLayerAvailability' })).toHaveLength(2);
  expect(registryCalls('CompleteUpload')).toBe(107);
});

describe('a damaged archive', () => {
  const layer = () => blobPath(image.folder, image.layers[1]?.digest ?? '');

  test('with other bytes in a layer fails, and sets no tag', async () => {
    const content = await readFile(layer());
    content[600] = (content[600] ?? 0) ^ 1;
    await rm(layer());
    await writeFile(layer(), content);
    const { outputs, failure, report } = await stage.run(inputs);
    expect(failure?.message).toMatch(
      /^The blob sha256:.* is damaged; no tag was set\. As it was read, its digest is sha256:/,
    );
    expect(report.status).toBe('failed');
    expect(outputs).toMatchObject({ 'repository-uri': repository.uri });
    expect([repository.tags.size, repository.images.size]).toEqual([0, 0]);
  });

  test('with a layer that was cut off is refused before anything is written', async () => {
    const content = await readFile(layer());
    await rm(layer());
    await writeFile(layer(), content.subarray(0, 700));
    await expect(stage.run(inputs)).rejects.toThrow(/The blob sha256:.* has 700 bytes instead of \d+\./);
    expect(registryCalls('StartUpload')).toBe(0);
  });

  test('with another manifest than its index says is refused before anything is written', async () => {
    const path = blobPath(image.folder, image.manifest.digest);
    const text = await readFile(path, 'utf8');
    await rm(path);
    await writeFile(path, `${text} `);
    await expect(stage.run(inputs)).rejects.toThrow(/The manifest sha256:.* is damaged: its digest is sha256:/);
    expect(registryCalls('StartUpload')).toBe(0);
  });

  test('without a layer is refused before anything is written', async () => {
    await rm(layer());
    await expect(stage.run(inputs)).rejects.toThrow(/The blob sha256:.* is missing\./);
    expect(registryCalls('StartUpload')).toBe(0);
  });

  test.each([
    ['a device', { 'image-archive': '/dev/zero' }, /It is neither a file nor a folder/],
    ['no such path', { 'image-archive': 'nowhere' }, /There is nothing at that path/],
    ['another platform', { ...inputs, platforms: 'linux/arm64' }, /no image for linux\/arm64, only for linux\/amd64/],
    ['neither format', { 'image-archive': 'image/blobs' }, /neither index\.json .* nor manifest\.json/],
  ])('with %s is refused', async (_, given, message) => {
    await expect(stage.run({ ...inputs, ...given })).rejects.toThrow(message);
    expect(stage.cloud.requests.all({ service: 'ecr-registry' })).toEqual([]);
  });
});

describe('a registry with bad moments', () => {
  test('gets each request again, up to push-attempts', async () => {
    const { faults } = stage.cloud;
    faults.add({ service: 'ecr-registry', operation: 'CompleteUpload', fault: { kind: 'reset' } });
    faults.add({ service: 'ecr-registry', operation: 'StartUpload', fault: { kind: 'throttle' } });
    faults.add({ service: 'ecr', operation: 'PutImage', fault: { kind: 'throttle' } });
    const { failure } = await stage.run(inputs);
    expect(failure).toBeUndefined();
    expect(repository.tags.get(defaultTag)).toBe(image.manifest.digest);
  });

  test('that stays bad is an error that says what, how often and why', async () => {
    const fault = { kind: 'error', code: 'UNKNOWN', message: 'broken', status: 503 } as const;
    stage.cloud.faults.add({ service: 'ecr-registry', operation: 'CompleteUpload', times: Infinity, fault });
    const { failure } = await stage.run({ ...inputs, 'push-attempts': '2' });
    expect(failure?.message).toMatch(
      /^Pushing the blob sha256:.* failed, 2 times in a row\. .* answered 503 \(UNKNOWN: broken\)\./,
    );
    expect(repository.tags.size).toBe(0);
  });
});

test('the password of the registry is masked', async () => {
  await stage.run(inputs);
  expect(stage.masked).toHaveLength(1);
  expect(stage.masked[0]?.length).toBeGreaterThan(100);
  expect(stage.log.join('\n')).not.toContain(stage.masked[0]);
});

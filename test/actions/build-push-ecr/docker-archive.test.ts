import { execFileSync } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { gzipSync, zstdCompressSync } from 'node:zlib';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { pack } from 'tar-stream';
import { runProcess } from '../../../src/machine/process.ts';
import type { Repository } from '../../cloud/ecr/state.ts';
import { describeWith } from '../../support/requires.ts';
import { accountId, defaultTag, region, type Stage, startStage } from './stage.ts';

let stage: Stage;
let repository: Repository;

beforeEach(async () => {
  stage = await startStage();
  repository = await stage.cloud.ecr.createRepository(accountId, region, { repositoryName: 'clinic/backend' });
});
afterEach(() => stage.close());

const inputs = { repository: 'clinic/backend', 'image-archive': 'saved.tar' };
const sha256 = (content: Buffer | string) => createHash('sha256').update(content).digest('hex');

/** What `docker save` wrote before it wrote OCI layouts. */
async function save(
  layers: readonly Buffer[],
  diffIds: readonly string[],
  more: readonly object[] = [],
): Promise<string> {
  const config = JSON.stringify({
    architecture: 'amd64',
    os: 'linux',
    config: {},
    rootfs: { type: 'layers', diff_ids: diffIds.map((hex) => `sha256:${hex}`) },
  });
  const image = { Config: 'config.json', RepoTags: [], Layers: layers.map((_, index) => `${index}/layer.tar`) };
  const tar = pack();
  for (const [index, layer] of layers.entries()) tar.entry({ name: `${index}/layer.tar` }, layer);
  tar.entry({ name: 'config.json' }, config);
  tar.entry({ name: 'manifest.json' }, JSON.stringify([image, ...more]));
  tar.finalize();
  await pipeline(tar, createWriteStream(join(stage.workspace, 'saved.tar')));
  return `sha256:${sha256(config)}`;
}

const layer = Buffer.alloc(10_240, 'a layer as docker saves it ');

test('a manifest is made for it; its layers go by gzip, and the second time not at all', async () => {
  const config = await save([layer], [sha256(layer)]);
  const first = await stage.run(inputs);
  expect(first.failure).toBeUndefined();
  const manifest = JSON.parse(repository.images.get(String(first.outputs['digest']))?.manifest ?? '');
  expect(manifest).toMatchObject({
    config: { digest: config },
    layers: [{ mediaType: 'application/vnd.oci.image.layer.v1.tar+gzip' }],
  });
  const [sent] = manifest.layers;
  expect(sent.size).toBeLessThan(layer.length / 10);
  stage.cloud.requests.clear();
  expect((await stage.run(inputs)).report.status).toBe('unchanged');
  expect(stage.cloud.requests.all()).toHaveLength(2);
});

test('where the repository has the image, no layer is read', async () => {
  await save([layer], [sha256(layer)]);
  await stage.run(inputs);
  await save([Buffer.alloc(10_240, 'not read')], [sha256(layer)]);
  expect((await stage.run(inputs)).report.status).toBe('unchanged');
  await expect(stage.run({ ...inputs, 'skip-unchanged': 'false' })).rejects.toThrow('Its layer 0/layer.tar is damaged');
});

test('layers of megabytes that do not compress', async () => {
  const noise = randomBytes(3_000_000);
  await save([noise, gzipSync(noise)], [sha256(noise), sha256(noise)]);
  const { outputs, failure } = await stage.run(inputs);
  expect(failure).toBeUndefined();
  expect(Number(outputs['size-bytes'])).toBeGreaterThan(3_000_000);
});

test('compressed layers are pushed compressed', async () => {
  const compressed = gzipSync(layer);
  await save([compressed], [sha256(layer)]);
  const { outputs, failure } = await stage.run(inputs);
  expect(failure).toBeUndefined();
  expect(JSON.parse(repository.images.get(String(outputs['digest']))?.manifest ?? '')).toMatchObject({
    layers: [{ mediaType: 'application/vnd.oci.image.layer.v1.tar+gzip', digest: `sha256:${sha256(compressed)}` }],
  });
});

test.each([
  ['another content', gzipSync('another layer'), /Its layer 0\/layer\.tar is damaged: its digest is sha256:/],
  ['a cut', gzipSync(layer).subarray(0, 30), /One of its layers is damaged: 0\/layer\.tar: unexpected end of file/],
  [
    'a bomb',
    gzipSync(Buffer.alloc(50_000_000)),
    /One of its layers is damaged: 0\/layer\.tar: its content has more than/,
  ],
])('a compressed layer with %s fails, and sets no tag', async (_, content, message) => {
  await save([content], [sha256(layer)]);
  await expect(stage.run(inputs)).rejects.toThrow(message);
  expect(repository.tags.size).toBe(0);
});

test('of a compressed tar, layers are read in a dry run, without a file', async () => {
  await save([layer, gzipSync(layer), layer], [sha256(layer), sha256(layer), sha256(layer)]);
  const path = join(stage.workspace, 'saved.tar');
  await writeFile(path, gzipSync(await readFile(path)));
  const temporary = process.env['RUNNER_TEMP'];
  process.env['RUNNER_TEMP'] = join(stage.workspace, 'nowhere');
  const { outputs, report } = await stage.run({ ...inputs, 'dry-run': 'true' });
  expect(report.status).toBe('planned');
  process.env['RUNNER_TEMP'] = temporary ?? stage.workspace;
  const pushed = await stage.run(inputs);
  expect(pushed.failure).toBeUndefined();
  expect(pushed.outputs['digest']).toBe(outputs['digest']);
});

test('a layer that is not what the configuration says fails, and sets no tag', async () => {
  await save([layer], [sha256('another layer')]);
  await expect(stage.run(inputs)).rejects.toThrow(/Its layer 0\/layer\.tar is damaged: its digest is sha256:/);
  expect(repository.tags.size).toBe(0);
});

test('zstd layers are pushed as such', async () => {
  await save([zstdCompressSync(layer)], [sha256(layer)]);
  const { outputs, failure } = await stage.run(inputs);
  expect(failure).toBeUndefined();
  expect(repository.images.get(String(outputs['digest']))?.manifest).toContain('layer.v1.tar+zstd');
});

test.each([
  'tar',
  'folder',
])('a path that leads out of the %s is refused: it could be any file of this machine', async (kind) => {
  const config = JSON.stringify({ architecture: 'amd64', os: 'linux', rootfs: { diff_ids: [] } });
  const manifest = JSON.stringify([{ Config: 'config.json', Layers: ['x/../../secret'] }]);
  await stage.write({ secret: 'secret', 'saved/config.json': config, 'saved/manifest.json': manifest });
  execFileSync('tar', ['-cf', 'saved.tar', '-C', 'saved', 'config.json', 'manifest.json'], { cwd: stage.workspace });
  await expect(stage.run({ ...inputs, 'image-archive': kind === 'tar' ? 'saved.tar' : 'saved' })).rejects.toThrow(
    'The path x/../../secret in its manifest.json leads out of it.',
  );
  expect(stage.cloud.requests.names({ service: 'ecr-registry' })).toEqual([]);
});

test('several images in one archive are refused', async () => {
  await save([layer], [sha256(layer)], [{}]);
  await expect(stage.run(inputs)).rejects.toThrow(
    'It has several images (no names): name one of them in archive-image.',
  );
});

describeWith(['docker', 'skopeo'], 'with real tools', () => {
  test('what docker saved is pushed, and docker and skopeo take it from there', async () => {
    await stage.write({
      'app/Dockerfile': 'FROM scratch\nCOPY hello.txt /\nCMD ["/none"]\n',
      'app/hello.txt': 'hello',
    });
    const environment = { ...process.env, DOCKER_BUILDKIT: '0' };
    const name = `archive-test-${sha256(stage.workspace).slice(0, 8)}`;
    execFileSync('docker', ['build', '--quiet', `--tag=${name}`, join(stage.workspace, 'app')], { env: environment });
    execFileSync('docker', ['save', `--output=${join(stage.workspace, 'saved.tar')}`, name]);
    const { outputs, failure } = await stage.run(inputs);
    execFileSync('docker', ['rmi', '--force', name]);
    expect(failure).toBeUndefined();

    const options = ['--tls-verify=false', `--creds=AWS:${stage.masked[0]}`];
    const image = `docker://${repository.uri}:${defaultTag}`;
    const { stdout } = await runProcess(
      { program: 'skopeo', arguments: ['inspect', ...options, image] },
      new AbortController().signal,
    );
    expect(JSON.parse(stdout)).toMatchObject({ Digest: outputs['digest'], Architecture: 'amd64' });
  });
});

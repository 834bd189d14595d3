import { execFile } from 'node:child_process';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { gzipSync, zstdCompressSync } from 'node:zlib';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from '@jest/globals';
import type { Repository } from '../../cloud/ecr/state.ts';
import { createEngineStorage, type EngineStorage } from '../../support/engine-storage.ts';
import { composeImage } from '../../support/images/compose-image.ts';
import { describeWith } from '../../support/requires.ts';
import { accountId, region, type Stage, startStage } from './stage.ts';

let stage: Stage;
let repository: Repository;
let storage: EngineStorage;

beforeAll(() => {
  storage = createEngineStorage();
});
afterAll(() => storage.remove());
beforeEach(async () => {
  stage = await startStage();
  repository = await stage.cloud.ecr.createRepository(accountId, region, { repositoryName: 'clinic/backend' });
  for (const architecture of ['amd64', 'arm64'])
    await composeImage({
      folder: join(stage.workspace, architecture),
      entries: [
        { kind: 'text', path: '/app/server.js', text: `serve('${architecture}')`.repeat(20_000) },
        { kind: 'text', path: '/app/odd name ünïcode', text: '' },
      ],
      config: { Entrypoint: ['/none'] },
      architecture,
    });
});
afterEach(() => stage.close());

const execute = promisify(execFile);

/** Not synchronously: the registry answers in this process. */
async function run(program: string, ...given: readonly string[]): Promise<string> {
  const options = { cwd: stage.workspace, env: { ...process.env, ...storage.environment }, maxBuffer: 1e8 };
  return (await execute(program, given, options)).stdout;
}

function skopeo(...given: readonly string[]): Promise<string> {
  return run('skopeo', '--insecure-policy', ...given);
}

/** What runs: its configuration, and the content of its layers. */
async function contentOf(image: string, ...options: readonly string[]): Promise<unknown> {
  const { config, rootfs } = JSON.parse(await skopeo('inspect', '--config', ...options, image));
  return { config, rootfs };
}

async function compressed(path: string, compress: (content: Buffer) => Buffer): Promise<void> {
  const whole = join(stage.workspace, path);
  await writeFile(whole, compress(await readFile(whole)));
}

/** How each tool writes the same image to `saved`. */
const makers: Readonly<Record<string, () => Promise<unknown>>> = {
  'skopeo, OCI layout': () => skopeo('copy', 'oci:amd64', 'oci:saved:v1'),
  'skopeo, OCI archive': () => skopeo('copy', 'oci:amd64', 'oci-archive:saved:v1'),
  'skopeo, docker archive': () => skopeo('copy', 'oci:amd64', 'docker-archive:saved:clinic:v1'),
  'skopeo, docker archive with several tags': () =>
    skopeo('copy', '--additional-tag=clinic:v2', 'oci:amd64', 'docker-archive:saved:clinic:v1'),
  'skopeo, docker archive, gzip': async () => {
    await skopeo('copy', 'oci:amd64', 'docker-archive:saved:clinic:v1');
    await compressed('saved', gzipSync);
  },
  'skopeo, docker archive, zstd': async () => {
    await skopeo('copy', 'oci:amd64', 'docker-archive:saved:clinic:v1');
    await compressed('saved', zstdCompressSync);
  },
  'skopeo, OCI archive, gzip': async () => {
    await skopeo('copy', 'oci:amd64', 'oci-archive:saved:v1');
    await compressed('saved', gzipSync);
  },
  'skopeo, dir': () => skopeo('copy', 'oci:amd64', 'dir:saved'),
  'skopeo, dir, compressed': () => skopeo('copy', '--dest-compress', 'oci:amd64', 'dir:saved'),
  'skopeo, dir, Docker manifest': () => skopeo('copy', '--format=v2s2', 'oci:amd64', 'dir:saved'),
  ...Object.fromEntries(
    ['docker-archive', 'oci-archive', 'docker-dir', 'oci-dir'].map((format) => [
      `podman save, ${format}`,
      async () => {
        await run('podman', 'load', '--quiet', '--input=amd64');
        const id = (await run('podman', 'images', '--quiet', '--no-trunc')).trim().split('\n')[0] ?? '';
        await run('podman', 'tag', id, 'localhost/clinic:v1');
        await run('podman', 'save', '--quiet', `--format=${format}`, '--output=saved', 'localhost/clinic:v1');
      },
    ]),
  ),
  ...Object.fromEntries(
    ['oci:saved:v1', 'oci-archive:saved:v1', 'docker-archive:saved:clinic:v1', 'dir:saved'].map((place) => [
      `buildah push, ${place.split(':')[0]}`,
      async () => {
        const name = (await run('buildah', 'pull', '--quiet', 'oci:amd64')).trim();
        await run('buildah', 'push', '--quiet', name, place);
      },
    ]),
  ),
};

describeWith(['skopeo', 'podman', 'buildah'], 'the archives of real tools', () => {
  test.each(Object.keys(makers))('%s: pushed, and pulled back by skopeo as it was', async (name) => {
    await makers[name]?.();
    const inputs = { repository: 'clinic/backend', 'image-archive': 'saved', tags: 'v1' };
    const { failure } = await stage.run(inputs);
    expect(failure).toBeUndefined();
    const options = ['--tls-verify=false', `--creds=AWS:${stage.masked[0]}`];
    const image = `docker://${repository.uri}:v1`;
    expect(await contentOf(image, ...options)).toEqual(await contentOf('oci:amd64'));
    const from = ['--src-tls-verify=false', `--src-creds=AWS:${stage.masked[0]}`];
    await skopeo('copy', '--dest-decompress', ...from, image, 'dir:pulled');
    const { rootfs } = JSON.parse(await skopeo('inspect', '--config', 'oci:amd64'));
    const { layers } = JSON.parse(await readFile(join(stage.workspace, 'pulled/manifest.json'), 'utf8'));
    expect(layers.map(({ digest }: { readonly digest: string }) => digest)).toEqual(rootfs.diff_ids);
    expect((await stage.run(inputs)).report.status).toBe('unchanged');
  }, 60_000);

  /** A layout with two images and, one level down, their index. */
  async function bothPlatforms(folder: string, nested: boolean): Promise<void> {
    for (const architecture of ['amd64', 'arm64'])
      await skopeo('copy', `oci:${architecture}`, `oci:${folder}:${architecture}`);
    const path = join(stage.workspace, folder, 'index.json');
    const { manifests } = JSON.parse(await readFile(path, 'utf8'));
    const mediaType = 'application/vnd.oci.image.index.v1+json';
    const described = manifests.map((each: object, at: number) => ({
      ...{ ...each, annotations: undefined },
      platform: { os: 'linux', architecture: ['amd64', 'arm64'][at] },
    }));
    const text = JSON.stringify({ schemaVersion: 2, mediaType, manifests: described });
    if (!nested) return writeFile(path, text);
    const { createHash } = await import('node:crypto');
    const hex = createHash('sha256').update(text).digest('hex');
    await writeFile(join(stage.workspace, folder, 'blobs/sha256', hex), text);
    const root = { mediaType, digest: `sha256:${hex}`, size: text.length };
    return writeFile(path, JSON.stringify({ schemaVersion: 2, mediaType, manifests: [root] }));
  }

  test.each([
    ['an index inside', true, async () => {}, 'both'],
    ['images side by side', false, async () => {}, 'both'],
    ['dir of an index', true, () => skopeo('copy', '--all', 'oci:both', 'dir:saved'), 'saved'],
    ['OCI archive of an index', true, () => skopeo('copy', '--all', 'oci:both', 'oci-archive:saved'), 'saved'],
  ])(
    'two platforms, %s: pushed as an index',
    async (_, nested, make, archive) => {
      await bothPlatforms('both', nested);
      await make();
      const platforms = 'linux/amd64\nlinux/arm64';
      const inputs = { repository: 'clinic/backend', 'image-archive': archive, tags: 'v1', platforms };
      const { failure, outputs } = await stage.run(inputs);
      expect(failure).toBeUndefined();
      const options = ['--tls-verify=false', `--creds=AWS:${stage.masked[0]}`];
      const raw = JSON.parse(await skopeo('inspect', '--raw', ...options, `docker://${repository.uri}:v1`));
      expect(raw.manifests).toHaveLength(2);
      for (const architecture of ['amd64', 'arm64']) {
        const chosen = `--override-arch=${architecture}`;
        const pulled = await skopeo(chosen, 'inspect', '--config', ...options, `docker://${repository.uri}:v1`);
        expect(JSON.parse(pulled).architecture).toBe(architecture);
      }
      expect(outputs['digest']).toBe(repository.tags.get('v1'));
      const one = await stage.run({ ...inputs, tags: 'arm', platforms: 'linux/arm64' });
      expect(one.failure).toBeUndefined();
      await expect(stage.run({ ...inputs, platforms: 'linux/amd64\nlinux/s390x' })).rejects.toThrow(
        /It has no index for linux\/amd64, linux\/s390x, only for linux\/amd64, linux\/arm64\./,
      );
    },
    60_000,
  );

  test.each(['oci-archive', 'docker-archive'])('several images in one %s: the named one is pushed', async (kind) => {
    const names = ['clinic:v1', 'docker.io/acme/tool:v2'];
    if (kind === 'oci-archive') {
      await skopeo('copy', 'oci:amd64', `oci:both:${names[0]}`);
      await skopeo('copy', '--override-arch=arm64', 'oci:arm64', `oci:both:${names[1]}`);
      await run('tar', '-cf', 'saved', '-C', 'both', '.');
      await rm(join(stage.workspace, 'both'), { recursive: true });
    } else {
      await run('podman', 'load', '--quiet', '--input=amd64');
      const first = (await run('podman', 'images', '--quiet', '--no-trunc')).trim().split('\n')[0] ?? '';
      await run('podman', 'tag', first, 'localhost/clinic:v1');
      await run('podman', 'load', '--quiet', '--input=arm64');
      const ids = (await run('podman', 'images', '--quiet', '--no-trunc')).trim().split('\n');
      await run('podman', 'tag', ids.find((id) => id !== first) ?? '', 'docker.io/acme/tool:v2');
      await run('podman', 'save', '--quiet', '-m', '--output=saved', 'localhost/clinic:v1', 'docker.io/acme/tool:v2');
    }
    const inputs = { repository: 'clinic/backend', 'image-archive': 'saved', tags: 'v1' };
    const chosen = { ...inputs, 'archive-image': 'acme/tool:v2', platforms: 'linux/arm64' };
    const { failure } = await stage.run(chosen);
    expect(failure).toBeUndefined();
    const options = ['--tls-verify=false', `--creds=AWS:${stage.masked[0]}`];
    const pulled = await skopeo('inspect', '--config', ...options, `docker://${repository.uri}:v1`);
    expect(JSON.parse(pulled).architecture).toBe('arm64');
    await expect(stage.run({ ...inputs, 'archive-image': 'other:v1' })).rejects.toThrow(
      /It has no image other:v1, but .*clinic:v1, docker\.io\/acme\/tool:v2\./,
    );
  }, 60_000);
});

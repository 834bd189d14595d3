import { createHash } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gunzipSync, gzipSync, zstdCompressSync } from 'node:zlib';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { type Stage, startStage } from '../../actions/build-push-ecr/stage.ts';
import { composeImage } from '../../support/images/compose-image.ts';
import type { Image } from '../../support/images/layout.ts';
import { type RegistryEcr, startRegistryEcr } from '../../support/registry-ecr.ts';
import { describeWith } from '../../support/requires.ts';
import { foreignLayout, linkedLayout, loadTar, nixTar } from './made-archives.ts';
import { type Containerd, jibTar, koImage, run, startContainerd } from './tools.ts';

let stage: Stage;
let registry: RegistryEcr;
let images: Readonly<Record<'amd64' | 'arm64', Image>>;

beforeEach(async () => {
  stage = await startStage();
  registry = await startRegistryEcr('clinic/backend');
  process.env['AWS_ENDPOINT_URL_ECR'] = registry.url;
  images = { amd64: await imageOf('amd64'), arm64: await imageOf('arm64') };
});
afterEach(async () => {
  await stage.close();
  await registry.close();
});

async function imageOf(architecture: 'amd64' | 'arm64', files = 2): Promise<Image> {
  let image: Image | undefined;
  for (let number = 1; number <= files; number++)
    image = await composeImage({
      folder: join(stage.workspace, number === files ? architecture : `${architecture}-${number}`),
      ...(image && { base: image }),
      entries: [{ kind: 'text', path: `/app/${number}`, text: `${architecture} ${number} `.repeat(5_000) }],
      config: { Entrypoint: ['/none'] },
      architecture,
    });
  if (!image) throw new Error('An image needs a file.');
  return image;
}

function skopeo(...given: readonly string[]): Promise<string> {
  return run(stage.workspace, 'skopeo', '--insecure-policy', ...given);
}

const inputs = { repository: 'clinic/backend', 'image-archive': 'saved', tags: 'v1' };
const pushedImage = () => `docker://${registry.repository}:v1`;

async function push(more: Readonly<Record<string, string>> = {}): Promise<void> {
  const { failure, outputs } = await stage.run({ ...inputs, ...more });
  expect(failure).toBeUndefined();
  const raw = await skopeo('inspect', '--raw', '--tls-verify=false', pushedImage());
  expect(outputs['digest']).toBe(`sha256:${createHash('sha256').update(raw).digest('hex')}`);
}

/** Pulls for a platform, and compares: the configuration byte for byte with that of the archive, each layer with its diff id. */
async function demandPulled(archive: string, architecture = 'amd64'): Promise<void> {
  const chosen = `--override-arch=${architecture}`;
  const config = await skopeo(chosen, 'inspect', '--config', '--raw', '--tls-verify=false', pushedImage());
  expect(config).toBe(await skopeo(chosen, 'inspect', '--config', '--raw', archive));
  const pulled = `pulled-${architecture}`;
  await skopeo(chosen, 'copy', '--dest-decompress', '--src-tls-verify=false', pushedImage(), `dir:${pulled}`);
  const { layers } = JSON.parse(await readFile(join(stage.workspace, pulled, 'manifest.json'), 'utf8'));
  const digests = layers.map(({ digest }: { readonly digest: string }) => digest);
  expect(digests).toEqual(JSON.parse(config).rootfs.diff_ids);
  expect(digests.length).toBeGreaterThan(0);
}

describeWith(['docker-registry', 'skopeo', 'jib'], 'an image of Jib', () => {
  test.each([
    ['Docker', 'docker-archive:saved'],
    ['OCI', 'oci-archive:saved'],
  ] as const)(
    'as a tar in the format %s',
    async (format, archive) => {
      await jibTar(stage.workspace, format);
      await push();
      await demandPulled(archive);
    },
    120_000,
  );
});

describeWith(['docker-registry', 'skopeo', 'ko'], 'an image of ko', () => {
  /** An index of base images in the registry. */
  async function pushedBase(): Promise<string> {
    await makeIndex('base');
    const base = registry.repository.replace('clinic/backend', 'base');
    await skopeo('copy', '--all', '--dest-tls-verify=false', 'oci:base', `docker://${base}:v1`);
    return `${base}:v1`;
  }

  test('as a tarball', async () => {
    await koImage(stage.workspace, await pushedBase(), '--platform=linux/amd64', '--tarball=../saved');
    await push();
    await demandPulled('docker-archive:saved');
  }, 300_000);

  test('as a layout', async () => {
    await koImage(stage.workspace, await pushedBase(), '--platform=linux/amd64', '--oci-layout-path=../saved');
    await push();
    await demandPulled('oci:saved');
  }, 300_000);

  test('as a layout of two platforms', async () => {
    const platforms = ['linux/amd64', 'linux/arm64'];
    await koImage(
      ...([stage.workspace, await pushedBase(), `--platform=${platforms}`, '--oci-layout-path=../saved'] as const),
    );
    await push({ platforms: platforms.join('\n') });
    await demandPulled('oci:saved', 'amd64');
    await demandPulled('oci:saved', 'arm64');
  }, 300_000);
});

describeWith(['docker-registry', 'skopeo', 'crane'], 'an image that crane pulled', () => {
  test.each([
    ['tarball', 'docker-archive:saved'],
    ['legacy', 'docker-archive:saved'],
    ['oci', 'oci:saved'],
  ])(
    'as %s',
    async (format, archive) => {
      const base = registry.repository.replace('clinic/backend', 'base:v1');
      await skopeo('copy', '--dest-tls-verify=false', 'oci:amd64', `docker://${base}`);
      await run(stage.workspace, 'crane', 'pull', '--insecure', `--format=${format}`, base, 'saved');
      await push();
      await demandPulled(archive);
    },
    60_000,
  );
});

describeWith(['docker-registry', 'skopeo', 'ctr'], 'an image that containerd exported', () => {
  let containerd: Containerd;
  beforeAll(async () => {
    containerd = await startContainerd();
  }, 60_000);
  afterAll(() => containerd.stop());

  const ctr = (...given: readonly string[]) => containerd.ctr(stage.workspace, 'images', ...given);

  async function imported(name: string, layout: string): Promise<void> {
    await skopeo('copy', '--all', `oci:${layout}`, `oci-archive:${layout}.tar:${name}`);
    await ctr('import', '--no-unpack', '--all-platforms', `${layout}.tar`);
  }

  test('alone', async () => {
    await imported('docker.io/library/clinic:v1', 'amd64');
    await ctr('export', 'saved', 'docker.io/library/clinic:v1');
    await push();
    await demandPulled('oci-archive:saved');
  }, 60_000);

  test('beside another one, by its name', async () => {
    await imported('docker.io/library/clinic:v1', 'amd64');
    await imported('docker.io/acme/tool:v2', 'arm64');
    const names = ['docker.io/library/clinic:v1', 'docker.io/acme/tool:v2'];
    await ctr('export', '--all-platforms', 'saved', ...names);
    await push({ 'archive-image': 'acme/tool:v2', platforms: 'linux/arm64' });
    await demandPulled('oci:arm64', 'arm64');
  }, 60_000);

  test('for two platforms', async () => {
    await makeIndex('both');
    await imported('docker.io/library/both:v1', 'both');
    await ctr('export', '--all-platforms', 'saved', 'docker.io/library/both:v1');
    await push({ platforms: 'linux/amd64\nlinux/arm64' });
    await demandPulled('oci:amd64', 'amd64');
    await demandPulled('oci:arm64', 'arm64');
  }, 60_000);
});

describeWith(['docker-registry', 'skopeo'], 'an image', () => {
  test('of rules_oci, as a layout of links', async () => {
    await linkedLayout(images.amd64, join(stage.workspace, 'saved'));
    await push();
    await demandPulled('oci:saved');
  }, 60_000);

  test('of rules_oci, as a tar to load', async () => {
    await loadTar(images.amd64, join(stage.workspace, 'saved'));
    await push();
    await demandPulled('docker-archive:saved');
  }, 60_000);

  test('of dockerTools (Nix), with a link for a layer', async () => {
    await nixTar(images.amd64, join(stage.workspace, 'saved'));
    await push();
    // This skopeo reads such a tar, but not by gzip: "unexpected EOF".
    await writeFile(join(stage.workspace, 'whole'), gunzipSync(await readFile(join(stage.workspace, 'saved'))));
    await demandPulled('docker-archive:whole');
  }, 60_000);

  test.each([
    ['several frames of zstd', (tar: Buffer) => inParts(tar, zstdCompressSync)],
    ['several members of gzip', (tar: Buffer) => inParts(tar, gzipSync)],
  ])(
    'in %s, as parallel compressors write them',
    async (_, compress) => {
      await skopeo('copy', 'oci:amd64', 'docker-archive:whole:clinic:v1');
      await writeFile(join(stage.workspace, 'saved'), compress(await readFile(join(stage.workspace, 'whole'))));
      await push();
      await demandPulled('docker-archive:whole');
    },
    60_000,
  );

  test.each([
    'application/vnd.oci.image.layer.nondistributable.v1.tar',
    'application/vnd.docker.image.rootfs.foreign.diff.tar.gzip',
  ])('with a layer of %s: its address is pushed, and not its content', async (mediaType) => {
    await foreignLayout(images.amd64, mediaType);
    await push({ 'image-archive': 'amd64' });
    const raw = JSON.parse(await skopeo('inspect', '--raw', '--tls-verify=false', pushedImage()));
    expect(raw.layers[0]).toMatchObject({ mediaType, urls: ['https://example.com/layer'] });
    const [host] = registry.repository.split('/');
    const answers = raw.layers.map(async ({ digest }: { readonly digest: string }) => {
      return (await fetch(`http://${host}/v2/clinic/backend/blobs/${digest}`, { method: 'HEAD' })).status;
    });
    expect(await Promise.all(answers)).toEqual([404, 200]);
  }, 60_000);
});

function inParts(content: Buffer, compress: (part: Buffer) => Buffer): Buffer {
  const parts: Buffer[] = [];
  for (let at = 0; at < content.length; at += 10_000) parts.push(compress(content.subarray(at, at + 10_000)));
  return Buffer.concat(parts);
}

/** A layout with an index of both images inside. */
async function makeIndex(name: string): Promise<void> {
  const folder = join(stage.workspace, name);
  for (const architecture of ['amd64', 'arm64'])
    await skopeo('copy', `oci:${architecture}`, `oci:${name}:${architecture}`);
  const { manifests } = JSON.parse(await readFile(join(folder, 'index.json'), 'utf8'));
  const mediaType = 'application/vnd.oci.image.index.v1+json';
  const described = manifests.map((each: object, at: number) => ({
    ...{ ...each, annotations: undefined },
    platform: { os: 'linux', architecture: ['amd64', 'arm64'][at] },
  }));
  const text = JSON.stringify({ schemaVersion: 2, mediaType, manifests: described });
  const hex = createHash('sha256').update(text).digest('hex');
  await mkdir(join(folder, 'blobs/sha256'), { recursive: true });
  await writeFile(join(folder, 'blobs/sha256', hex), text);
  const root = { mediaType, digest: `sha256:${hex}`, size: text.length };
  await writeFile(join(folder, 'index.json'), JSON.stringify({ schemaVersion: 2, mediaType, manifests: [root] }));
}

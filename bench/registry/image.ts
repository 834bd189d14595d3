import { createCipheriv, createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { createGzip } from 'node:zlib';
import { putImage } from '../../test/cloud/ecr/images.ts';
import type { Layer, Registry, Repository } from '../../test/cloud/ecr/state.ts';

/** An image in the repository that it is to be copied from, and which of its layers are those of its base. */
export interface BenchImage {
  readonly source: Repository;
  readonly digest: string;
  readonly base: readonly Layer[];
}

/** A base with a few large layers, as of an operating system and a runtime; an app with one for its packages. In MB. */
const baseLayers = [50, 24, 64, 210, 6, 48, 2, 1, 300, 150, 40, 5];
const appLayers = [1, 1, 70, 20, 6, 2];
const megabyte = 1_000_000;

/**
 * An image of 1 GB, 100 MB of which are not the base's. Its layers are compressed, as layers mostly are, and of noise, so
 * that no tool gains anything by compressing them again; the same noise every time.
 */
export async function makeImage(registry: Registry, repository: Repository): Promise<BenchImage> {
  const layers: Layer[] = [];
  for (const [number, megabytes] of [...baseLayers, ...appLayers].entries())
    layers.push(await store(registry, repository, gzipOfNoise(number, megabytes)));
  const diffIds = layers.map(({ digest }) => `sha256:${createHash('sha256').update(digest).digest('hex')}`);
  const content = { architecture: 'amd64', os: 'linux', config: {}, rootfs: { type: 'layers', diff_ids: diffIds } };
  const config = await store(registry, repository, Readable.from([Buffer.from(JSON.stringify(content))]));
  const described = (mediaType: string, { digest, sizeBytes }: Layer) => ({ mediaType, digest, size: sizeBytes });
  const manifest = JSON.stringify({
    schemaVersion: 2,
    mediaType: 'application/vnd.oci.image.manifest.v1+json',
    config: described('application/vnd.oci.image.config.v1+json', config),
    layers: layers.map((layer) => described('application/vnd.oci.image.layer.v1.tar+gzip', layer)),
  });
  const wanted = { manifest, mediaType: undefined, tag: undefined, digest: undefined, again: 'allow' } as const;
  const { digest } = putImage(repository, wanted, new Date()).image;
  return { source: repository, digest, base: layers.slice(0, baseLayers.length) };
}

function gzipOfNoise(seed: number, megabytes: number): Readable {
  const noise = createCipheriv('aes-256-ctr', Buffer.alloc(32, seed + 1), Buffer.alloc(16));
  const zeros = Buffer.alloc(megabyte);
  const chunks = Array.from({ length: megabytes }, () => noise.update(zeros));
  return Readable.from(chunks).pipe(createGzip({ level: 0 }));
}

async function store(registry: Registry, repository: Repository, content: Readable): Promise<Layer> {
  const upload = await registry.blobs.begin(repository.name);
  await registry.blobs.append(upload, content);
  const digest = `sha256:${upload.hash.copy().digest('hex')}`;
  await registry.blobs.finish(upload, digest);
  const layer = { digest, sizeBytes: upload.sizeBytes };
  repository.layers.set(digest, layer);
  return layer;
}

import { Readable } from 'node:stream';
import { putImage } from '../../test/cloud/ecr/images.ts';
import type { Layer, Registry, Repository } from '../../test/cloud/ecr/state.ts';
import { appLayers, baseLayers, configOf, gzipOfNoise, manifestOf } from './noise.ts';

/** An image in the repository that it is to be copied from, and which of its layers are those of its base. */
export interface BenchImage {
  readonly source: Repository;
  readonly digest: string;
  readonly base: readonly Layer[];
}

/** An image of 1 GB, 100 MB of which are not the base's; `share` of that where it is to be smaller. */
export async function makeImage(registry: Registry, repository: Repository, share: number): Promise<BenchImage> {
  const layers: Layer[] = [];
  for (const [number, megabytes] of [...baseLayers, ...appLayers].entries())
    layers.push(await store(registry, repository, gzipOfNoise(number, megabytes * share)));
  const config = await store(registry, repository, Readable.from([Buffer.from(configOf(layers))]));
  const manifest = manifestOf(config, layers);
  const wanted = { manifest, mediaType: undefined, tag: undefined, digest: undefined, again: 'allow' } as const;
  const { digest } = putImage(repository, wanted, new Date()).image;
  return { source: repository, digest, base: layers.slice(0, baseLayers.length) };
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

import { Readable } from 'node:stream';
import { imageArchitecture } from '../../support/images/compose-image.ts';
import { blobPath, type Image, layerMediaType, readBlob } from '../../support/images/layout.ts';
import { digestOf, putImage } from './images.ts';
import { mediaTypes } from './manifest.ts';
import { createRepository } from './repository-operations.ts';
import type { Push, Registry, Repository } from './state.ts';

/** Where a seeded image goes; the repository is made when it is not there. */
export interface SeedPlace {
  readonly repositoryName: string;
  readonly tag?: string;
}

/** An image as a test needs it: a layout on disk, or one without layers for what only looks at its config. */
export type SeedContent =
  | { readonly image: Image }
  | { readonly architecture?: string; readonly labels?: Readonly<Record<string, string>> };

/** Puts an image into a registry without any request. */
export async function seedImage(registry: Registry, place: SeedPlace, content: SeedContent, now: Date): Promise<Push> {
  const repository =
    registry.repositories.get(place.repositoryName) ??
    createRepository(registry, { repositoryName: place.repositoryName }, now);
  const manifest =
    'image' in content ? await layout(registry, repository, content.image) : await empty(registry, repository, content);
  return putImage(
    repository,
    { manifest, mediaType: mediaTypes.ociManifest, tag: place.tag, digest: undefined, again: 'allow' },
    now,
  );
}

async function layout(registry: Registry, repository: Repository, image: Image): Promise<string> {
  for (const { digest, sizeBytes } of [image.config, ...image.layers]) {
    await registry.blobs.adopt(blobPath(image.folder, digest), digest);
    repository.layers.set(digest, { digest, sizeBytes });
  }
  const manifest = readBlob(image.folder, image.manifest.digest);
  return Buffer.concat(await manifest.toArray()).toString();
}

async function empty(
  registry: Registry,
  repository: Repository,
  { architecture = imageArchitecture(process.arch), labels = {} }: Exclude<SeedContent, { readonly image: Image }>,
): Promise<string> {
  const config = JSON.stringify({ architecture, os: 'linux', config: { Labels: labels } });
  const layer = Buffer.alloc(1024);
  const descriptor = async (mediaType: string, content: string | Buffer) => {
    const digest = digestOf(content);
    await store(registry, repository, digest, Readable.from([content]));
    return { mediaType, digest, size: Buffer.byteLength(content) };
  };
  return JSON.stringify({
    schemaVersion: 2,
    mediaType: mediaTypes.ociManifest,
    config: await descriptor('application/vnd.oci.image.config.v1+json', config),
    layers: [await descriptor(layerMediaType, layer)],
  });
}

async function store(registry: Registry, repository: Repository, digest: string, content: Readable): Promise<void> {
  const upload = await registry.blobs.begin(repository.name);
  await registry.blobs.append(upload, content);
  await registry.blobs.finish(upload, digest);
  repository.layers.set(digest, { digest, sizeBytes: upload.sizeBytes });
}

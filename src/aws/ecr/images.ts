import { manifestMediaTypes } from '../../domain/image-manifest.ts';
import { awsErrorName, explained } from '../client.ts';
import { BatchCheckLayerAvailabilityCommand, BatchGetImageCommand, type ECRClient, PutImageCommand } from './api.ts';
import { demandReadable, foundImage } from './found-image.ts';
import { apiImageId, inRepository } from './ids.ts';
import type { FoundImage, ImageId, RepositoryId, TaggedManifest } from './vocabulary.ts';

/** BatchGetImage takes at most so many at once. */
const maxImagesPerCall = 100;

export async function findImages(
  client: ECRClient,
  id: RepositoryId,
  wanted: readonly ImageId[],
  abortSignal: AbortSignal,
): Promise<readonly FoundImage[]> {
  const found: FoundImage[] = [];
  for (let from = 0; from < wanted.length; from += maxImagesPerCall) {
    const command = new BatchGetImageCommand({
      ...inRepository(id),
      imageIds: wanted.slice(from, from + maxImagesPerCall).map(apiImageId),
      acceptedMediaTypes: [...manifestMediaTypes],
    });
    try {
      const { images = [], failures = [] } = await client.send(command, { abortSignal });
      demandReadable(id.name, failures);
      found.push(...images.map(foundImage));
    } catch (error) {
      if (awsErrorName(error) === 'RepositoryNotFoundException') return [];
      throw explained(error, `Reading images of the repository ${id.name}`);
    }
  }
  return found;
}

/** BatchCheckLayerAvailability takes at most so many at once. */
const maxLayersPerCall = 100;

export async function findLayers(
  client: ECRClient,
  id: RepositoryId,
  digests: readonly string[],
  abortSignal: AbortSignal,
): Promise<ReadonlySet<string>> {
  const found = new Set<string>();
  for (let from = 0; from < digests.length; from += maxLayersPerCall) {
    const layerDigests = digests.slice(from, from + maxLayersPerCall);
    const command = new BatchCheckLayerAvailabilityCommand({ ...inRepository(id), layerDigests });
    try {
      const { layers = [] } = await client.send(command, { abortSignal });
      for (const { layerDigest = '', layerAvailability } of layers)
        if (layerAvailability === 'AVAILABLE') found.add(layerDigest);
    } catch (error) {
      if (awsErrorName(error) === 'RepositoryNotFoundException') return found;
      throw explained(error, `Checking layers of the repository ${id.name}`);
    }
  }
  return found;
}

/** Puts an image's manifest with a tag. `refused` means: the tag exists and may not move. */
export async function tagImage(
  client: ECRClient,
  id: RepositoryId,
  { text, mediaType, digest, tag }: TaggedManifest,
  abortSignal: AbortSignal,
): Promise<'tagged' | 'refused'> {
  const image = { imageManifest: text, imageManifestMediaType: mediaType, imageDigest: digest, imageTag: tag };
  try {
    await client.send(new PutImageCommand({ ...inRepository(id), ...image }), { abortSignal });
    return 'tagged';
  } catch (error) {
    const name = awsErrorName(error);
    if (name === 'ImageAlreadyExistsException') return 'tagged';
    if (name === 'ImageTagAlreadyExistsException') return 'refused';
    throw explained(error, `Tagging ${digest} in ${id.name} as ${tag}`);
  }
}

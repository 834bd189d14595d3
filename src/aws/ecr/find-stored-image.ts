import { imageLimits } from '../../domain/image-limits.ts';
import { parseManifest } from '../../domain/image-manifest.ts';
import { UserError } from '../../errors.ts';
import { awsErrorName, explained } from '../client.ts';
import { DescribeImagesCommand, type ECRClient, GetDownloadUrlForLayerCommand } from './api.ts';
import { apiImageId, inRepository } from './ids.ts';
import { findImages } from './images.ts';
import { configPlatforms, indexPlatforms, type StoredImage } from './stored-image.ts';
import type { ImageId, RepositoryId } from './vocabulary.ts';

/** What decides whether an image can be deployed, or undefined when it is not there. */
export async function findStoredImage(
  client: ECRClient,
  id: RepositoryId,
  wanted: ImageId,
  abortSignal: AbortSignal,
): Promise<StoredImage | undefined> {
  const command = new DescribeImagesCommand({ ...inRepository(id), imageIds: [apiImageId(wanted)] });
  try {
    const { imageDetails = [] } = await client.send(command, { abortSignal });
    const { imageDigest: digest = '', imageStatus = 'ACTIVE', imagePushedAt: pushedAt } = imageDetails[0] ?? {};
    // An archived image cannot be read.
    if (imageStatus !== 'ACTIVE') return { digest, kind: 'image', platforms: [], archived: true, pushedAt };
    const [image] = await findImages(client, id, [{ digest }], abortSignal);
    const manifest = image && parseManifest(image.text, image.mediaType);
    if (!manifest?.ok) return { digest, kind: 'image', platforms: [], archived: false, pushedAt };
    const platforms =
      manifest.value.kind === 'index'
        ? indexPlatforms(manifest.value)
        : configPlatforms(await readLayer(client, id, manifest.value.config.digest, abortSignal));
    return { digest, kind: manifest.value.kind, platforms, archived: false, pushedAt };
  } catch (error) {
    if (['ImageNotFoundException', 'RepositoryNotFoundException'].includes(awsErrorName(error))) return undefined;
    throw explained(error, `Reading an image of the repository ${id.name}`);
  }
}

/** The text of a small blob: an image's configuration. */
async function readLayer(
  client: ECRClient,
  id: RepositoryId,
  layerDigest: string,
  signal: AbortSignal,
): Promise<string> {
  const command = new GetDownloadUrlForLayerCommand({ ...inRepository(id), layerDigest });
  const { downloadUrl = '' } = await client.send(command, { abortSignal: signal });
  const response = await fetch(downloadUrl, { signal });
  if (response.ok) return shortText(response);
  throw new UserError({ what: `The download of ${layerDigest} of ${id.name} was answered with ${response.status}.` });
}

/** An image's configuration is short; a longer one is an error. */
async function shortText({ body }: Response): Promise<string> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of body ?? []) {
    bytes += chunk.length;
    if (bytes > imageLimits.configBytes)
      throw new UserError({
        what: 'The configuration of the image is too large.',
        why: `At most ${imageLimits.configBytes} bytes are read.`,
        next: 'Check the image: a configuration holds its history and labels only.',
      });
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString();
}

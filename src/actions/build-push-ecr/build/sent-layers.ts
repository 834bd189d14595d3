import type { FoundImage } from '../../../aws/ecr.ts';
import type { PushedBlob, RepositoryReader } from '../../../container/registry.ts';
import { parseManifest } from '../../../domain/image-manifest.ts';

/** What an engine sent of an image's layers, given those that it did not have to send, by the beginning of their diff ids. */
export async function sentLayers(
  { text, mediaType }: FoundImage,
  present: readonly string[],
  repository: Pick<RepositoryReader, 'config'>,
): Promise<readonly PushedBlob[]> {
  const manifest = parseManifest(text, mediaType);
  if (!manifest.ok || manifest.value.kind === 'index') return [];
  const { layers, config } = manifest.value;
  const { diffIds } = await repository.config(config);
  const wasPresent = (diffId = '') => present.some((id) => diffId.startsWith(`sha256:${id}`));
  return layers.map(({ digest, sizeBytes }, index) => ({
    digest,
    sizeBytes,
    how: wasPresent(diffIds[index]) ? 'present' : 'uploaded',
  }));
}

import { parseManifest, type StoredManifest } from '../../../domain/image-manifest.ts';

/** Digests of what can be scanned of an image: itself, or of an index its images; attestations have no platform. */
export function scanTargets({ text, mediaType, digest }: StoredManifest): readonly string[] {
  const manifest = parseManifest(text, mediaType);
  if (!manifest.ok || manifest.value.kind === 'image') return [digest];
  const images = manifest.value.manifests.filter(({ platform }) => platform?.os !== 'unknown');
  return [...new Set(images.map((image) => image.digest))];
}

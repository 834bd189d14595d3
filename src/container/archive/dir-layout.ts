import { imageLimits } from '../../domain/image-limits.ts';
import { parseManifest } from '../../domain/image-manifest.ts';
import type { Result } from '../../domain/result.ts';
import { digestOf } from '../verified-content.ts';
import type { ArchiveFiles } from './archive-files.ts';
import { readText } from './archive-text.ts';
import type { ArchivedImage, WantedImage } from './archived-image.ts';
import { layoutImage } from './layout-image.ts';

/**
 * A folder of skopeo's `dir:` or of `podman save --format docker-dir`: the manifest, blobs by their
 * hex digests, and of an index the manifests beside it.
 * Source: https://github.com/containers/container-libs/blob/main/image/directory/directory_transport.go
 */
export async function dirImage(
  files: ArchiveFiles,
  wanted: WantedImage,
  signal: AbortSignal,
): Promise<Result<ArchivedImage>> {
  const text = await readText(files, { path: 'manifest.json', maxBytes: imageLimits.manifestBytes });
  const manifest = parseManifest(text);
  if (!manifest.ok) return { ok: false, reason: `of its manifest.json, ${manifest.reason}` };
  const root = { mediaType: manifest.value.mediaType, digest: digestOf(text), sizeBytes: Buffer.byteLength(text) };
  const hexOf = (digest: string) => digest.replace(/^sha256:/, '');
  const manifestPath = (digest: string) =>
    digest === root.digest ? 'manifest.json' : `${hexOf(digest)}.manifest.json`;
  return layoutImage({ files, roots: [root], manifestPath, blobPath: hexOf }, wanted, signal);
}

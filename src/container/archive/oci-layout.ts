import { imageLimits } from '../../domain/image-limits.ts';
import { parseManifest } from '../../domain/image-manifest.ts';
import type { Result } from '../../domain/result.ts';
import type { ArchiveFiles } from './archive-files.ts';
import { readText } from './archive-text.ts';
import type { ArchivedImage, WantedImage } from './archived-image.ts';
import { layoutImage } from './layout-image.ts';

/** Format: https://github.com/opencontainers/image-spec/blob/main/image-layout.md */
export async function ociImage(
  files: ArchiveFiles,
  wanted: WantedImage,
  signal: AbortSignal,
): Promise<Result<ArchivedImage>> {
  const text = await readText(files, { path: 'index.json', maxBytes: imageLimits.manifestBytes });
  const index = parseManifest(text);
  if (!index.ok) return { ok: false, reason: `of its index.json, ${index.reason}` };
  if (index.value.kind !== 'index') return { ok: false, reason: 'its index.json is no index of images' };
  const layout = { files, roots: index.value.manifests, manifestPath: blobPath, blobPath };
  return layoutImage(layout, wanted, signal);
}

/** A digest was parsed to be hex, so this path cannot lead elsewhere. */
function blobPath(digest: string): string {
  return `blobs/${digest.replace(':', '/')}`;
}

import type { Descriptor, StoredManifest } from '../../domain/image-manifest.ts';
import { type Platform, platformText } from '../../domain/platform.ts';

/** The image of an archive, and the path of each blob in it. */
export interface ArchivedImage {
  readonly manifest: StoredManifest;
  readonly blobs: ReadonlyMap<string, { readonly blob: Descriptor; readonly path: string }>;
}

/** Why an archive of another platform was refused. */
export function otherPlatform(wanted: Platform, has: readonly string[]): string {
  return `it has no image for ${platformText(wanted)}, only for ${has.join(', ') || 'none that it names'}`;
}

import type { Descriptor, StoredManifest } from '../../domain/image-manifest.ts';
import { type Platform, platformText } from '../../domain/platform.ts';

/** The image of an archive, as its format gives it: where the content of each blob stands. */
export interface ArchivedImage {
  readonly manifest: StoredManifest;
  readonly blobs: ReadonlyMap<string, { readonly blob: Descriptor; readonly path: string }>;
}

/** Why an archive was refused that was built for something else than wanted. */
export function otherPlatform(wanted: Platform, has: readonly string[]): string {
  return `it has no image for ${platformText(wanted)}, only for ${has.join(', ') || 'none that it names'}`;
}

import { parseDockerName } from '../../domain/docker-name.ts';
import type { Descriptor, StoredManifest } from '../../domain/image-manifest.ts';
import { referenceText } from '../../domain/image-reference.ts';
import { type Platform, platformText } from '../../domain/platform.ts';

/** Which image of an archive is wanted. */
export interface WantedImage {
  /** Of several platforms, the image is an index. */
  readonly platforms: readonly Platform[];
  /** What it is called in the archive, or its digest; undefined: the only one. */
  readonly name: string | undefined;
  /** Manifests that the repository has: what one of them describes needs not be described again. */
  readonly known?: readonly StoredManifest[];
}

/** The image of an archive, and the path of each blob in it. */
export interface ArchivedImage {
  readonly manifest: StoredManifest;
  /** The images of an index; none for a single image. */
  readonly parts: readonly StoredManifest[];
  readonly blobs: ReadonlyMap<string, Stored>;
}

/** A blob, and the file of the archive that it is made of. */
export interface Stored {
  readonly blob: Descriptor;
  readonly path: string;
  /** Whether the blob is the file by gzip. */
  readonly isCompressedWhenSent?: boolean;
}

/** Why an archive of other platforms was refused. */
export function otherPlatform(wanted: readonly Platform[], has: readonly string[]): string {
  const kind = wanted.length > 1 ? 'index' : 'image';
  const only = [...new Set(has)].join(', ') || 'none that it names';
  return `it has no ${kind} for ${wanted.map(platformText).join(', ')}, only for ${only}`;
}

/** Whether an image that is called so is the one that is meant: docker leaves out what goes without saying. */
export function isCalled(name: string, wanted: string): boolean {
  const [full, meant] = [parseDockerName(name), parseDockerName(wanted)];
  return name === wanted || (full.ok && meant.ok && referenceText(full.value) === referenceText(meant.value));
}

/** Why an archive with several images was refused, or one without the named. */
export function notTheOne({ name }: WantedImage, names: readonly string[]): string {
  const list = [...new Set(names)].slice(0, 20).join(', ') || 'no names';
  return name === undefined
    ? `it has several images (${list}): name one of them in archive-image`
    : `it has no image ${name}, but ${list}`;
}

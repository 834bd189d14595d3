import type { Descriptor, StoredManifest } from '../domain/image-manifest.ts';
import type { RepositoryAddress } from '../domain/image-reference.ts';

/** The source of an image that is pushed unchanged: an archive, or another repository. */
export interface ImageSource {
  /** The image, or the index of several. */
  readonly manifest: StoredManifest;
  /** The images of an index, none for a single image; each after those that it refers to. */
  readonly parts: readonly StoredManifest[];
  /** What to call it in messages. */
  readonly name: string;
  /**
   * Opens the content of a blob. The chunks belong to the receiver, whose memory is freed once they are sent. An archive
   * verifies the digest and never hands out all of a damaged blob; of a copy, the target registry verifies it.
   */
  open(blob: Descriptor, signal: AbortSignal): Promise<AsyncIterable<Buffer>>;
  /** The repository that has the blobs: a registry may mount them from there into another one of its own. */
  readonly mountFrom?: RepositoryAddress;
}

import type { Descriptor, StoredManifest } from '../domain/image-manifest.ts';
import type { RepositoryAddress } from '../domain/image-reference.ts';

/** Where an image comes from that is pushed as it is: an archive, or another repository. */
export interface ImageSource {
  /** The image, or the index of several. */
  readonly manifest: StoredManifest;
  /** The images of an index, none for a single image; each stands behind those that it refers to. */
  readonly parts: readonly StoredManifest[];
  /** What to call it in messages. */
  readonly name: string;
  /**
   * Opens the content of a blob. The chunks are the receiver's own: their memory is given up once they are sent. An archive
   * proves the digest, and never gives the whole of damaged content; of a copy, the registry that takes it does so.
   */
  open(blob: Descriptor, signal: AbortSignal): Promise<AsyncIterable<Buffer>>;
  /** The repository that has the blobs: a registry may mount them from there into another one of its own. */
  readonly mountFrom?: RepositoryAddress;
}

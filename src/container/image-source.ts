import type { Readable } from 'node:stream';
import type { Descriptor, StoredManifest } from '../domain/image-manifest.ts';

/** Where an image comes from that is pushed as it is: an archive, or another repository. */
export interface ImageSource {
  /** The image, or the index of several. */
  readonly manifest: StoredManifest;
  /** The images of an index, none for a single image; each stands behind those that it refers to. */
  readonly parts: readonly StoredManifest[];
  /** What to call it in messages. */
  readonly name: string;
  /** The content of a blob, proven while it is read: a wrong digest ends the stream with a UserError. */
  open(blob: Descriptor, signal: AbortSignal): Promise<Readable>;
  /** The repository that has the blobs: a registry may mount them from there into another one of its own. */
  readonly mountFrom?: { readonly host: string; readonly name: string };
}

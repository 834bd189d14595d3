import type { PushedBlob } from '../../container/registry.ts';
import { type Descriptor, parseManifest, type StoredManifest, sizeBytesOf } from '../../domain/image-manifest.ts';
import { bytesText } from '../../report/counted.ts';
import type { Fact, Section } from '../../report/report.ts';

/** An image in the report, and how much of it was sent. */
export interface ShownImage {
  readonly manifest: StoredManifest;
  /** How its blobs came into the repository, as far as it is known. */
  readonly blobs: readonly PushedBlob[];
  readonly wasThere: boolean;
}

/** Bytes that a pull moves; of an index, what was sent of all its images. */
export function sizeBytesOfImage({ manifest, blobs }: ShownImage): number | undefined {
  const { text, mediaType } = manifest;
  const parsed = parseManifest(text, mediaType);
  if (parsed.ok && parsed.value.kind === 'image') return sizeBytesOf(parsed.value);
  return blobs.length > 0 ? blobs.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0) : undefined;
}

/** The number of layers and, where it is known, how many of them did not have to be sent. */
export function layerFact(image: ShownImage): readonly Fact[] {
  const layers = layersOf(image);
  if (layers.length === 0) return [];
  const distinct = new Set(layers.map(({ digest }) => digest));
  const sent = image.blobs.filter(({ digest, how }) => distinct.has(digest) && how === 'uploaded').length;
  const isKnown = image.wasThere || image.blobs.length > 0;
  const reused = isKnown
    ? `, of which ${distinct.size - sent} ${distinct.size - sent === 1 ? 'was' : 'were'} there already`
    : '';
  return [['Layers', `${distinct.size}${reused}`]];
}

/** Each layer with its size. */
export function layerSection(image: ShownImage): readonly Section[] {
  const layers = layersOf(image);
  if (layers.length === 0) return [];
  const how = new Map(image.blobs.map((blob) => [blob.digest, blob.how]));
  const rows = layers.map(({ digest, sizeBytes }) => [
    digest,
    bytesText(sizeBytes),
    how.get(digest) ?? (image.wasThere ? 'present' : ''),
  ]);
  return [{ kind: 'table', title: 'Layers', columns: ['Digest', 'Size', 'Sent'], rows, code: [0], collapsed: true }];
}

/** Those of its manifest; of an index, all blobs that were sent or found for its images. */
function layersOf({ manifest: { text, mediaType }, blobs }: ShownImage): readonly Omit<Descriptor, 'mediaType'>[] {
  const manifest = parseManifest(text, mediaType);
  return manifest.ok && manifest.value.kind === 'image' ? manifest.value.layers : blobs;
}

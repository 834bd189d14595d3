import { pipeline, type Readable } from 'node:stream';
import { type Descriptor, isDistributed } from '../../domain/image-manifest.ts';
import { messageOf, UserError } from '../../errors.ts';
import type { ImageSource } from '../image-source.ts';
import { verifiedContent } from '../verified-content.ts';
import { type ArchiveFiles, archiveFiles } from './archive-files.ts';
import type { ArchivedImage, WantedImage } from './archived-image.ts';
import { dirImage } from './dir-layout.ts';
import { dockerImage } from './docker-archive.ts';
import { ociImage } from './oci-layout.ts';
import { gzip } from './saved-layer.ts';

/** Opens images in files: an OCI layout (folder or tar), a `docker save` tar, or a folder of skopeo's `dir:`. */
export interface ImageArchiveReader {
  /** The wanted image of an archive; its manifests and the presence of all parts are checked. */
  open(path: string, wanted: WantedImage, signal: AbortSignal): Promise<ImageSource>;
}

export function imageArchive(): { readonly reader: ImageArchiveReader } {
  return { reader: { open: openArchive } };
}

async function openArchive(path: string, wanted: WantedImage, signal: AbortSignal): Promise<ImageSource> {
  const files = await archiveFiles(path, signal).catch((error) => {
    if (signal.aborted) throw signal.reason;
    throw unusable(path, messageOf(error));
  });
  if (!files.ok) throw unusable(path, files.reason);
  const image = await readImage(files.value, path, wanted, signal);
  await demandBlobs(image, files.value, path);
  return {
    manifest: image.manifest,
    parts: image.parts,
    name: path,
    async open(blob, openSignal) {
      const { path: file = '', isCompressedWhenSent } = image.blobs.get(blob.digest) ?? {};
      const content = await files.value.stream(file, openSignal);
      return verified(isCompressedWhenSent ? pipeline(content, gzip(), () => {}) : content, blob, path);
    },
  };
}

async function readImage(
  files: ArchiveFiles,
  path: string,
  wanted: WantedImage,
  signal: AbortSignal,
): Promise<ArchivedImage> {
  const formats = [
    { marker: 'index.json', read: ociImage },
    { marker: 'version', read: dirImage },
    { marker: 'manifest.json', read: dockerImage },
  ];
  for (const { marker, read } of formats) {
    if (!(await files.find(marker))) continue;
    const image = await read(files, wanted, signal);
    if (image.ok) return image.value;
    throw unusable(path, image.reason);
  }
  throw unusable(path, 'it has neither index.json (an OCI layout) nor manifest.json (docker save, skopeo dir)');
}

/** Checks before the push that the archive has every blob in its size. Digests are verified while blobs are sent. */
async function demandBlobs({ blobs }: ArchivedImage, files: ArchiveFiles, path: string): Promise<void> {
  for (const { blob, path: file, isCompressedWhenSent } of blobs.values()) {
    if (isCompressedWhenSent || !isDistributed(blob)) continue;
    const found = await files.find(file);
    if (!found) throw unusable(path, `the blob ${blob.digest} is missing`);
    if (found.sizeBytes !== blob.sizeBytes)
      throw unusable(path, `the blob ${blob.digest} has ${found.sizeBytes} bytes instead of ${blob.sizeBytes}`);
  }
}

function verified(content: Readable, blob: Descriptor, path: string): Readable {
  if (blob.sizeBytes > 0) return pipeline(content, verifiedContent(blob, path), () => {});
  content.destroy();
  const nothing = verifiedContent(blob, path);
  nothing.end();
  return nothing;
}

function unusable(path: string, reason: string): UserError {
  return new UserError({
    what: `The image archive ${path} cannot be pushed; nothing was changed.`,
    why: `${reason.charAt(0).toUpperCase()}${reason.slice(1)}.`,
    next: 'Check image-archive: an OCI layout (folder or tar), a `docker save` tar or a folder of skopeo; and archive-image, platforms.',
  });
}

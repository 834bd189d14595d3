import { createReadStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream';
import { type Descriptor, parseManifest, type StoredManifest } from '../../domain/image-manifest.ts';
import type { ImageSource } from '../image-source.ts';
import { verifiedContent } from '../verified-content.ts';

/**
 * The OCI layout that a builder left here, as a whole: an image, or an index with all its images and attestations.
 * Format: https://github.com/opencontainers/image-spec/blob/main/image-layout.md
 */
export async function builtLayout(folder: string, signal: AbortSignal): Promise<ImageSource> {
  const root = await readDescribed(join(folder, 'index.json'), signal);
  const [descriptor] = root.children;
  if (!descriptor || root.children.length > 1)
    throw new Error(`The builder left ${root.children.length} images in ${folder} instead of one.`);
  const [manifest, ...parts] = await manifestsFrom(folder, descriptor, signal);
  if (!manifest) throw new Error(`The builder left no image in ${folder}.`);
  return {
    manifest,
    parts: parts.toReversed(),
    name: 'the built image',
    async open(blob, openSignal) {
      const content = createReadStream(blobPath(folder, blob), { signal: openSignal });
      return pipeline(content, verifiedContent(blob, 'the built image'), () => {});
    },
  };
}

/** The manifest, followed by those that it refers to. */
async function manifestsFrom(
  folder: string,
  descriptor: Descriptor,
  signal: AbortSignal,
): Promise<readonly StoredManifest[]> {
  const { text, children } = await readDescribed(blobPath(folder, descriptor), signal, descriptor.mediaType);
  const manifests: StoredManifest[] = [{ mediaType: descriptor.mediaType, digest: descriptor.digest, text }];
  for (const child of children) manifests.push(...(await manifestsFrom(folder, child, signal)));
  return manifests;
}

async function readDescribed(
  path: string,
  signal: AbortSignal,
  mediaType?: string,
): Promise<{ readonly text: string; readonly children: readonly Descriptor[] }> {
  const text = await readFile(path, { encoding: 'utf8', signal });
  const manifest = parseManifest(text, mediaType);
  if (!manifest.ok) throw new Error(`Of ${path}, which the builder left, ${manifest.reason}.`);
  return { text, children: manifest.value.kind === 'index' ? manifest.value.manifests : [] };
}

function blobPath(folder: string, { digest }: Descriptor): string {
  return join(folder, 'blobs', digest.replace(':', '/'));
}

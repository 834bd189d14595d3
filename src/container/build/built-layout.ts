import { createReadStream } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream';
import { imageLimits } from '../../domain/image-limits.ts';
import { type Descriptor, type Manifest, parseManifest } from '../../domain/image-manifest.ts';
import { UserError } from '../../errors.ts';
import type { ImageSource } from '../image-source.ts';
import { childrenFirst, type ReadManifest, walkManifests } from '../manifest-walk.ts';
import { verifiedContent } from '../verified-content.ts';

/**
 * The OCI layout that a builder left here, as a whole: an image, or an index with all its images and attestations.
 * Format: https://github.com/opencontainers/image-spec/blob/main/image-layout.md
 */
export async function builtLayout(folder: string, signal: AbortSignal): Promise<ImageSource> {
  const root = await readManifest(join(folder, 'index.json'), undefined, signal);
  const [descriptor, ...others] = root.manifest.kind === 'index' ? root.manifest.manifests : [];
  if (!descriptor || others.length > 0)
    throw new Error(`The builder left ${others.length + (descriptor ? 1 : 0)} images in ${folder} instead of one.`);
  const levels = await walkManifests([descriptor], manifestsIn(folder), signal);
  if (!levels.ok)
    throw new UserError({
      what: 'The built image cannot be pushed.',
      why: `Of what the builder left, ${levels.reason}.`,
      next: 'Check what builds it: the Dockerfile, its `# syntax` and the buildx builder.',
    });
  const [[manifest] = []] = levels.value;
  if (!manifest) throw new Error(`The builder left no image in ${folder}.`);
  return {
    manifest: manifest.stored,
    parts: childrenFirst(levels.value.slice(1)),
    name: 'the built image',
    async open(blob, openSignal) {
      const content = createReadStream(blobPath(folder, blob), { signal: openSignal });
      return pipeline(content, verifiedContent(blob, 'the built image'), () => {});
    },
  };
}

function manifestsIn(folder: string): ReadManifest {
  return async (descriptor, signal) => {
    const { text, manifest } = await readManifest(blobPath(folder, descriptor), descriptor.mediaType, signal);
    const { mediaType, digest } = descriptor;
    return { ok: true, value: { descriptor, stored: { mediaType, digest, text }, manifest } };
  };
}

async function readManifest(
  path: string,
  mediaType: string | undefined,
  signal: AbortSignal,
): Promise<{ readonly text: string; readonly manifest: Manifest }> {
  const { size } = await stat(path);
  if (size > imageLimits.manifestBytes)
    throw new UserError({
      what: 'The built image cannot be pushed.',
      why: `Its manifest has ${size} bytes, and ECR takes at most ${imageLimits.manifestBytes}.`,
    });
  const text = await readFile(path, { encoding: 'utf8', signal });
  const manifest = parseManifest(text, mediaType);
  if (!manifest.ok) throw new Error(`Of ${path}, which the builder left, ${manifest.reason}.`);
  return { text, manifest: manifest.value };
}

function blobPath(folder: string, { digest }: Descriptor): string {
  return join(folder, 'blobs', digest.replace(':', '/'));
}

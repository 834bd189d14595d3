import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { link, mkdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';

/** A blob of an image layout. */
export interface Blob {
  readonly digest: string;
  readonly sizeBytes: number;
}

/** An image as an OCI image layout in a folder. https://github.com/opencontainers/image-spec/blob/main/image-layout.md */
export interface Image {
  readonly folder: string;
  readonly manifest: Blob;
  readonly config: Blob & { readonly content: ImageConfig };
  /** Uncompressed tars, so that digests depend on nothing but content. */
  readonly layers: readonly Blob[];
}

/** The config of an image: https://github.com/opencontainers/image-spec/blob/main/config.md */
export interface ImageConfig {
  readonly architecture: string;
  readonly os: string;
  readonly created: string;
  readonly config: RunConfig;
  readonly rootfs: { readonly type: 'layers'; readonly diff_ids: readonly string[] };
}

export interface RunConfig {
  readonly Env?: readonly string[];
  readonly Entrypoint?: readonly string[];
  readonly Cmd?: readonly string[];
  readonly WorkingDir?: string;
  readonly User?: string;
  readonly Labels?: Readonly<Record<string, string>>;
  readonly ExposedPorts?: Readonly<Record<string, Record<string, never>>>;
}

export const layerMediaType = 'application/vnd.oci.image.layer.v1.tar';
const manifestMediaType = 'application/vnd.oci.image.manifest.v1+json';
const configMediaType = 'application/vnd.oci.image.config.v1+json';

export function blobPath(folder: string, digest: string): string {
  return join(folder, 'blobs', 'sha256', digest.replace('sha256:', ''));
}

/** Writes the layout's manifest and config over layers that are there already. */
export async function finishLayout(folder: string, layers: readonly Blob[], content: ImageConfig): Promise<Image> {
  const config = await writeBlob(folder, JSON.stringify(content));
  const descriptor = (mediaType: string, { digest, sizeBytes }: Blob) => ({ mediaType, digest, size: sizeBytes });
  const manifest = await writeBlob(
    folder,
    JSON.stringify({
      schemaVersion: 2,
      mediaType: manifestMediaType,
      config: descriptor(configMediaType, config),
      layers: layers.map((layer) => descriptor(layerMediaType, layer)),
    }),
  );
  await writeFile(join(folder, 'oci-layout'), JSON.stringify({ imageLayoutVersion: '1.0.0' }));
  await writeFile(
    join(folder, 'index.json'),
    JSON.stringify({ schemaVersion: 2, manifests: [descriptor(manifestMediaType, manifest)] }),
  );
  return { folder, manifest, config: { ...config, content }, layers };
}

/** Stores a stream under its digest as it passes. */
export async function streamBlob(folder: string, content: Readable): Promise<Blob> {
  await mkdir(join(folder, 'blobs', 'sha256'), { recursive: true });
  const path = join(folder, 'blobs', 'incoming');
  const hash = createHash('sha256');
  let sizeBytes = 0;
  const measure = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      hash.update(chunk);
      sizeBytes += chunk.length;
      done(null, chunk);
    },
  });
  await pipeline(content, measure, createWriteStream(path));
  const digest = `sha256:${hash.digest('hex')}`;
  await rename(path, blobPath(folder, digest));
  return { digest, sizeBytes };
}

/** Takes over a blob of another layout without copying its bytes. */
export async function shareBlob(from: string, to: string, { digest }: Blob): Promise<void> {
  await mkdir(join(to, 'blobs', 'sha256'), { recursive: true });
  await link(blobPath(from, digest), blobPath(to, digest)).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EEXIST') throw error;
  });
}

export function readBlob(folder: string, digest: string): Readable {
  return createReadStream(blobPath(folder, digest));
}

async function writeBlob(folder: string, text: string): Promise<Blob> {
  await mkdir(join(folder, 'blobs', 'sha256'), { recursive: true });
  const digest = `sha256:${createHash('sha256').update(text).digest('hex')}`;
  await writeFile(blobPath(folder, digest), text);
  return { digest, sizeBytes: Buffer.byteLength(text) };
}

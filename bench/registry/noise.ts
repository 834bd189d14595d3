import { createCipheriv, createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { createGzip } from 'node:zlib';

/** A base with a few large layers, as of an operating system and a runtime; an app with one for its packages. In MB. */
export const baseLayers = [50, 24, 64, 210, 6, 48, 2, 1, 300, 150, 40, 5];
export const appLayers = [1, 1, 70, 20, 6, 2];
const megabyte = 1_000_000;

/** So many MB of a layer, compressed, as layers mostly are, and of noise, so that nobody gains by compressing; the same every time. */
export function gzipOfNoise(seed: number, megabytes: number): Readable {
  const noise = createCipheriv('aes-256-ctr', Buffer.alloc(32, seed + 1), Buffer.alloc(16));
  const zeros = Buffer.alloc(megabyte);
  const chunks = Array.from({ length: Math.max(1, Math.round(megabytes)) }, () => noise.update(zeros));
  return Readable.from(chunks).pipe(createGzip({ level: 0 }));
}

/** A blob as a manifest names it. */
export interface Blob {
  readonly digest: string;
  readonly sizeBytes: number;
}

/** The configuration and the manifest of an image of these layers. */
export function configOf(layers: readonly Blob[]): string {
  const diffIds = layers.map(({ digest }) => `sha256:${createHash('sha256').update(digest).digest('hex')}`);
  return JSON.stringify({
    architecture: 'amd64',
    os: 'linux',
    config: {},
    rootfs: { type: 'layers', diff_ids: diffIds },
  });
}

export const manifestType = 'application/vnd.oci.image.manifest.v1+json';

export function manifestOf(config: Blob, layers: readonly Blob[]): string {
  const described = (mediaType: string, { digest, sizeBytes }: Blob) => ({ mediaType, digest, size: sizeBytes });
  return JSON.stringify({
    schemaVersion: 2,
    mediaType: manifestType,
    config: described('application/vnd.oci.image.config.v1+json', config),
    layers: layers.map((layer) => described('application/vnd.oci.image.layer.v1.tar+gzip', layer)),
  });
}

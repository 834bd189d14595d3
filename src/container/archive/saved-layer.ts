import { createHash } from 'node:crypto';
import { Transform, Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { type Descriptor, mediaTypes } from '../../domain/image-manifest.ts';
import type { Result } from '../../domain/result.ts';
import type { ArchiveFiles } from './archive-files.ts';
import type { Stored } from './archived-image.ts';
import { compressionOf } from './compressed-archive.ts';

/** A layer of a `docker save` tar, and the digest of its content in the configuration. */
export interface SavedLayer {
  readonly path: string;
  readonly diffId: string;
}

/** How a layer is sent: one that is compressed (by Jib, for one) as it is, and every other one by gzip. */
export async function storedLayer(
  files: ArchiveFiles,
  { path, diffId }: SavedLayer,
  signal: AbortSignal,
): Promise<Result<Stored>> {
  const sizeBytes = await files.sizeBytes(path);
  if (sizeBytes === undefined) return { ok: false, reason: `its layer ${path} is missing` };
  const compression = sizeBytes === 0 ? undefined : compressionOf(await beginningOf(files, path, signal))?.name;
  if (compression !== undefined) {
    const sent = counted();
    await pipeline(files.stream(path, signal), sent.stream, nowhere(), { signal });
    return { ok: true, value: { blob: described(compression, sent.found()), path } };
  }
  const [content, sent] = [counted(), counted()];
  const source = sizeBytes === 0 ? [] : files.stream(path, signal);
  await pipeline(source, content.stream, gzip(), sent.stream, nowhere(), { signal });
  const { digest } = content.found();
  if (digest !== diffId)
    return { ok: false, reason: `its layer ${path} is damaged: its digest is ${digest} instead of ${diffId}` };
  return { ok: true, value: { blob: described('gzip', sent.found()), path, isCompressedWhenSent: true } };
}

/** The same content always becomes the same bytes: no time and no name stands in the header. */
export function gzip(): Transform {
  return createGzip();
}

function described(compression: string, found: Pick<Descriptor, 'digest' | 'sizeBytes'>): Descriptor {
  return { mediaType: `${mediaTypes.ociLayer}+${compression}`, ...found };
}

/** The end of a pipeline whose content nobody needs. */
function nowhere(): Writable {
  return new Writable({ write: (_chunk, _encoding, done) => done() });
}

/** Passes content on while it is counted and hashed. */
function counted() {
  const hash = createHash('sha256');
  let sizeBytes = 0;
  const stream = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      sizeBytes += chunk.length;
      hash.update(chunk);
      done(null, chunk);
    },
  });
  return { stream, found: () => ({ digest: `sha256:${hash.digest('hex')}`, sizeBytes }) };
}

async function beginningOf(files: ArchiveFiles, path: string, signal: AbortSignal): Promise<Buffer> {
  for await (const chunk of files.stream(path, signal) as AsyncIterable<Buffer>) return chunk;
  return Buffer.alloc(0);
}

import { createHash } from 'node:crypto';
import { Readable, Transform, Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { type Descriptor, mediaTypes } from '../../domain/image-manifest.ts';
import { compressionOf, magicBytes } from './compressions.ts';
import { atMost, maxUnpackedBytes } from './unpacking.ts';

/** How a layer of a docker archive is sent, and the digest of its content, by which a configuration names it. */
export interface SentLayer {
  readonly blob: Descriptor;
  readonly diffId: string;
  readonly isCompressedWhenSent: boolean;
}

/** Reads a layer: one that is compressed (by Jib or ko, for two) is sent as it is, and every other one by gzip. */
export async function sentLayer(content: Readable, sizeBytes: number, signal: AbortSignal): Promise<SentLayer> {
  const { beginning, whole } = await begun(content);
  const compression = compressionOf(beginning);
  const [sent, unpacked] = [counted(), counted()];
  if (compression) {
    const { prepared, decompress } = compression;
    const limit = atMost(maxUnpackedBytes(sizeBytes));
    await pipeline(whole, sent.stream, prepared(), decompress(), limit, unpacked.stream, nowhere(), { signal });
  } else await pipeline(whole, unpacked.stream, gzip(), sent.stream, nowhere(), { signal });
  const mediaType = `${mediaTypes.ociLayer}+${compression?.name ?? 'gzip'}`;
  return {
    blob: { mediaType, ...sent.found() },
    diffId: unpacked.found().digest,
    isCompressedWhenSent: compression === undefined,
  };
}

/** The same content always becomes the same bytes: no time and no name stands in the header. */
export function gzip(): Transform {
  return createGzip();
}

/** The first bytes of content, and all of it. */
async function begun(content: Readable): Promise<{ readonly beginning: Buffer; readonly whole: Readable }> {
  const chunks: Buffer[] = [];
  const source = content[Symbol.asyncIterator]() as AsyncIterator<Buffer, undefined>;
  while (chunks.reduce((sum, { length }) => sum + length, 0) < magicBytes) {
    const next = await source.next();
    if (next.done) break;
    chunks.push(next.value);
  }
  const rest = { [Symbol.asyncIterator]: () => source };
  async function* whole() {
    yield* chunks;
    yield* rest;
  }
  return { beginning: Buffer.concat(chunks), whole: Readable.from(whole(), { objectMode: false }) };
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
  return { stream, found: () => ({ digest: `sha256:${hash.copy().digest('hex')}`, sizeBytes }) };
}

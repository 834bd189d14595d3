import { createHash, type Hash, randomUUID } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { copyFile, link, mkdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { type Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';

/** A layer on its way in: its bytes go to disk and through the hash as they arrive, never into memory. */
export interface Upload {
  readonly id: string;
  readonly repository: string;
  readonly path: string;
  readonly hash: Hash;
  sizeBytes: number;
  /** PATCH requests or parts taken so far. */
  parts: number;
  /** Of all parts but the newest. */
  smallestEarlierPartBytes: number;
  newestPartBytes: number;
  ended: boolean;
}

/** The bytes of one registry's layers on disk, by digest. */
export interface BlobStore {
  begin(repository: string): Promise<Upload>;
  find(id: string): Upload | undefined;
  append(upload: Upload, content: Readable): Promise<void>;
  /** Keeps the upload under its digest; answers the digest that the bytes really have when it is another one. */
  finish(upload: Upload, digest: string): Promise<{ readonly kept: boolean; readonly digest: string }>;
  abandon(upload: Upload): Promise<void>;
  /** Takes over a file that holds the digest's bytes and that nobody changes, without copying them where that is possible. */
  adopt(file: string, digest: string): Promise<void>;
  path(digest: string): string;
  sizeBytes(digest: string): Promise<number | undefined>;
  read(digest: string, range?: { readonly start: number; readonly end: number }): Readable;
}

/** Layers pass in large pieces, so that a registry is not what a benchmark waits for. */
const highWaterMark = 1024 * 1024;

/** A blob store in a folder that its owner removes. */
export async function openBlobStore(folder: string): Promise<BlobStore> {
  const uploads = new Map<string, Upload>();
  for (const room of ['blobs', 'uploads']) await mkdir(join(folder, room), { recursive: true });
  const path = (digest: string) => join(folder, 'blobs', digest.replace(/[^0-9a-f]/g, ''));
  const abandon = async (upload: Upload) => {
    upload.ended = true;
    uploads.delete(upload.id);
    await rm(upload.path, { force: true });
  };
  return {
    async begin(repository) {
      const id = randomUUID();
      const started: Upload = {
        id,
        repository,
        path: join(folder, 'uploads', id),
        hash: createHash('sha256'),
        sizeBytes: 0,
        parts: 0,
        smallestEarlierPartBytes: Number.POSITIVE_INFINITY,
        newestPartBytes: Number.POSITIVE_INFINITY,
        ended: false,
      };
      uploads.set(id, started);
      return started;
    },
    find: (id) => uploads.get(id),
    async append(upload, content) {
      const before = upload.sizeBytes;
      await pipeline(content, measured(upload), createWriteStream(upload.path, { flags: 'a', highWaterMark }));
      upload.smallestEarlierPartBytes = Math.min(upload.smallestEarlierPartBytes, upload.newestPartBytes);
      upload.newestPartBytes = upload.sizeBytes - before;
      upload.parts += 1;
    },
    async finish(upload, digest) {
      const actual = `sha256:${upload.hash.copy().digest('hex')}`;
      if (actual !== digest) {
        await abandon(upload);
        return { kept: false, digest: actual };
      }
      uploads.delete(upload.id);
      upload.ended = true;
      await rename(upload.path, path(digest));
      return { kept: true, digest };
    },
    abandon,
    async adopt(file, digest) {
      await rm(path(digest), { force: true });
      await link(file, path(digest)).catch(() => copyFile(file, path(digest)));
    },
    path,
    sizeBytes: (digest) =>
      stat(path(digest)).then(
        ({ size }) => size,
        () => undefined,
      ),
    read: (digest, range) => createReadStream(path(digest), { ...range, highWaterMark }),
  };
}

function measured(upload: Upload): Transform {
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      upload.hash.update(chunk);
      upload.sizeBytes += chunk.length;
      done(null, chunk);
    },
  });
}

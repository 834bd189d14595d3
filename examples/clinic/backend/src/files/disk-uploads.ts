import { mkdir, open, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Readable } from 'node:stream';
import type { Uploads } from './uploads.ts';

/** Keeps files in a folder of the local disk. */
export function diskUploads(folder: string): Uploads {
  return {
    put: async (key, bytes) => {
      await mkdir(dirname(join(folder, key)), { recursive: true });
      await writeFile(join(folder, key), bytes, { flag: 'wx' });
    },
    get: async (key) => {
      const file = await open(join(folder, key)); // opened here, so that a missing file is an error and not a broken answer
      return Readable.toWeb(file.createReadStream()) as ReadableStream<Uint8Array>;
    },
    delete: (key) => rm(join(folder, key), { force: true }),
  };
}

import { createWriteStream } from 'node:fs';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { ZipFile } from 'yazl';
import type { BundleEntry } from './entries.ts';

/** Writes an archive of a folder's entries: byte for byte the same for the same content. `tooLong` makes the error for one of more than `most` bytes. */
export async function writeZip(
  { folder, entries }: { readonly folder: string; readonly entries: readonly BundleEntry[] },
  path: string,
  limit: ZipLimit,
  signal: AbortSignal,
): Promise<void> {
  await pipeline(zipOf(folder, entries), limited(limit), createWriteStream(path), { signal });
}

/** Throws where an archive of the entries would be too long; nothing is kept. */
export async function demandZipFits(folder: string, entries: readonly BundleEntry[], limit: ZipLimit): Promise<void> {
  await pipeline(zipOf(folder, entries), limited(limit), async (chunks: AsyncIterable<Buffer>) => {
    for await (const _ of chunks);
  });
}

export interface ZipLimit {
  readonly maxBytes: number;
  tooLong(bytes: number): Error;
}

function zipOf(folder: string, entries: readonly BundleEntry[]): Readable {
  const zip = new ZipFile();
  const stream = zip.outputStream as Readable;
  zip.on('error', (error) => stream.destroy(error));
  for (const entry of entries) add(zip, folder, entry);
  zip.end();
  return stream;
}

/** All entries have the earliest time of the ZIP format, so that every checkout makes the same archive. */
function add(zip: ZipFile, folder: string, entry: BundleEntry): void {
  const fixed = { mtime: new Date(1980, 0, 1), forceDosTimestamp: true };
  if (entry.kind === 'file')
    zip.addFile(join(folder, entry.path), entry.path, { ...fixed, mode: entry.executable ? 0o100755 : 0o100644 });
  else if (entry.kind === 'link')
    zip.addBuffer(Buffer.from(entry.target), entry.path, { ...fixed, mode: 0o120777, compress: false });
}

function limited({ maxBytes, tooLong }: ZipLimit) {
  return async function* (chunks: AsyncIterable<Buffer>) {
    let bytes = 0;
    for await (const chunk of chunks) {
      bytes += chunk.length;
      if (bytes > maxBytes) throw tooLong(bytes);
      yield chunk;
    }
  };
}

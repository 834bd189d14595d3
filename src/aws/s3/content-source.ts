import { open, readFile } from 'node:fs/promises';

/** A content to upload that is read when it is needed. */
export interface ContentSource {
  readonly bytes: number;
  /** In hex; left out: it is computed. S3 refuses a body that does not have it. */
  readonly sha256?: string;
  /** All of it; asked for where it is small enough for one request. */
  whole(): Promise<Uint8Array>;
  /** The bytes from `start` up to, not including, `end`. */
  range(start: number, end: number): Promise<Uint8Array>;
}

/** Hands a file on disk to `use`, and closes it after that. */
export async function withFile<T>(
  { path, bytes }: { readonly path: string; readonly bytes: number },
  use: (source: ContentSource) => Promise<T>,
): Promise<T> {
  const file = await open(path);
  try {
    return await use({
      bytes,
      whole: () => readFile(path),
      async range(start, end) {
        const { buffer, bytesRead } = await file.read(Buffer.allocUnsafe(end - start), 0, end - start, start);
        return buffer.subarray(0, bytesRead);
      },
    });
  } finally {
    await file.close();
  }
}

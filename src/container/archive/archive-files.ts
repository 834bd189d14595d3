import type { Readable } from 'node:stream';

/** A file of an archive. */
export interface ArchivedFile {
  /** Of a link in a tar, the path of the file that it leads to. */
  readonly path: string;
  readonly sizeBytes: number;
}

/** The files of an image archive, whether it is a folder or a tar. Only `stream` may write to the disk of this machine. */
export interface ArchiveFiles {
  /** Undefined when there is no such file. */
  find(path: string): Promise<ArchivedFile | undefined>;
  /** A short file that exists; undefined for one of a compressed tar that is not kept, because it is no text or there is too much text. */
  text(path: string): Promise<Buffer | undefined>;
  /** Hands each of these files out once, in the quickest order, several at a time where that is quicker. Paths are those that `find` tells. */
  visit(
    paths: readonly string[],
    visitor: (path: string, content: Readable) => Promise<void>,
    signal: AbortSignal,
  ): Promise<void>;
  /** A file that exists, for a push. */
  stream(path: string, signal: AbortSignal): Promise<Readable>;
}

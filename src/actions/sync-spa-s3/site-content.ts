import { join } from 'node:path';
import type { DigestAlgorithm, TreeReader } from '../../machine/tree.ts';
import type { LocalFile } from './local-site.ts';

type ContentFile = Pick<LocalFile, 'path' | 'bytes' | 'text'>;

/** Reads the files of a built site: most are on disk, and some are made by this run. */
export interface SiteContent {
  whole(file: ContentFile): Promise<Uint8Array>;
  /** The bytes from `start` up to, not including, `end`, of a file on disk. */
  range(path: string, start: number, end: number): Promise<Uint8Array>;
  /** In hex. */
  digest(algorithm: DigestAlgorithm, file: ContentFile): Promise<string>;
}

export function siteContent(folder: string, tree: TreeReader): SiteContent {
  const place = (path: string) => join(folder, path);
  return {
    whole: async ({ path, bytes, text }) => (text === undefined ? tree.content(place(path), bytes) : Buffer.from(text)),
    range: (path, start, end) => tree.range(place(path), start, end),
    digest: (algorithm, { path, text }) => tree.digest(algorithm, text === undefined ? place(path) : Buffer.from(text)),
  };
}

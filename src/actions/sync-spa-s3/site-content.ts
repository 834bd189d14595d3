import { join } from 'node:path';
import type { DigestAlgorithm, TreeReader } from '../../machine/tree.ts';
import type { LocalFile } from './local-site.ts';

type ContentFile = Pick<LocalFile, 'path' | 'bytes' | 'text' | 'stored'>;

/** Reads the files of a built site: most are on disk, and some are made by this run. */
export interface SiteContent {
  /** The bytes as they are uploaded. */
  whole(file: ContentFile): Promise<Uint8Array>;
  /** The bytes as a browser has them in the end: those of a file that is uploaded compressed, before that. */
  plain(file: ContentFile): Promise<Uint8Array>;
  /** The bytes from `start` up to, not including, `end`, of a file on disk, as they are uploaded. */
  range(file: Pick<LocalFile, 'path' | 'stored'>, start: number, end: number): Promise<Uint8Array>;
  /** Of the bytes as they are uploaded, in hex. */
  digest(algorithm: DigestAlgorithm, file: ContentFile): Promise<string>;
}

export function siteContent(folder: string, tree: TreeReader): SiteContent {
  const place = ({ path, stored = path }: Pick<LocalFile, 'path' | 'stored'>) => join(folder, stored);
  const content = async (file: ContentFile) =>
    file.text === undefined ? tree.content(place(file), file.bytes) : Buffer.from(file.text);
  return {
    whole: content,
    plain: ({ stored: _, ...file }) => content(file),
    range: (file, start, end) => tree.range(place(file), start, end),
    digest: (algorithm, file) => tree.digest(algorithm, file.text === undefined ? place(file) : Buffer.from(file.text)),
  };
}

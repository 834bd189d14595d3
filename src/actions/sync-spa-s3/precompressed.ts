import type { Inputs } from './contract.ts';
import type { ServedFile } from './lint.ts';

/** A file as it is uploaded: perhaps from the twin that a compressor left beside it. */
export interface StoredFile extends ServedFile {
  /** Path of the file on disk that is uploaded in its place. */
  readonly stored?: string;
}

const endings = { br: '.br', gzip: '.gz' } as const;

/** Each file with the content of its compressed twin, where it has one, and no twins beside them. */
export function fromTwins(
  files: readonly ServedFile[],
  { precompressed }: Pick<Inputs, 'precompressed'>,
): readonly StoredFile[] {
  if (precompressed === 'none') return files;
  const paths = new Set(files.map(({ path }) => path));
  const isTwin = (path: string) =>
    Object.values(endings).some((end) => path.endsWith(end) && paths.has(path.slice(0, -3)));
  return files
    .filter(({ path }) => !isTwin(path))
    .map((file) => {
      const stored = file.path + endings[precompressed];
      if (!paths.has(stored)) return file;
      return { ...file, stored, headers: { ...file.headers, 'content-encoding': precompressed } };
    });
}

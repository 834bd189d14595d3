import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readdir, readFile, stat } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { messageOf, UserError } from '../errors.ts';

/** A file below a folder. */
export interface TreeFile {
  /** Relative to the folder, with `/`. */
  readonly path: string;
  readonly bytes: number;
}

/** Digests of a file's content, in hex. */
export interface Digests {
  readonly sha256: string;
  readonly md5: string;
}

/** Reads a folder of built files, by absolute path. */
export interface TreeReader {
  /** The files below the folder that are not left out, sorted by path; a UserError for a missing folder and for a symbolic link. */
  list(folder: string, isLeftOut: (path: string) => boolean): Promise<readonly TreeFile[]>;
  /** Reads the file once, streaming. */
  digests(file: string): Promise<Digests>;
  content(file: string): Promise<Uint8Array>;
}

export function tree(): { readonly reader: TreeReader } {
  return { reader: { list, digests, content: (file) => readFile(file) } };
}

async function list(folder: string, isLeftOut: (path: string) => boolean): Promise<readonly TreeFile[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch((error) => {
    throw new UserError(
      {
        what: `The folder ${folder} could not be read.`,
        why: `${messageOf(error)}.`,
        next: 'Build the site first (build-command, or an earlier step), or correct `source`.',
      },
      { cause: error },
    );
  });
  const kept = entries
    .map((entry) => ({ entry, path: relative(folder, join(entry.parentPath, entry.name)).split(sep).join('/') }))
    .filter(({ path }) => !isLeftOut(path));
  const link = kept.find(({ entry }) => entry.isSymbolicLink());
  if (link) throw linkFound(join(folder, link.path));
  const sized = await Promise.all(
    kept
      .filter(({ entry }) => entry.isFile())
      .map(async ({ path }) => ({ path, bytes: (await stat(join(folder, path))).size })),
  );
  return sized.toSorted((a, b) => (a.path < b.path ? -1 : 1));
}

async function digests(file: string): Promise<Digests> {
  const [sha256, md5] = [createHash('sha256'), createHash('md5')];
  await pipeline(createReadStream(file), async (chunks: AsyncIterable<Buffer>) => {
    for await (const chunk of chunks) {
      sha256.update(chunk);
      md5.update(chunk);
    }
  });
  return { sha256: sha256.digest('hex'), md5: md5.digest('hex') };
}

function linkFound(path: string): UserError {
  return new UserError({
    what: `${path} is a symbolic link; nothing was uploaded.`,
    why: 'A link could publish a file from outside the built site.',
    next: 'Let the build copy the file, or name it under `exclude`.',
  });
}

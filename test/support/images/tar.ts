import { createReadStream } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { join, posix } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { type Pack, pack } from 'tar-stream';

/** An entry of a tar; paths are absolute in the image. */
export type TarEntry =
  | { readonly kind: 'folder'; readonly path: string; readonly mode?: number }
  | { readonly kind: 'text'; readonly path: string; readonly text: string; readonly mode?: number }
  | { readonly kind: 'file'; readonly path: string; readonly source: string; readonly mode?: number };

/** A tar that depends on content alone: sorted, owned by root, without times; parent folders are added. */
export function deterministicTar(entries: readonly TarEntry[]): Readable {
  const tar = pack();
  writeAll(tar, withParents(entries)).then(
    () => tar.finalize(),
    (error: Error) => tar.destroy(error),
  );
  return Readable.from(tar);
}

/** The entries of a folder on disk, put below `to`. */
export async function entriesOf(folder: string, to: string): Promise<readonly TarEntry[]> {
  const found = await readdir(folder, { recursive: true, withFileTypes: true });
  return found.flatMap((entry): readonly TarEntry[] => {
    const source = join(entry.parentPath, entry.name);
    const path = posix.join(to, source.slice(folder.length));
    if (entry.isDirectory()) return [{ kind: 'folder', path }];
    return entry.isFile() ? [{ kind: 'file', path, source }] : [];
  });
}

function withParents(entries: readonly TarEntry[]): readonly TarEntry[] {
  const all = new Map<string, TarEntry>();
  for (const { path } of entries)
    for (let parent = posix.dirname(path); parent !== '/' && parent !== '.'; parent = posix.dirname(parent))
      all.set(parent, { kind: 'folder', path: parent });
  for (const entry of entries) all.set(entry.path, entry);
  return [...all.values()].toSorted((a, b) => (a.path < b.path ? -1 : 1));
}

async function writeAll(tar: Pack, entries: readonly TarEntry[]): Promise<void> {
  for (const entry of entries) await write(tar, entry);
}

async function write(tar: Pack, entry: TarEntry): Promise<void> {
  const owner = { uid: 0, gid: 0, uname: '', gname: '', mtime: new Date(0) };
  const name = entry.path.replace(/^\//, '');
  switch (entry.kind) {
    case 'folder':
      await done((next) =>
        tar.entry({ ...owner, name: `${name}/`, type: 'directory', mode: entry.mode ?? 0o755 }, next),
      );
      return;
    case 'text':
      await done((next) => tar.entry({ ...owner, name, mode: entry.mode ?? 0o644 }, entry.text, next));
      return;
    case 'file': {
      const { size, mode } = await stat(entry.source);
      const header = { ...owner, name, size, mode: entry.mode ?? (mode & 0o111 ? 0o755 : 0o644) };
      await pipeline(createReadStream(entry.source), tar.entry(header));
    }
  }
}

function done(start: (next: (error?: Error | null) => void) => unknown): Promise<void> {
  return new Promise((resolve, reject) => start((error) => (error ? reject(error) : resolve())));
}

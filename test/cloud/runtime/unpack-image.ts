import { createWriteStream } from 'node:fs';
import { chmod, lchown, link, lstat, mkdir, open, readdir, realpath, rm, symlink } from 'node:fs/promises';
import { basename, dirname, join, posix, relative, sep } from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip, createZstdDecompress } from 'node:zlib';
import { extract, type Header } from 'tar-stream';
import type { PulledImage } from '../ecr/pull.ts';

/**
 * Unpacks an image's layers into a folder, one over the other, with the whiteouts of the OCI layer format. Nothing is written
 * outside the folder, whatever names and links a layer holds. Devices are left out.
 * https://github.com/opencontainers/image-spec/blob/main/layer.md
 */
export async function unpackImage({ registry, layers }: PulledImage, folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  await chmod(folder, 0o755);
  const root = await realpath(folder);
  for (const { digest } of layers)
    await unpackLayer(await uncompressed(registry.blobs.path(digest), registry.blobs.read(digest)), root);
}

/** By its first bytes, since media types are not always right. */
async function uncompressed(path: string, content: Readable): Promise<Readable> {
  const [first, second] = await firstBytes(path);
  if (first === 0x1f && second === 0x8b) return content.pipe(createGunzip());
  if (first === 0x28 && second === 0xb5) return content.pipe(createZstdDecompress());
  return content;
}

async function firstBytes(path: string): Promise<Uint8Array> {
  const file = await open(path);
  try {
    return (await file.read(Buffer.alloc(2), 0, 2, 0)).buffer;
  } finally {
    await file.close();
  }
}

async function unpackLayer(layer: Readable, root: string): Promise<void> {
  const entries = extract();
  const read = pipeline(layer, entries);
  for await (const entry of entries) {
    await unpackEntry(entry.header, entry, root);
    entry.resume();
  }
  await read;
}

async function unpackEntry(header: Header, content: AsyncIterable<unknown>, root: string): Promise<void> {
  const name = posix.normalize(`/${header.name}`);
  if (name === '/') return;
  const folder = await folderInside(root, dirname(name));
  const base = basename(name);
  if (base === '.wh..wh..opq') return emptied(folder);
  if (base.startsWith('.wh.')) return rm(join(folder, base.slice(4)), { recursive: true, force: true });
  const path = join(folder, base);
  await makeRoom(path, header.type === 'directory');
  switch (header.type) {
    case 'directory':
      await mkdir(path, { recursive: true });
      break;
    case 'symlink':
      await symlink(targetInside(root, path, header.linkname ?? ''), path);
      return own(path, header);
    case 'link':
      return link(
        join(
          await folderInside(root, dirname(posix.normalize(`/${header.linkname}`))),
          basename(header.linkname ?? ''),
        ),
        path,
      );
    case 'file':
    case 'contiguous-file':
    case undefined:
    case null:
      await pipeline(content, createWriteStream(path));
      break;
    default:
      return;
  }
  await own(path, header);
  await chmod(path, header.mode ?? 0o755);
}

/** The real folder for a path of the image; made where it is missing, and never outside the root. */
async function folderInside(root: string, path: string): Promise<string> {
  let folder = root;
  for (const part of path.split('/').filter((name) => name !== '' && name !== '.')) {
    const next = join(folder, part);
    await mkdir(next).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'EEXIST') throw error;
    });
    folder = await realpath(next);
    if (folder !== root && !folder.startsWith(root + sep))
      throw new Error(`The image leaves its root: ${path} leads to ${folder}`);
  }
  return folder;
}

/** A link to an absolute path means a path of the image; one that would climb out of it ends at its root. */
function targetInside(root: string, path: string, target: string): string {
  const inImage = posix.resolve('/', posix.join('/', relative(root, dirname(path))), target);
  return relative(dirname(path), join(root, inImage)) || '.';
}

/** A later layer's file takes the place of an earlier one's file or folder; folders are merged. */
async function makeRoom(path: string, isFolder: boolean): Promise<void> {
  const there = await lstat(path).catch(() => undefined);
  if (there && !(isFolder && there.isDirectory())) await rm(path, { recursive: true, force: true });
}

async function emptied(folder: string): Promise<void> {
  for (const name of await readdir(folder)) await rm(join(folder, name), { recursive: true, force: true });
}

/** Only root can give files away; everyone else keeps them. */
async function own(path: string, { uid = 0, gid = 0 }: Header): Promise<void> {
  if (process.getuid?.() === 0) await lchown(path, uid, gid);
}

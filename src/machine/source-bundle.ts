import { createHash, type Hash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdtemp, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { ZipFile } from 'yazl';
import { noTemporaryFolder } from '../domain/system-error.ts';
import { messageOf, UserError } from '../errors.ts';
import { type BundleEntry, bundleEntries } from './bundle-entries.ts';

/** The source of a bundle: a folder to pack, or an archive. */
export interface SourceBundle {
  /** Absolute path. */
  readonly path: string;
  readonly kind: 'folder' | 'archive';
  /** SHA-256 of the content, in hex: for a folder of paths, modes and contents, whatever the file times. */
  readonly hash: string;
  readonly files: number;
  readonly bytes: number;
}

/** A bundle as a file that can be uploaded. */
export interface PackedBundle {
  readonly path: string;
  readonly bytes: number;
}

export interface BundleReader {
  /** Reads a folder or an archive by absolute path; a UserError where it cannot be a bundle. */
  bundle(path: string): Promise<SourceBundle>;
}

export interface BundleWriter {
  /** The archive of a bundle: byte for byte the same for the same content. A folder's is put into a temporary folder. */
  pack(bundle: SourceBundle, signal: AbortSignal): Promise<PackedBundle>;
}

export function sourceBundles(): { readonly reader: BundleReader; readonly writer: BundleWriter } {
  return { reader: { bundle: look }, writer: { pack } };
}

/** Source: https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/applications-sourcebundle.html */
const maxBundleBytes = 500 * 1024 ** 2;

async function look(path: string): Promise<SourceBundle> {
  const found = await stat(path).catch((error) => {
    throw new UserError({
      what: `The bundle ${path} could not be read; nothing was changed.`,
      why: `${messageOf(error)}.`,
      next: 'Build it in an earlier step, or correct `bundle` (relative to the repository).',
    });
  });
  if (found.isDirectory()) return lookAtFolder(path);
  if (!/\.(zip|war|jar)$/i.test(path)) throw noArchive(path);
  if (found.size > maxBundleBytes) throw tooLarge(path, found.size);
  const hash = createHash('sha256');
  await absorb(path, hash);
  return { path, kind: 'archive', hash: hash.digest('hex'), files: 1, bytes: found.size };
}

async function lookAtFolder(path: string): Promise<SourceBundle> {
  const entries = await bundleEntries(path);
  if (entries.length === 0)
    throw new UserError({
      what: `The bundle ${path} holds no file; nothing was changed.`,
      next: 'Check `bundle`, and the files that .ebignore or .gitignore excludes.',
    });
  const hash = createHash('sha256');
  for (const entry of entries) {
    const [kind, content] = entry.kind === 'link' ? ['link', entry.target] : [entry.executable ? 'x' : '-', ''];
    hash.update(`${JSON.stringify([entry.path, kind, content])}\n`);
    if (entry.kind === 'file') hash.update(`${await digest(join(path, entry.path))}\n`);
  }
  const bytes = entries.reduce((sum, entry) => sum + (entry.kind === 'file' ? entry.bytes : 0), 0);
  return { path, kind: 'folder', hash: hash.digest('hex'), files: entries.length, bytes };
}

async function pack(bundle: SourceBundle, signal: AbortSignal): Promise<PackedBundle> {
  if (bundle.kind === 'archive') return { path: bundle.path, bytes: bundle.bytes };
  const path = join(await temporaryFolder(), 'bundle.zip');
  const zip = new ZipFile();
  const stream = zip.outputStream as Readable;
  zip.on('error', (error) => stream.destroy(error));
  for (const entry of await bundleEntries(bundle.path)) add(zip, bundle.path, entry);
  zip.end();
  await pipeline(stream, limited(path), createWriteStream(path), { signal });
  return { path, bytes: (await stat(path)).size };
}

function temporaryFolder(): Promise<string> {
  const place = process.env['RUNNER_TEMP'] || tmpdir();
  return mkdtemp(join(place, 'bundle-')).catch(noTemporaryFolder(place));
}

/** All entries have the earliest time of the ZIP format, so that every checkout makes the same archive. */
function add(zip: ZipFile, folder: string, entry: BundleEntry): void {
  const fixed = { mtime: new Date(1980, 0, 1), forceDosTimestamp: true };
  if (entry.kind === 'file')
    zip.addFile(join(folder, entry.path), entry.path, { ...fixed, mode: entry.executable ? 0o100755 : 0o100644 });
  else zip.addBuffer(Buffer.from(entry.target), entry.path, { ...fixed, mode: 0o120777, compress: false });
}

function limited(path: string) {
  return async function* (chunks: AsyncIterable<Buffer>) {
    let bytes = 0;
    for await (const chunk of chunks) {
      bytes += chunk.length;
      if (bytes > maxBundleBytes) throw tooLarge(path, bytes);
      yield chunk;
    }
  };
}

async function digest(path: string): Promise<string> {
  const hash = createHash('sha256');
  await absorb(path, hash);
  return hash.digest('hex');
}

async function absorb(path: string, hash: Hash): Promise<void> {
  for await (const chunk of createReadStream(path)) hash.update(chunk as Buffer);
}

function noArchive(path: string): UserError {
  return new UserError({
    what: `${path} is neither a folder nor a .zip, .war or .jar file; nothing was changed.`,
    next: 'Let `bundle` be the folder of the application, or an archive of it.',
  });
}

function tooLarge(path: string, bytes: number): UserError {
  return new UserError({
    what: `The source bundle ${path} is too large (${Math.ceil(bytes / 1024 ** 2)} MB or more); nothing was deployed.`,
    why: 'Elastic Beanstalk takes at most 500 MB.',
    next: 'Exclude files that the application does not need, in .ebignore.',
  });
}

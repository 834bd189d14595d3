import { createHash, type Hash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdtemp, readFile, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { noTemporaryFolder } from '../domain/system-error.ts';
import { messageOf, UserError } from '../errors.ts';
import { type ArchivedEntry, archivedEntries, archivedText } from './bundle/archive.ts';
import { demandFit, demandNoSecretNames } from './bundle/demand-fit.ts';
import { type BundleEntry, bundleEntries } from './bundle/entries.ts';
import { maxBundleBytes, tooLarge } from './bundle/too-large.ts';
import { unreadableBundle } from './bundle/unreadable.ts';
import { demandZipFits, writeZip } from './bundle/zip.ts';

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

/** A file of a bundle that says something to the platform. */
export interface BundledText {
  /** With `/`, relative to the bundle's root. */
  readonly path: string;
  readonly executable: boolean;
  /** Undefined where it is too long for a file of settings. */
  readonly text: string | undefined;
}

export interface BundledSettings {
  readonly paths: ReadonlySet<string>;
  readonly texts: readonly BundledText[];
}

export interface BundleReader {
  /** Reads a folder or an archive by absolute path; a UserError where it cannot be a bundle. */
  bundle(path: string): Promise<SourceBundle>;
  /** What a bundle holds, and the content of the files with these paths, sorted. */
  settings(bundle: SourceBundle, isWanted: (path: string) => boolean): Promise<BundledSettings>;
}

export interface BundleWriter {
  /** The archive of a bundle: byte for byte the same for the same content. A folder's is put into a temporary folder. */
  pack(bundle: SourceBundle, signal: AbortSignal): Promise<PackedBundle>;
}

export function sourceBundles(): { readonly reader: BundleReader; readonly writer: BundleWriter } {
  return { reader: { bundle: look, settings }, writer: { pack } };
}

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
  const entries = await archivedEntries(path);
  demandNoSecretNames(
    path,
    entries.map((entry) => entry.path),
  );
  const hash = createHash('sha256');
  await absorb(path, hash);
  return { path, kind: 'archive', hash: hash.digest('hex'), files: 1, bytes: found.size };
}

async function lookAtFolder(path: string): Promise<SourceBundle> {
  const entries = await bundleEntries(path);
  if (entries.length === 0) throw noFile(path);
  await demandFit(path, entries);
  const bytes = entries.reduce((sum, entry) => sum + (entry.kind === 'file' ? entry.bytes : 0), 0);
  // What is shorter than the limit before it is packed is so afterwards.
  if (bytes > maxBundleBytes) await demandZipFits(path, entries, limit(path, entries));
  const hash = createHash('sha256');
  for (const entry of entries) {
    const [kind, content] =
      entry.kind === 'link' ? ['link', entry.target] : [entry.kind === 'file' && entry.executable ? 'x' : '-', ''];
    hash.update(`${JSON.stringify([entry.path, kind, content])}\n`);
    if (entry.kind === 'file') hash.update(`${await digest(join(path, entry.path))}\n`);
  }
  return { path, kind: 'folder', hash: hash.digest('hex'), files: entries.length, bytes };
}

function limit(path: string, entries: readonly BundleEntry[]) {
  return { maxBytes: maxBundleBytes, tooLong: (bytes: number) => tooLarge(path, bytes, entries) };
}

/** What is longer is no file of settings. */
const maxTextBytes = 512 * 1024;

async function settings({ path, kind }: SourceBundle, isWanted: (path: string) => boolean): Promise<BundledSettings> {
  const entries = kind === 'archive' ? await archivedEntries(path) : await bundleEntries(path);
  const texts: BundledText[] = [];
  for (const entry of entries) {
    if (!isWanted(entry.path) || !isFile(entry)) continue;
    const read = () => ('packed' in entry ? archivedText(path, entry) : contentOf(join(path, entry.path)));
    const text = entry.bytes > maxTextBytes ? undefined : await read();
    texts.push({ path: entry.path, executable: entry.executable, text });
  }
  return {
    paths: new Set(entries.map((entry) => entry.path)),
    texts: texts.toSorted((a, b) => (a.path < b.path ? -1 : 1)),
  };
}

function isFile(
  entry: BundleEntry | ArchivedEntry,
): entry is ArchivedEntry | (BundleEntry & { readonly kind: 'file' }) {
  return 'packed' in entry ? !entry.path.endsWith('/') : entry.kind === 'file';
}

function contentOf(path: string): Promise<string> {
  return readFile(path, 'utf8').catch((error) => {
    throw unreadableBundle(path, error);
  });
}

async function pack(bundle: SourceBundle, signal: AbortSignal): Promise<PackedBundle> {
  const { path: folder, kind, bytes } = bundle;
  if (kind === 'archive') return { path: folder, bytes };
  const path = join(await temporaryFolder(), 'bundle.zip');
  const entries = await bundleEntries(folder);
  await writeZip({ folder, entries }, path, limit(folder, entries), signal);
  return { path, bytes: (await stat(path)).size };
}

function temporaryFolder(): Promise<string> {
  const place = process.env['RUNNER_TEMP'] || tmpdir();
  return mkdtemp(join(place, 'bundle-')).catch(noTemporaryFolder(place));
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

function noFile(path: string): UserError {
  return new UserError({
    what: `The bundle ${path} holds no file; nothing was changed.`,
    next: 'Check `bundle`, and the files that .ebignore or .gitignore excludes, also those above it. An .ebignore in it decides alone.',
  });
}

import { createHash } from 'node:crypto';
import { join } from 'node:path';
import type { ListedObject, S3Reader } from '../../aws/s3.ts';
import { UserError } from '../../errors.ts';
import type { RunProcess } from '../../machine/process.ts';
import type { TreeReader } from '../../machine/tree.ts';
import type { Context } from '../action.ts';
import type { Inputs } from './contract.ts';
import { emptyManifest, type Manifest, manifestKey, parseManifest } from './manifest.ts';
import { inParallel } from './parallel.ts';
import { entryPage, isLeftOut } from './site.ts';

/** A file of the built site, with what identifies its content. */
export interface LocalFile {
  readonly path: string;
  readonly bytes: number;
  readonly sha256: string;
  /** S3's ETag of a plain upload, for objects that we have no record of. */
  readonly md5: string;
  /** Where to read it from: a file, or a text made by this run. */
  readonly source: { readonly file: string } | { readonly text: string };
}

export interface Observation {
  /** ISO 8601 */
  readonly now: string;
  readonly files: readonly LocalFile[];
  readonly manifest: Manifest;
  /** Undefined while there is no manifest. */
  readonly manifestEtag: string | undefined;
  /** What the bucket holds, by key relative to the prefix. */
  readonly listed: ReadonlyMap<string, ListedObject>;
  readonly commit: string;
}

interface Readers {
  readonly s3: S3Reader;
  readonly tree: TreeReader;
  readonly processes: RunProcess;
}

/** Builds the site if asked to, hashes it, and reads what the bucket holds and what we know of it. */
export async function observe(
  inputs: Inputs,
  { s3, tree, processes }: Readers,
  context: Context,
): Promise<Observation> {
  const directory = join(context.run.workspace, inputs.workingDirectory);
  if (inputs.buildCommand !== undefined)
    await build(inputs.buildCommand, directory, inputs.buildEnv, processes, context);
  const prefix = keyPrefix(inputs.prefix);
  // S3 is asked first: it answers while the files are hashed.
  const [listing, manifest, files] = await Promise.all([
    s3.list(inputs.bucket, prefix, context.signal),
    s3.text(inputs.bucket, prefix + manifestKey, context.signal),
    localFiles(join(directory, inputs.source), inputs, tree),
  ]);
  return {
    now: context.clock.now().toISOString(),
    commit: context.run.commit,
    files,
    listed: new Map(listing.map((object) => [object.key.slice(prefix.length), object])),
    manifest: manifest ? parseManifest(manifest.text, `s3://${inputs.bucket}/${prefix}${manifestKey}`) : emptyManifest,
    manifestEtag: manifest?.etag,
  };
}

/** A prefix is a folder: `site` never touches `site-2`. */
export function keyPrefix(prefix: string): string {
  const trimmed = prefix.replace(/^\/+|\/+$/g, '');
  return trimmed === '' ? '' : `${trimmed}/`;
}

async function build(
  command: string,
  directory: string,
  environment: Inputs['buildEnv'],
  run: RunProcess,
  { signal, log }: Context,
): Promise<void> {
  log.info(`Building: ${command}`);
  const { exitCode } = await run(
    {
      program: 'sh',
      arguments: ['-c', command],
      directory,
      environment: Object.fromEntries(environment.map(({ name, value }) => [name, value])),
      onLine: (line) => log.info(line),
    },
    signal,
  );
  if (exitCode === 0) return;
  throw new UserError({
    what: `The build-command failed with exit code ${exitCode}; nothing was uploaded.`,
    next: 'Its output stands above.',
  });
}

async function localFiles(
  folder: string,
  { exclude, runtimeConfig, concurrency }: Inputs,
  tree: TreeReader,
): Promise<readonly LocalFile[]> {
  const found = await tree.list(folder, isLeftOut(exclude));
  if (!found.some(({ path }) => path === entryPage)) throw noEntryPage(folder, found.length);
  const generated = runtimeConfig.length > 0 ? [configFile(runtimeConfig)] : [];
  const kept = found.filter(({ path }) => !generated.some((file) => file.path === path));
  const hashed = await inParallel(kept, Math.min(concurrency, 16), async ({ path, bytes }) => {
    const file = join(folder, path);
    return { path, bytes, source: { file }, ...(await tree.digests(file)) };
  });
  return [...hashed, ...generated];
}

/** One build serves every environment: what differs stands in config.json, which the app reads when it starts. */
function configFile(runtimeConfig: Inputs['runtimeConfig']): LocalFile {
  const text = `${JSON.stringify(Object.fromEntries(runtimeConfig.map(({ name, value }) => [name, value])), null, 2)}\n`;
  const digest = (algorithm: string) => createHash(algorithm).update(text).digest('hex');
  return {
    path: 'config.json',
    bytes: Buffer.byteLength(text),
    sha256: digest('sha256'),
    md5: digest('md5'),
    source: { text },
  };
}

function noEntryPage(folder: string, files: number): UserError {
  return new UserError({
    what: `${folder} holds no index.html; nothing was uploaded.`,
    why: files === 0 ? 'It holds no files to upload.' : `It holds ${files} other files.`,
    next: 'Build the site first, and let `source` name the folder of the build (dist, build, out).',
  });
}

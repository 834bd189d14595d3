import type { S3Writer } from '../../aws/s3.ts';
import { causeOf, UserError } from '../../errors.ts';
import type { TreeReader } from '../../machine/tree.ts';
import type { Context } from '../action.ts';
import type { Inputs } from './contract.ts';
import { type Manifest, type ManifestObject, manifestKey } from './manifest.ts';
import { keyPrefix, type LocalFile, type Observation } from './observe.ts';
import { inParallel } from './parallel.ts';
import { isWrite, type SyncChange, type WriteChange } from './plan.ts';
import { phases } from './site.ts';

/** How far the sync came. */
export interface Outcome {
  readonly written: readonly Written[];
  /** Whether the site is the new one. Until then, visitors get the entry page that was there before. */
  readonly switched: boolean;
  readonly deleted: readonly string[];
  readonly failure?: UserError;
}

export interface Written {
  readonly change: WriteChange;
  readonly etag: string;
}

interface Target {
  readonly inputs: Pick<Inputs, 'bucket' | 'prefix' | 'concurrency' | 'keepReleases'>;
  readonly observation: Observation;
  readonly changes: readonly SyncChange[];
  readonly releaseId: string;
}

/** Writes phase by phase, then the manifest, then prunes. A failure stops there: nothing more is switched or deleted. */
export async function apply(target: Target, s3: S3Writer, tree: TreeReader, context: Context): Promise<Outcome> {
  if (target.changes.length === 0) return { written: [], switched: false, deleted: [] };
  const written: Written[] = [];
  let switched = false;
  try {
    for (const phase of phases) await writePhase(phase, target, s3, tree, context, (item) => written.push(item));
    switched = true;
    const deleted = await recordAndPrune(target, written, s3, context.signal);
    return { written, switched, deleted };
  } catch (error) {
    const failure = causeOf(error, context.signal);
    if (failure instanceof UserError) return { written, switched, deleted: [], failure };
    throw failure;
  }
}

async function writePhase(
  phase: string,
  { inputs, observation, changes }: Target,
  s3: S3Writer,
  tree: TreeReader,
  { signal, log }: Context,
  onWritten: (item: Written) => void,
): Promise<void> {
  const writes = changes.filter(isWrite).filter((change) => change.phase === phase);
  if (writes.length === 0) return;
  log.info(`${phase}: ${writes.length} files`);
  const local = new Map(observation.files.map((file) => [file.path, file]));
  const write = async (change: WriteChange) => {
    const key = keyPrefix(inputs.prefix) + change.path;
    if (change.kind === 'copy') return s3.replaceHeaders(inputs.bucket, key, change.etag, change, signal);
    return s3.put(inputs.bucket, key, await contentOf(local.get(change.path), tree), change, signal);
  };
  await inParallel(writes, inputs.concurrency, async (change) => onWritten({ change, etag: await write(change) }));
}

async function contentOf(file: LocalFile | undefined, tree: TreeReader): Promise<Uint8Array> {
  if (!file) throw new Error('A planned file is not in the build.');
  return 'text' in file.source ? Buffer.from(file.source.text) : tree.content(file.source.file);
}

/** The record comes first: what is deleted must be known as retired, and another deployment stops us here. */
async function recordAndPrune(
  target: Target,
  written: readonly Written[],
  s3: S3Writer,
  signal: AbortSignal,
): Promise<readonly string[]> {
  const manifest = manifestAfter(target, written);
  const etag = await writeManifest(target, manifest, target.observation.manifestEtag, s3, signal);
  const deleted = await prune(target, s3, signal);
  if (deleted.length > 0) await writeManifest(target, without(manifest, deleted), etag, s3, signal);
  return deleted;
}

/** What was written belongs to this release, and so does what is served unchanged. What others deleted or wrote over is not ours. */
function manifestAfter({ inputs, observation, changes, releaseId }: Target, written: readonly Written[]): Manifest {
  const { manifest, files, listed, now } = observation;
  const fresh = new Map(written.map((item) => [item.change.path, item]));
  const built = new Set(files.map(({ path }) => path));
  const retired = new Set(
    changes.filter(({ kind }) => kind === 'retire').map((change) => ('path' in change ? change.path : '')),
  );
  const ours = Object.entries(manifest.objects).filter(
    ([path, { etag }]) => built.has(path) || listed.get(path)?.etag === etag,
  );
  const kept = ours.map(([path, object]) => {
    if (retired.has(path)) return [path, { ...object, unusedSince: now }] as const;
    return [path, built.has(path) ? current(object, releaseId) : object] as const;
  });
  const added = [...fresh].map(([path, { change, etag }]) => [path, record(change, etag, releaseId)] as const);
  const releases = [{ id: releaseId, at: now }, ...manifest.releases.filter(({ id }) => id !== releaseId)];
  return {
    version: 1,
    releases: releases.slice(0, Math.max(inputs.keepReleases, 20)),
    objects: Object.fromEntries([...kept, ...added]),
  };
}

function record({ sha256, contentType, cacheControl }: WriteChange, etag: string, release: string): ManifestObject {
  return { sha256, contentType, cacheControl, etag, release };
}

function current({ unusedSince: _, ...object }: ManifestObject, release: string): ManifestObject {
  return { ...object, release };
}

function without(manifest: Manifest, paths: readonly string[]): Manifest {
  return {
    ...manifest,
    objects: Object.fromEntries(Object.entries(manifest.objects).filter(([path]) => !paths.includes(path))),
  };
}

function writeManifest(
  { inputs }: Target,
  manifest: Manifest,
  etag: string | undefined,
  s3: S3Writer,
  signal: AbortSignal,
): Promise<string> {
  return s3.putTextIfUnchanged(
    inputs.bucket,
    keyPrefix(inputs.prefix) + manifestKey,
    `${JSON.stringify(manifest)}\n`,
    etag,
    signal,
  );
}

const maxDeletesPerRequest = 1_000;

async function prune({ inputs, changes }: Target, s3: S3Writer, signal: AbortSignal): Promise<readonly string[]> {
  const prefix = keyPrefix(inputs.prefix);
  const deletes = changes.flatMap((change) =>
    change.kind === 'delete' ? [{ key: prefix + change.path, etag: change.etag }] : [],
  );
  const deleted: string[] = [];
  for (let start = 0; start < deletes.length; start += maxDeletesPerRequest) {
    deleted.push(
      ...(await s3.deleteObjects(inputs.bucket, deletes.slice(start, start + maxDeletesPerRequest), signal)),
    );
  }
  return deleted.map((key) => key.slice(prefix.length));
}

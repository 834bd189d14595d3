import type { S3Writer } from '../../aws/s3.ts';
import { UserError } from '../../errors.ts';
import type { TreeReader } from '../../machine/tree.ts';
import type { Context } from '../action.ts';
import type { Inputs } from './contract.ts';
import { type Manifest, type ManifestObject, manifestKey } from './manifest.ts';
import { keyPrefix, type LocalFile, type Observation } from './observe.ts';
import { inParallel } from './parallel.ts';
import type { SyncChange } from './plan.ts';
import { phases } from './site.ts';

/** How far the sync came. Until the entry page is written, visitors are served what was there before. */
export interface Outcome {
  readonly written: readonly Written[];
  readonly deleted: readonly string[];
  readonly failure?: UserError;
}

export interface Written {
  readonly change: Extract<SyncChange, { kind: 'put' | 'copy' }>;
  readonly etag: string;
}

interface Target {
  readonly inputs: Pick<Inputs, 'bucket' | 'prefix' | 'concurrency' | 'keepReleases'>;
  readonly observation: Observation;
  readonly changes: readonly SyncChange[];
  readonly releaseId: string;
}

/** Writes phase by phase, then the manifest, then prunes. A failure stops there: nothing is switched, nothing deleted. */
export async function apply(target: Target, s3: S3Writer, tree: TreeReader, context: Context): Promise<Outcome> {
  if (target.changes.length === 0) return { written: [], deleted: [] };
  const written: Written[] = [];
  try {
    for (const phase of phases) written.push(...(await writePhase(phase, target, s3, tree, context)));
    const etag = await writeManifest(
      target,
      manifestAfter(target, written),
      target.observation.manifestEtag,
      s3,
      context.signal,
    );
    const deleted = await prune(target, s3, context.signal);
    if (deleted.length > 0)
      await writeManifest(target, without(manifestAfter(target, written), deleted), etag, s3, context.signal);
    return { written, deleted };
  } catch (error) {
    if (error instanceof UserError) return { written, deleted: [], failure: error };
    throw error;
  }
}

async function writePhase(
  phase: string,
  { inputs, observation, changes }: Target,
  s3: S3Writer,
  tree: TreeReader,
  { signal, log }: Context,
): Promise<readonly Written[]> {
  const writes = changes.filter(
    (change) => (change.kind === 'put' || change.kind === 'copy') && change.phase === phase,
  ) as readonly Written['change'][];
  if (writes.length === 0) return [];
  log.info(`${phase}: ${writes.length} files`);
  const local = new Map(observation.files.map((file) => [file.path, file]));
  return inParallel(writes, inputs.concurrency, async (change) => {
    const key = keyPrefix(inputs.prefix) + change.path;
    if (change.kind === 'copy')
      return { change, etag: await s3.replaceHeaders(inputs.bucket, key, change.etag, change, signal) };
    const body = await contentOf(local.get(change.path), tree);
    return { change, etag: await s3.put(inputs.bucket, key, body, change, signal) };
  });
}

async function contentOf(file: LocalFile | undefined, tree: TreeReader): Promise<Uint8Array> {
  if (!file) throw new Error('A planned file is not in the build.');
  return 'text' in file.source ? Buffer.from(file.source.text) : tree.content(file.source.file);
}

/** The record after this run: what was written belongs to this release, and so does what is served unchanged. */
function manifestAfter({ inputs, observation, changes, releaseId }: Target, written: readonly Written[]): Manifest {
  const { manifest, files, now } = observation;
  const fresh = new Map(written.map((item) => [item.change.path, item]));
  const built = new Set(files.map(({ path }) => path));
  const retired = new Set(
    changes.filter(({ kind }) => kind === 'retire').map((change) => ('path' in change ? change.path : '')),
  );
  const kept = Object.entries(manifest.objects).map(([path, object]) => {
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

function record(
  { sha256, contentType, cacheControl }: Written['change'],
  etag: string,
  release: string,
): ManifestObject {
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

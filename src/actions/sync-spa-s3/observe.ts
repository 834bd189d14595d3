import type { ListedObject, S3Reader } from '../../aws/s3.ts';
import { sortedKeys } from '../../domain/key-order.ts';
import { UserError } from '../../errors.ts';
import type { Context } from '../../lifecycle/context.ts';
import type { RunProcess } from '../../machine/process.ts';
import type { TreeReader } from '../../machine/tree.ts';
import type { Inputs } from './contract.ts';
import { demandReferences } from './demand-references.ts';
import { keyPrefix } from './key-prefix.ts';
import { type LocalSite, localSite } from './local-site.ts';
import { emptyManifest, type Manifest, manifestKey, untoldKey } from './manifest.ts';
import { parseManifest } from './manifest-file.ts';
import { sameContent } from './same-content.ts';

/** What the bucket holds, and what we know of it. */
export interface BucketState {
  readonly manifest: Manifest;
  /** Undefined while there is no manifest. */
  readonly manifestEtag: string | undefined;
  /** By key relative to the prefix. */
  readonly listed: ReadonlyMap<string, Listed>;
  /** Paths that an earlier run changed and that the edge may not have been told to forget. */
  readonly untold: readonly string[];
  /** Paths whose object, which the manifest does not vouch for, holds the built file's bytes. */
  readonly sameContent: ReadonlySet<string>;
}

export type Listed = Pick<ListedObject, 'etag' | 'bytes'>;

export interface Observation extends BucketState {
  /** ISO 8601 */
  readonly now: string;
  /** The release that this run makes; undefined when it goes back to one. */
  readonly site: LocalSite | undefined;
  readonly commit: string;
  /** When that commit was made, ISO 8601, where the workspace knows. */
  readonly committedAt: string | undefined;
}

export interface Readers {
  readonly s3: S3Reader;
  readonly tree: TreeReader;
  readonly processes: RunProcess;
}

/** Builds and hashes the site, and meanwhile reads what the bucket holds and what we know of it. */
export async function observe(inputs: Inputs, readers: Readers, context: Context): Promise<Observation> {
  const { source, rollbackTo } = inputs;
  if ((source === undefined) === (rollbackTo === undefined)) throw oneOfTwo(source !== undefined);
  const made = source === undefined ? undefined : localSite(source, inputs, readers, context);
  // A build that fails, and a site that is not fit, end the run before AWS is asked.
  if (inputs.buildCommand !== undefined) await made;
  const [site, committedAt, bucket] = await Promise.all([
    made,
    // To start a process holds everything up: it is done when the files are read and the bucket is waited for.
    Promise.resolve(made).then(() => commitTime(readers.processes, context)),
    readBucket(inputs, made, readers, context.signal),
  ]);
  const { commit } = context.run;
  return { ...bucket, now: context.clock.now().toISOString(), site, commit, committedAt };
}

/** Reads the bucket: the manifest and the listing at once, then what only they can tell to be needed. */
export async function readBucket(
  inputs: Pick<Inputs, 'bucket' | 'prefix' | 'publicPath' | 'lintAllow' | 'concurrency'>,
  site: Promise<LocalSite> | LocalSite | undefined,
  { s3, tree }: Pick<Readers, 's3' | 'tree'>,
  signal: AbortSignal,
): Promise<BucketState> {
  const { bucket } = inputs;
  const prefix = keyPrefix(inputs.prefix);
  const key = prefix + manifestKey;
  const read = s3.text(bucket, key, signal).then((stored) => ({
    etag: stored?.etag,
    manifest: stored ? parseManifest(stored.text, `s3://${bucket}/${key}`) : emptyManifest,
  }));
  const expected = read.then(
    ({ manifest }) => sortedKeys([...manifest.objects.keys(), manifestKey].map((path) => prefix + path)),
    () => [],
  );
  const [objects, local] = await Promise.all([s3.list(bucket, prefix, signal, expected), site]);
  const { manifest, etag: manifestEtag } = await read.catch((error: unknown) => {
    // A role that may list only this prefix is answered with AccessDenied where there is no object.
    if (objects.some((object) => object.key === key)) throw error;
    return { etag: undefined, manifest: emptyManifest };
  });
  const listed = byPath(objects, prefix, manifest);
  const state = { manifest, manifestEtag, listed };
  const [untold, same] = await Promise.all([
    listed.has(untoldKey) ? readUntold(s3, bucket, prefix + untoldKey, signal) : [],
    local ? sameContent(local, state, inputs, { s3, tree }, signal) : new Set<string>(),
    local ? demandReferences(local, state, inputs, tree) : undefined,
  ]);
  return { ...state, untold, sameContent: same };
}

/** Shares the text of equal ETags with the manifest: of 100,000 objects they take megabytes. */
function byPath(objects: readonly ListedObject[], prefix: string, manifest: Manifest): ReadonlyMap<string, Listed> {
  const listed = new Map<string, Listed>();
  for (const { key, etag, bytes } of objects) {
    const path = key.slice(prefix.length);
    const known = manifest.objects.get(path)?.etag;
    listed.set(path, { etag: known === etag ? known : etag, bytes });
  }
  return listed;
}

async function readUntold(s3: S3Reader, bucket: string, key: string, signal: AbortSignal): Promise<readonly string[]> {
  const stored = await s3.text(bucket, key, signal);
  const paths: unknown = JSON.parse(stored?.text ?? '[]');
  return Array.isArray(paths) ? paths.filter((path) => typeof path === 'string') : [];
}

/** The newest of two commits wins; without a checkout nobody knows, and the newest run does. */
async function commitTime(
  run: RunProcess,
  { run: { workspace, commit }, signal }: Context,
): Promise<string | undefined> {
  if (commit === '') return undefined;
  const command = { program: 'git', arguments: ['show', '--no-patch', '--format=%cI', commit], directory: workspace };
  const { exitCode, stdout } = await run(command, signal).catch(() => ({ exitCode: 1, stdout: '' }));
  const time = Date.parse(stdout.trim());
  return exitCode === 0 && !Number.isNaN(time) ? new Date(time).toISOString() : undefined;
}

function oneOfTwo(both: boolean): UserError {
  return new UserError({
    what: both ? 'Both source and rollback-to were given.' : 'Neither source nor rollback-to was given.',
    next: 'Give `source` to deploy a build, or `rollback-to` to serve an earlier release again; nothing was changed.',
  });
}

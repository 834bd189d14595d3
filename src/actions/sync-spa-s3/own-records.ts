import type { BucketWriter, ObjectVersion } from '../../aws/s3.ts';
import { keyPrefix } from '../../domain/key-prefix.ts';
import { messageOf } from '../../errors.ts';
import type { Context } from '../../lifecycle/context.ts';
import type { Ports } from '../../lifecycle/ports.ts';
import { noLock, noLockWarning, tryConditions } from './kept-conditions.ts';
import type { Prepared } from './prepare.ts';
import { type OwnRecords, type Releases, releasesAfter } from './record.ts';
import type { SyncStep } from './step.ts';
import { undoFolder, undoKeys } from './undo.ts';
import { readUndo, storeUndos } from './undo-store.ts';

/** Stores what this release changes, which its plan tells, and deletes what no release needs any more. It goes beside the uploads. */
export async function keepOwnRecords(
  prepared: Prepared,
  s3: Ports['s3'],
  { signal, log }: Pick<Context, 'signal' | 'log'>,
): Promise<OwnRecords> {
  const { step } = prepared;
  const bucket = s3.writer.bucket(step.inputs.bucket, signal);
  const [releases, { trial, lockServer }] = await Promise.all([
    storeReleases(prepared, s3, signal),
    trialOf(step, bucket, log),
  ]);
  await deleteUnneeded([...unneeded(releases, step), ...trial], bucket, log);
  return { releases, lockServer };
}

interface Tried {
  readonly trial: readonly ObjectVersion[];
  /** The server that was seen to keep the conditions of writes; AWS's own are known to. */
  readonly lockServer?: string | undefined;
}

/**
 * Tries what will be needed: a role that may not delete is told so at its first deployment, not when the first old file is removed
 * weeks later, and so is a server that keeps no conditions of writes, where each deployment asks until one was seen to.
 */
async function trialOf(
  { inputs, observation: { manifest } }: SyncStep,
  bucket: BucketWriter,
  log: Context['log'],
): Promise<Tried> {
  const { name, isAws } = await bucket.server();
  const isKnown = isAws || manifest.lockServer === name;
  if (isKnown && manifest.releases.length > 0) return { trial: [], lockServer: manifest.lockServer };
  const key = `${keyPrefix(inputs.prefix)}${undoFolder}trial`;
  const { etag, keepsConditions } = isAws
    ? { etag: await bucket.put(key, Buffer.from('{}\n'), noStore), keepsConditions: true }
    : await tryConditions(key, bucket);
  if (!keepsConditions && inputs.lock) {
    await deleteUnneeded([{ key, etag }], bucket, log);
    throw noLock(inputs.bucket);
  }
  if (!keepsConditions) log.warning(noLockWarning(inputs.bucket));
  return { trial: [{ key, etag }], lockServer: isAws || !keepsConditions ? undefined : name };
}

const noStore = { 'cache-control': 'no-store' };

async function storeReleases(
  { step: { inputs, observation, plan }, release }: Prepared,
  { reader, writer }: Ports['s3'],
  signal: AbortSignal,
): Promise<Releases> {
  const [serving] = observation.manifest.releases;
  const isAgain = serving !== undefined && serving.id === release.id;
  const served = isAgain ? await readUndo(serving, reader.bucket(inputs.bucket, signal), inputs) : new Map();
  const [newest, ...older] = releasesAfter(observation, plan.changes, { release, keep: inputs.keepReleases, served });
  const bucket = writer.bucket(inputs.bucket, signal);
  const stored = await Promise.all([storeUndos([newest], bucket, inputs), storeUndos(older, bucket, inputs)]);
  return [stored[0][0] ?? newest, ...stored[1]];
}

/** Earlier runs that are over have left them: nobody refers to them, and while the site is claimed nobody will. */
function unneeded(
  releases: Releases,
  { inputs, observation: { manifest, listed } }: SyncStep,
): readonly ObjectVersion[] {
  const needed = new Set(undoKeys([...manifest.releases, ...releases]));
  const left = [...listed].filter(([path]) => path.startsWith(undoFolder) && !needed.has(path));
  return left.map(([path, { etag }]) => ({ key: keyPrefix(inputs.prefix) + path, etag }));
}

async function deleteUnneeded(
  objects: readonly ObjectVersion[],
  bucket: BucketWriter,
  log: Context['log'],
): Promise<void> {
  try {
    for await (const _ of bucket.deleteObjects(objects));
  } catch (error) {
    log.warning(`Old records of this action are left over, and old files of the site will be. ${messageOf(error)}`);
  }
}

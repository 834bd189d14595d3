import type { BucketWriter, ObjectVersion } from '../../aws/s3.ts';
import { keyPrefix } from '../../domain/key-prefix.ts';
import { messageOf } from '../../errors.ts';
import type { Context } from '../../lifecycle/context.ts';
import type { Ports } from '../../lifecycle/ports.ts';
import type { Release } from './manifest.ts';
import type { Prepared } from './prepare.ts';
import { releasesAfter } from './record.ts';
import type { SyncStep } from './step.ts';
import { undoFolder, undoKeys } from './undo.ts';
import { readUndo, storeUndos } from './undo-store.ts';

/** The releases of the record from now on. */
export type Releases = readonly [newest: Release, ...older: Release[]];

/** Stores what this release changes, which its plan tells, and deletes what no release needs any more. It goes beside the uploads. */
export async function keepOwnRecords(
  prepared: Prepared,
  s3: Ports['s3'],
  { signal, log }: Pick<Context, 'signal' | 'log'>,
): Promise<Releases> {
  const { step } = prepared;
  const bucket = s3.writer.bucket(step.inputs.bucket, signal);
  const [releases, trial] = await Promise.all([storeReleases(prepared, s3, signal), trialObject(step, bucket)]);
  await deleteUnneeded([...unneeded(releases, step), ...trial], bucket, log);
  return releases;
}

/** A role that may not delete is told so at its first deployment, not when the first old file is removed weeks later. */
async function trialObject({ inputs, observation }: SyncStep, bucket: BucketWriter): Promise<readonly ObjectVersion[]> {
  if (observation.manifest.releases.length > 0) return [];
  const key = `${keyPrefix(inputs.prefix)}${undoFolder}trial`;
  const etag = await bucket.put(key, Buffer.from('{}\n'), { 'cache-control': 'no-store' });
  return [{ key, etag }];
}

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

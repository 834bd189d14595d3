import type { BucketReader, BucketWriter } from '../../aws/s3.ts';
import { parseJson } from '../../domain/json.ts';
import { keyPrefix } from '../../domain/key-prefix.ts';
import { skippedInvalidationsFolder } from '../../domain/skipped-invalidations.ts';
import { messageOf, UserError } from '../../errors.ts';
import type { Context } from '../../lifecycle/context.ts';
import type { PortMakers } from '../../lifecycle/ports.ts';
import { isWrite, type SyncChange } from './change.ts';
import type { Inputs } from './contract.ts';
import { pendingInvalidationsKey } from './manifest.ts';
import { publicPrefix } from './public-prefix.ts';
import { filesOf, routingOf } from './routing.ts';
import type { SyncStep } from './step.ts';
import { type Viewed, viewerPaths } from './viewer-paths.ts';

/** Where viewers meet the site of a step. */
export function viewedSite({ inputs, observation }: Pick<SyncStep, 'inputs' | 'observation'>): Viewed {
  return { prefix: publicPrefix(inputs), routing: routingOf(inputs, filesOf(inputs, observation)) };
}

/** Paths under which viewers could have met what these changes write over, sorted. */
export function staleAtEdge(changes: readonly SyncChange[], viewed: Viewed): readonly string[] {
  const stale = changes.filter(isWrite).filter(({ replaces }) => replaces !== undefined);
  return stale.flatMap(({ path }) => viewerPaths(path, viewed)).toSorted();
}

/** The paths that an earlier run noted. */
export async function readPendingInvalidations(
  bucket: BucketReader,
  inputs: Pick<Inputs, 'bucket' | 'prefix'>,
): Promise<readonly string[]> {
  const key = keyPrefix(inputs.prefix) + pendingInvalidationsKey;
  const paths = parseJson((await bucket.text(key))?.text ?? '[]');
  if (Array.isArray(paths) && paths.every((path) => typeof path === 'string')) return paths;
  throw new UserError({
    what: `s3://${inputs.bucket}/${key} is not a list of pending invalidations that this version can read; nothing was changed.`,
    next: 'Invalidate `/*` in CloudFront, remove this object, and run the job again.',
  });
}

/**
 * Writes down, before anything is written over, which paths have to be invalidated: should that not happen (this run dies, the
 * invalidation fails), the next run names them again. When the job has succeeded, `forgetPendingInvalidations` removes the note.
 */
export async function notePendingInvalidations(
  step: SyncStep,
  bucket: BucketWriter,
  { state }: Pick<Context, 'state'>,
): Promise<void> {
  const { inputs, observation, plan } = step;
  const { pendingInvalidations: earlier, listed } = observation;
  const key = keyPrefix(inputs.prefix) + pendingInvalidationsKey;
  const paths = withEarlier(staleAtEdge(plan.changes, viewedSite(step)), earlier);
  if (paths.length === 0) return;
  const isNoted = paths.length === earlier.length;
  const etag = isNoted ? listed.get(pendingInvalidationsKey)?.etag : await bucket.put(key, bytesOf(paths), noteHeaders);
  state.save(stateName, JSON.stringify({ bucket: inputs.bucket, key, etag: etag ?? '' }));
}

const noteHeaders = { 'content-type': 'application/json', 'cache-control': 'no-store' };

function bytesOf(paths: readonly string[]): Uint8Array {
  return Buffer.from(JSON.stringify(paths));
}

/** Sorted, without doubles. */
export function withEarlier(paths: readonly string[], earlier: readonly string[]): readonly string[] {
  return [...new Set([...paths, ...earlier])].toSorted();
}

const stateName = 'pending-invalidations';

/** Removes the note once the job has succeeded, and its invalidation with it. One that another run has added to stays, and so it does when an invalidation was skipped. */
export async function forgetPendingInvalidations(
  state: ReadonlyMap<string, string>,
  ports: Pick<PortMakers, 's3' | 'files'>,
  { signal, log, run }: Context,
): Promise<void> {
  const saved = state.get(stateName);
  if (saved === undefined) return;
  const { reader: files } = await ports.files();
  if ((await files.filesBelow(skippedInvalidationsFolder(run))).length > 0)
    return log.info('An invalidation was skipped: the next run will name the same invalidation-paths again.');
  const { bucket, key, etag } = JSON.parse(saved) as {
    readonly bucket: string;
    readonly key: string;
    readonly etag: string;
  };
  try {
    const { writer } = await ports.s3();
    for await (const _ of writer.bucket(bucket, signal).deleteObjects([{ key, etag }]));
  } catch (error) {
    log.warning(`The next run will name the same invalidation-paths again. ${messageOf(error)}`);
  }
}

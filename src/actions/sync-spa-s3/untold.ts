import type { S3Writer } from '../../aws/s3.ts';
import { messageOf } from '../../errors.ts';
import type { Context } from '../../lifecycle/context.ts';
import type { PortMakers } from '../../lifecycle/ports.ts';
import { keyPrefix, publicPrefix } from './key-prefix.ts';
import { untoldKey } from './manifest.ts';
import { isWrite, type SyncChange } from './plan.ts';
import type { SyncStep } from './prepare.ts';
import { viewerPaths } from './site.ts';

/** Paths under which viewers could have met what these changes write over, sorted; `prefix` is the public one. */
export function staleAtEdge(changes: readonly SyncChange[], prefix: string): readonly string[] {
  const stale = changes.filter(isWrite).filter(({ replaces }) => replaces !== undefined);
  return stale.flatMap(({ path }) => viewerPaths(prefix + path)).toSorted();
}

/**
 * Writes down, before anything is written over, what the edge will have to forget: should it not be told (this run dies,
 * the invalidation fails), the next run says these paths again. When the job has succeeded, `forget` takes the note away.
 */
export async function noteUntold(
  { inputs, observation, plan }: SyncStep,
  s3: S3Writer,
  context: Context,
): Promise<void> {
  const key = keyPrefix(inputs.prefix) + untoldKey;
  const paths = withEarlier(staleAtEdge(plan.changes, publicPrefix(inputs)), observation.untold);
  if (paths.length === 0) return;
  if (paths.length === observation.untold.length) {
    saveNote(context, inputs.bucket, key, observation.listed.get(untoldKey)?.etag ?? '');
    return;
  }
  const body = Buffer.from(JSON.stringify(paths));
  const headers = { 'content-type': 'application/json', 'cache-control': 'no-store' };
  const etag = await s3.put(inputs.bucket, key, { body }, headers, context.signal);
  saveNote(context, inputs.bucket, key, etag);
}

/** Sorted, without doubles. */
export function withEarlier(paths: readonly string[], untold: readonly string[]): readonly string[] {
  return [...new Set([...paths, ...untold])].toSorted();
}

const stateName = 'untold';

function saveNote({ state }: Context, bucket: string, key: string, etag: string): void {
  state.save(stateName, JSON.stringify({ bucket, key, etag }));
}

/** The job has succeeded, and its invalidation with it. A note that another run has added to stays. */
export async function forget(
  state: ReadonlyMap<string, string>,
  ports: Pick<PortMakers, 's3'>,
  context: Context,
): Promise<void> {
  const saved = state.get(stateName);
  if (saved === undefined) return;
  const { bucket, key, etag } = JSON.parse(saved) as {
    readonly bucket: string;
    readonly key: string;
    readonly etag: string;
  };
  try {
    const { writer } = await ports.s3();
    await writer.deleteObjects(bucket, [{ key, etag }], context.signal);
  } catch (error) {
    context.log.warning(`The next run will name the same invalidation-paths again. ${messageOf(error)}`);
  }
}

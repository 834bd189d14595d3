import type { BucketWriter } from '../../aws/s3.ts';
import { keyPrefix } from '../../domain/key-prefix.ts';
import { mapConcurrently } from '../../domain/map-concurrently.ts';
import { causeOf, UserError } from '../../errors.ts';
import type { Context } from '../../lifecycle/context.ts';
import type { Ports } from '../../lifecycle/ports.ts';
import { isWrite, type KeepChange, type SyncChange, type WriteChange } from './change.ts';
import { notePendingInvalidations } from './pending-invalidations.ts';
import { phases } from './phase.ts';
import { type Prepared, prepare } from './prepare.ts';
import { progress } from './progress.ts';
import { completed, interrupted, type Written, without } from './record.ts';
import type { SyncStep } from './step.ts';
import { objectWriter } from './write.ts';

/** How far the sync came. */
export interface Outcome {
  /** What was carried out: the plan, made again when another deployment came before. */
  readonly step: SyncStep;
  readonly written: Written;
  /** Whether the site is the new one. Until then, visitors get the entry page that was there before. */
  readonly switched: boolean;
  readonly deleted: readonly string[];
  readonly failure?: UserError;
}

/** Claims the site, writes phase by phase, records the release, prunes. A failure stops there: nothing more is switched or deleted. */
export async function apply(
  first: SyncStep,
  ports: Pick<Ports, 's3' | 'tree' | 'random'>,
  context: Context,
): Promise<Outcome> {
  const prepared = await prepare(first, ports, context);
  const { step } = prepared;
  const bucket = ports.s3.writer.bucket(step.inputs.bucket, context.signal);
  const note = () => notePendingInvalidations(step, bucket, context);
  const written = new Map<string, string>();
  if (!('claim' in prepared)) {
    await note();
    return { step, written, switched: false, deleted: [] };
  }
  const writeObject = objectWriter(step, bucket, ports.tree.reader);
  // A failure does not cut the other writes short: what was written is to be known.
  const write = async (change: WriteChange | KeepChange) => {
    await prepared.claim.keepAlive();
    written.set(change.path, await writeObject(change));
  };
  let switched = false;
  try {
    for (const [index, stage] of stagesOf(step.plan.changes).entries())
      await Promise.all([index === 0 ? note() : undefined, writeAll(stage, write, step.inputs.concurrency, context)]);
    switched = true;
    return { step, written, switched, deleted: await recordAndPrune(prepared, written, bucket, context.signal) };
  } catch (error) {
    if (!switched) await letGo(prepared, written);
    const failure = causeOf(error, context.signal);
    if (failure instanceof UserError) return { step, written, switched, deleted: [], failure };
    throw failure;
  }
}

type Stage = readonly (WriteChange | KeepChange)[];

/** Each is begun when the one before is done. Copies of what will be written over come with the first, which writes over nothing. */
function stagesOf(changes: readonly SyncChange[]): readonly Stage[] {
  const keeps = changes.filter((change) => change.kind === 'keep');
  const writes = phases.map((phase) => changes.filter(isWrite).filter((change) => change.phase === phase));
  const fresh = (change: WriteChange) => change.replaces === undefined;
  const [immutable = [], ...others] = writes;
  const stages = [[...keeps, ...immutable.filter(fresh)], immutable.filter((change) => !fresh(change)), ...others];
  // The note of pending invalidations is written before anything is overwritten, so the first stage is never left out.
  return stages.filter((stage, index) => index === 0 || stage.length > 0);
}

async function writeAll(
  changes: Stage,
  write: (change: WriteChange | KeepChange) => Promise<void>,
  concurrency: number,
  { signal, log, clock }: Context,
): Promise<void> {
  const [one] = changes;
  if (!one) return;
  const title = one.kind === 'keep' ? 'immutable' : one.phase;
  log.info(`${title}: ${changes.length} files`);
  const tell = progress(title, changes.length, clock, log.info);
  const writeAndTell = async (change: WriteChange | KeepChange) => {
    await write(change);
    tell(change.kind === 'put' ? change.bytes : 0);
  };
  await mapConcurrently(changes, concurrency, writeAndTell, signal);
}

/** The record comes first: what is deleted must be known as retired, and another deployment stops us here. */
async function recordAndPrune(
  { step, claim, release }: Prepared,
  written: Written,
  bucket: BucketWriter,
  signal: AbortSignal,
): Promise<readonly string[]> {
  const { changes } = step.plan;
  const manifest = completed(step.observation, changes, written, release);
  const deletes = changes.filter((change) => change.kind === 'delete');
  await claim.write(manifest, deletes.length > 0 ? 'hold' : 'let go', signal);
  if (deletes.length === 0) return [];
  const deleted: string[] = [];
  const prefix = keyPrefix(step.inputs.prefix);
  try {
    await claim.keepAlive();
    for await (const keys of bucket.deleteObjects(deletes.map(({ path, etag }) => ({ key: prefix + path, etag })))) {
      deleted.push(...keys);
      await claim.keepAlive();
    }
  } catch (error) {
    await claim.write(manifest, 'let go', lastSignal()).catch(() => {});
    throw error;
  }
  const paths = deleted.map((key) => key.slice(prefix.length));
  await claim.write(without(manifest, paths), 'let go', signal);
  return paths;
}

/** The next run need not wait for the lease to end, and knows what is there. The failure is reported even if this fails. */
async function letGo({ claim, intent }: Prepared, written: Written): Promise<void> {
  await claim.write(interrupted(intent, written), 'let go', lastSignal()).catch(() => {});
}

/** A job that is cancelled has some seconds left. */
function lastSignal(): AbortSignal {
  return AbortSignal.timeout(4_000);
}

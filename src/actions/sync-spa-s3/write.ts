import { join } from 'node:path';
import type { S3Writer, WriteCondition } from '../../aws/s3.ts';
import { UserError } from '../../errors.ts';
import type { TreeReader } from '../../machine/tree.ts';
import { keyPrefix } from './key-prefix.ts';
import { contentOf } from './local-site.ts';
import type { KeepChange, WriteChange } from './plan.ts';
import type { SyncStep } from './prepare.ts';

/** Carries out one write; the answer is the object's new ETag. */
export type WriteObject = (change: WriteChange | KeepChange, signal: AbortSignal) => Promise<string>;

/** Above this, a file is uploaded in parts: it is never in memory as a whole. */
const largestPutBytes = 32 * 1_024 ** 2;

export function objectWriter({ inputs, observation }: SyncStep, s3: S3Writer, tree: TreeReader): WriteObject {
  const { bucket } = inputs;
  const prefix = keyPrefix(inputs.prefix);
  const { site, manifest } = observation;
  // What this run makes itself; the others are on disk.
  const made = new Map(site?.files.filter(({ text }) => text !== undefined).map((file) => [file.path, file]));
  return async (change, signal) => {
    const key = prefix + change.path;
    if (change.kind !== 'put') {
      const headers = change.kind === 'keep' ? manifest.objects.get(change.from)?.headers : change.headers;
      const from = { key: prefix + change.from, etag: change.etag };
      return demandWritten(await s3.copy(bucket, from, key, headers ?? {}, signal, conditionOf(change)), change);
    }
    const file = made.get(change.path) ?? change;
    const folder = site?.folder ?? '';
    if (file.bytes > largestPutBytes) {
      const read = (start: number, end: number) => tree.range(join(folder, file.path), start, end);
      return s3.putLarge(bucket, key, file.bytes, read, change.headers, signal);
    }
    const content = { body: await contentOf(file, folder, tree), sha256: change.sha256 };
    return demandWritten(await s3.put(bucket, key, content, change.headers, signal, conditionOf(change)), change);
  };
}

/** The entry page is what switches the site: only over the one that was there when this was planned. */
function conditionOf(change: WriteChange | KeepChange): WriteCondition | undefined {
  if (change.kind === 'keep' || change.phase !== 'entry') return undefined;
  // A copy of an object onto itself has the condition of its source.
  if (change.kind === 'copy' && change.from === change.path) return undefined;
  return change.replaces === undefined ? { ifAbsent: true } : { ifEtag: change.replaces };
}

function demandWritten(etag: string | 'conflict', { resource }: WriteChange | KeepChange): string {
  if (etag !== 'conflict') return etag;
  throw new UserError({
    what: `${resource} was written by somebody else while this deployment ran.`,
    next: 'Find out who writes to this bucket beside this action, then run the job again.',
  });
}

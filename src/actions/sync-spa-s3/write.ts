import type { BucketWriter, WriteCondition } from '../../aws/s3.ts';
import { keyPrefix } from '../../domain/key-prefix.ts';
import { UserError } from '../../errors.ts';
import type { TreeReader } from '../../machine/tree.ts';
import type { KeepChange, WriteChange } from './change.ts';
import { siteContent } from './site-content.ts';
import type { SyncStep } from './step.ts';

/** Carries out one write; the answer is the object's new ETag. */
export type WriteObject = (change: WriteChange | KeepChange) => Promise<string>;

export function objectWriter({ inputs, observation }: SyncStep, bucket: BucketWriter, tree: TreeReader): WriteObject {
  const prefix = keyPrefix(inputs.prefix);
  const { site, manifest } = observation;
  const content = siteContent(site?.folder ?? '', tree);
  // What this run makes itself, or uploads from another file; all else is on disk under its own name.
  const special = site?.files.filter(({ text, stored }) => text !== undefined || stored !== undefined);
  const made = new Map(special?.map((file) => [file.path, file]));
  return async (change) => {
    const key = prefix + change.path;
    if (change.kind !== 'put') {
      const headers = change.kind === 'keep' ? manifest.objects.get(change.from)?.headers : change.headers;
      const from = { key: prefix + change.from, etag: change.etag };
      return demandWritten(await bucket.copy(from, key, headers ?? {}, conditionOf(change, inputs.lock)), change);
    }
    const file = made.get(change.path) ?? change;
    const source = {
      bytes: file.bytes,
      sha256: change.sha256,
      whole: () => content.whole(file),
      range: (start: number, end: number) => content.range(file, start, end),
    };
    return demandWritten(await bucket.put(key, source, change.headers, conditionOf(change, inputs.lock)), change);
  };
}

/** The entry page is what switches the site: only over the one that was there when this was planned. */
function conditionOf(change: WriteChange | KeepChange, lock: boolean): WriteCondition | undefined {
  if (change.kind === 'keep' || change.phase !== 'entry') return undefined;
  // A copy of an object onto itself has the condition of its source.
  if (change.kind === 'copy' && change.from === change.path) return undefined;
  const whereKnown = !lock;
  return change.replaces === undefined ? { ifAbsent: true, whereKnown } : { ifEtag: change.replaces, whereKnown };
}

function demandWritten(etag: string | 'conflict', { resource }: WriteChange | KeepChange): string {
  if (etag !== 'conflict') return etag;
  throw new UserError({
    what: `${resource} was written by somebody else while this deployment ran.`,
    next: 'Find out who writes to this bucket beside this action, then run the job again.',
  });
}

import type { BucketWriter } from '../../aws/s3.ts';
import { UserError } from '../../errors.ts';

/** Whether a server keeps the conditions of writes, by a trial; and the trial's object, which is to be deleted. */
export interface Trial {
  readonly keepsConditions: boolean;
  readonly etag: string;
}

const headers = { 'cache-control': 'no-store' };
const nobodysEtag = '0'.repeat(32);

/** Writes an object and tries to write over it on conditions that do not hold. Servers that do not know a condition say so (501), or write all the same. */
export async function tryConditions(key: string, bucket: Pick<BucketWriter, 'put'>): Promise<Trial> {
  const first = await bucket.put(key, Buffer.from('{}\n'), headers);
  const ifAbsent = { ifAbsent: true, whereKnown: true } as const;
  const afterFirst = await bucket.put(key, Buffer.from('{"if":"absent"}\n'), headers, ifAbsent);
  const ifEtag = { ifEtag: nobodysEtag, whereKnown: true } as const;
  const afterSecond = await bucket.put(key, Buffer.from('{"if":"etag"}\n'), headers, ifEtag);
  const written = [first, afterFirst, afterSecond].filter((each) => each !== 'conflict');
  return { keepsConditions: written.length === 1, etag: written.at(-1) ?? first };
}

/** A site on a server that cannot keep two deployments apart. */
export function noLock(bucket: string): UserError {
  return new UserError({
    what: `The server of s3://${bucket} writes whatever the condition of a write says (If-None-Match, If-Match), so it cannot keep two deployments apart.`,
    next: 'Let one deployment run at a time (concurrency), and give `lock: false`; or take a server that knows conditional writes.',
  });
}

export function noLockWarning(bucket: string): string {
  return `The server of s3://${bucket} keeps no conditions of writes, so nothing in the bucket keeps two deployments apart: let one run at a time (concurrency). What somebody else writes meanwhile is written over.`;
}

import { createHash } from 'node:crypto';
import { batchesOf } from '../../domain/batches.ts';
import { UserError } from '../../errors.ts';
import type { CallBucket } from './bucket-call.ts';
import { maxKeysPerRequest } from './limits.ts';
import { nextStepAfter, refusing } from './refusal.ts';
import { element, elements, escaped } from './xml.ts';

/** An object, while it has this ETag. */
export interface ObjectVersion {
  readonly key: string;
  readonly etag: string;
}

/** Deletes as many objects in a request as S3 takes, each only while it has its ETag; each batch gives the keys that it deleted. */
export async function* deleteInBatches(
  call: CallBucket,
  bucket: string,
  objects: readonly ObjectVersion[],
): AsyncGenerator<readonly string[]> {
  for (const batch of batchesOf(objects, maxKeysPerRequest)) yield await deleteBatch(call, bucket, batch);
}

async function deleteBatch(
  call: CallBucket,
  bucket: string,
  objects: readonly ObjectVersion[],
): Promise<readonly string[]> {
  const entries = objects.map(
    ({ key, etag }) => `<Object><Key>${escaped(key)}</Key><ETag>${escaped(etag)}</ETag></Object>`,
  );
  const body = Buffer.from(`<Delete>${entries.join('')}</Delete>`);
  const headers = { 'content-md5': createHash('md5').update(body).digest('base64') };
  const answer = await call({ method: 'POST', query: { delete: '' }, headers, body }).catch(
    refusing(`Deleting ${objects.length} objects of s3://${bucket}`),
  );
  const xml = answer.body.toString();
  const refusal = elements(xml, 'Error').find(
    (error) => !/^(PreconditionFailed|NoSuchKey)$/.test(element(error, 'Code') ?? ''),
  );
  if (refusal) throw notDeleted(bucket, refusal);
  return elements(xml, 'Deleted').map((deleted) => element(deleted, 'Key') ?? '');
}

/** S3 answers a batch with 200 whatever became of its keys. */
function notDeleted(bucket: string, error: string): UserError {
  const code = element(error, 'Code') ?? '';
  return new UserError({
    what: `Deleting s3://${bucket}/${element(error, 'Key')} failed: ${code}.`,
    why: element(error, 'Message'),
    next: nextStepAfter(code),
  });
}

import { batchesOf } from '../../domain/batches.ts';
import { UserError } from '../../errors.ts';
import { maxKeysPerRequest } from './limits.ts';
import { nextStepAfter, refusing } from './refusal.ts';
import { type DeleteError, DeleteObjectsCommand, type S3Sdk } from './sdk.ts';

/** An object, while it has this ETag. */
export interface ObjectVersion {
  readonly key: string;
  readonly etag: string;
}

/** A bucket as the SDK's client is asked about it. */
export interface SdkBucket extends Pick<S3Sdk, 'client'> {
  readonly bucket: string;
  readonly signal: AbortSignal;
}

/** Deletes as many objects in a request as S3 takes, each only while it has its ETag; each batch gives the keys that it deleted. */
export async function* deleteInBatches(
  at: SdkBucket,
  objects: readonly ObjectVersion[],
): AsyncGenerator<readonly string[]> {
  for (const batch of batchesOf(objects, maxKeysPerRequest)) yield await deleteBatch(at, batch);
}

async function deleteBatch(
  { client, bucket, signal }: SdkBucket,
  objects: readonly ObjectVersion[],
): Promise<readonly string[]> {
  const wanted = objects.map(({ key, etag }) => ({ Key: key, ETag: etag }));
  const asked = new DeleteObjectsCommand({ Bucket: bucket, Delete: { Objects: wanted } });
  const { Deleted = [], Errors = [] } = await client
    .send(asked, { abortSignal: signal })
    .catch(refusing(`Deleting ${objects.length} objects of s3://${bucket}`));
  const refusal = Errors.find(({ Code = '' }) => !/^(PreconditionFailed|NoSuchKey)$/.test(Code));
  if (refusal) throw notDeleted(bucket, refusal);
  return Deleted.map(({ Key = '' }) => Key);
}

/** S3 answers a batch with 200 whatever became of its keys. */
function notDeleted(bucket: string, { Key = '', Code = '', Message }: DeleteError): UserError {
  return new UserError({
    what: `Deleting s3://${bucket}/${Key} failed: ${Code}.`,
    why: Message,
    next: nextStepAfter(Code),
  });
}

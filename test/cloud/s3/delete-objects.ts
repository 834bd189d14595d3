import { createHash } from 'node:crypto';
import { AwsError } from '../core/errors.ts';
import { type CallContext, readBody } from '../core/service.ts';
import type { XmlValue } from '../core/xml.ts';
import type { Bucket } from './buckets.ts';
import { checksumAlgorithms, runningChecksum } from './checksums.ts';
import { malformedXml } from './errors.ts';
import { type S3Operation, xml } from './operation.ts';
import { checkWrite } from './preconditions.ts';
import { bucketOf, type S3State, s3Access } from './state.ts';
import type { Target } from './target.ts';
import { xmlInput } from './xml-input.ts';

interface DeleteInput {
  readonly Quiet?: string;
  readonly Object?: readonly { readonly Key?: string; readonly ETag?: string }[];
}

const mostKeys = 1000;

/** Each key is allowed, compared and deleted by itself; what fails is listed in the answer, whose status is 200. */
export const deleteObjects: S3Operation = {
  access: () => [],
  async perform(state, target, context) {
    const bucket = bucketOf(state, target.bucket);
    const payload = await readBody(target.request);
    checkIntegrity(target, payload);
    const input = await xmlInput<DeleteInput>({ ...target.request, payload }, 'Delete', ['Object']);
    const objects = input.Object ?? [];
    if (objects.length === 0 || objects.length > mostKeys) throw malformedXml();
    const outcomes = objects.map(({ Key = '', ETag }) => deleteOne(state, bucket, Key, ETag, target, context));
    return xml('DeleteResult', {
      Deleted: outcomes.flatMap(({ deleted }) => (deleted && input.Quiet !== 'true' ? [deleted] : [])),
      Error: outcomes.flatMap(({ error }) => (error ? [error] : [])),
    });
  },
};

function deleteOne(
  state: S3State,
  bucket: Bucket,
  key: string,
  etag: string | undefined,
  target: Target,
  context: CallContext,
): { readonly deleted?: XmlValue; readonly error?: XmlValue } {
  const needed = ['DeleteObject', ...(etag === undefined || etag === '*' ? [] : ['GetObject'])];
  const conditions = etag === undefined ? {} : { 's3:if-match': etag };
  const allowed = needed.every((action) =>
    state.allows(
      context.caller,
      s3Access(state, context, action, { bucket: target.bucket, key, header: target.header }, conditions),
      context.region,
    ),
  );
  if (!allowed) return { error: { Key: key, Code: 'AccessDenied', Message: 'Access Denied' } };
  try {
    checkWrite(bucket.get(key), key, { ifMatch: etag });
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    return { error: { Key: key, Code: error.code, Message: error.message } };
  }
  bucket.delete(key);
  return { deleted: { Key: key } };
}

/** A batch delete must carry an MD5 or a checksum, and it must be right. */
function checkIntegrity(target: Target, payload: Buffer): void {
  const md5 = target.header('content-md5');
  const algorithm = checksumAlgorithms.find((name) => target.header(`x-amz-checksum-${name}`) !== undefined);
  if (md5 === undefined && algorithm === undefined)
    throw new AwsError('InvalidRequest', 'Missing required header for this request: Content-MD5 OR x-amz-checksum-*');
  if (md5 !== undefined && md5 !== createHash('md5').update(payload).digest('base64'))
    throw new AwsError('BadDigest', 'The Content-MD5 you specified did not match what we received.');
  if (algorithm === undefined) return;
  const checksum = runningChecksum(algorithm);
  checksum.update(payload);
  if (checksum.digest().toString('base64') !== target.header(`x-amz-checksum-${algorithm}`))
    throw new AwsError(
      'BadDigest',
      `The ${algorithm.toUpperCase()} you specified did not match the calculated checksum.`,
    );
}

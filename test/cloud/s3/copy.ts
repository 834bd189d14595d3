import { createHash } from 'node:crypto';
import { AwsError } from '../core/errors.ts';
import type { StoredBody } from './bodies.ts';
import type { S3Object } from './buckets.ts';
import { invalidArgument, preconditionFailed } from './errors.ts';
import { etagOf } from './etag.ts';
import { checksumElements, encryptionFor, encryptionHeaders, systemHeaders, userMetadata } from './object-headers.ts';
import { comparisonAccess, objectOf, writeConditionKeys, writeConditions } from './objects.ts';
import { type S3Operation, xml } from './operation.ts';
import { beginWrite, checkRead } from './preconditions.ts';
import { bucketOf, keyAccess, s3Access } from './state.ts';
import type { Target } from './target.ts';

const largestCopyBytes = 5 * 1024 ** 3;

export const copyObject: S3Operation = {
  access: (state, target, context) => {
    const source = copySource(target);
    const encryption = encryptionFor(target, state.buckets.get(target.bucket)?.encryption ?? { kind: 'sse-s3' });
    return [
      s3Access(state, context, 'GetObject', source),
      s3Access(state, context, 'PutObject', target, writeConditionKeys(target)),
      ...comparisonAccess(state, target, context),
      ...keyAccess(state.buckets.get(source.bucket)?.get(source.key)?.encryption, 'Decrypt', context.region),
      ...keyAccess(encryption, 'GenerateDataKey', context.region),
    ];
  },
  async perform(state, target, context) {
    const bucket = bucketOf(state, target.bucket);
    const commit = beginWrite(bucket, target.key, writeConditions(target));
    const source = copySource(target);
    const original = objectOf(state, source, context);
    checkSource(original, source, target);
    const replace = target.header('x-amz-metadata-directive') === 'REPLACE';
    const encryption = encryptionFor(target, bucket.encryption);
    const md5 = await md5Of(original);
    commit();
    const copy: S3Object = {
      key: target.key,
      body: original.body.retain(),
      etag: etagOf(md5, encryption),
      lastModified: context.now,
      headers: replace ? systemHeaders(target) : original.headers,
      metadata: replace ? userMetadata(target) : original.metadata,
      checksum: original.checksum,
      encryption,
    };
    bucket.set(copy);
    return xml(
      'CopyObjectResult',
      { ETag: `"${copy.etag}"`, LastModified: copy.lastModified, ...checksumElements(copy.checksum) },
      encryptionHeaders(encryption),
    );
  },
};

/** Bucket and key of `x-amz-copy-source`. */
export function copySource(target: Target): { readonly bucket: string; readonly key: string } {
  const text = target.header('x-amz-copy-source') ?? '';
  const [path = ''] = text.replace(/^\//, '').split('?');
  const [bucket = '', key = ''] = decodeURIComponent(path).split(/\/(.*)/s);
  if (!bucket || !key)
    throw invalidArgument(
      'x-amz-copy-source',
      text,
      'Copy Source must mention the source bucket and key: sourcebucket/sourcekey',
    );
  return { bucket, key };
}

/** The conditions that a copy sets on its source; a source that has not changed is a failure here. */
export function checkCopyConditions(original: S3Object, target: Target): void {
  const name = 'x-amz-copy-source-if';
  const conditions = {
    ifMatch: target.header(`${name}-match`),
    ifNoneMatch: target.header(`${name}-none-match`),
    ifModifiedSince: target.header(`${name}-modified-since`),
    ifUnmodifiedSince: target.header(`${name}-unmodified-since`),
  };
  if (checkRead(original, conditions) === 'not modified') throw preconditionFailed(`${name}-none-match`);
}

function checkSource(
  original: S3Object,
  source: { readonly bucket: string; readonly key: string },
  target: Target,
): void {
  checkCopyConditions(original, target);
  if (original.body.size > largestCopyBytes)
    throw new AwsError(
      'InvalidRequest',
      `The specified copy source is larger than the maximum allowable size for a copy source: ${largestCopyBytes}`,
    );
  const changes = ['x-amz-storage-class', 'x-amz-website-redirect-location', 'x-amz-server-side-encryption'];
  const changesNothing =
    target.header('x-amz-metadata-directive') !== 'REPLACE' && changes.every((name) => !target.header(name));
  if (changesNothing && source.bucket === target.bucket && source.key === target.key)
    throw new AwsError(
      'InvalidRequest',
      "This copy request is illegal because it is trying to copy an object to itself without changing the object's metadata, storage class, website redirect location or encryption attributes.",
    );
}

/** A copy is one plain object, so its ETag is the MD5 of all bytes; only where the original's is that too is it known already. */
async function md5Of({ etag, encryption, body }: S3Object): Promise<Buffer> {
  const known = encryption.kind === 'sse-s3' && !etag.includes('-');
  return known ? Buffer.from(etag, 'hex') : digestOf(body);
}

async function digestOf(body: StoredBody): Promise<Buffer> {
  const hash = createHash('md5');
  const content = body.read();
  if (Buffer.isBuffer(content)) hash.update(content);
  else for await (const bytes of content) hash.update(bytes as Buffer);
  return hash.digest();
}

import { randomBytes } from 'node:crypto';
import { AwsError } from '../core/errors.ts';
import type { MultipartUpload, ObjectChecksum } from './buckets.ts';
import { type ChecksumAlgorithm, checksumAlgorithms } from './checksums.ts';
import { checkCopyConditions, copySource } from './copy.ts';
import { invalidArgument } from './errors.ts';
import { etagOf } from './etag.ts';
import { encryptionFor, encryptionHeaders, systemHeaders, userMetadata } from './object-headers.ts';
import { objectOf, writeConditionKeys } from './objects.ts';
import { type S3Operation, xml } from './operation.ts';
import { receive, sentAlgorithm } from './receive.ts';
import { bucketOf, keyAccess, s3Access } from './state.ts';
import type { Target } from './target.ts';
import { addPart, forget, uploadOf } from './uploads.ts';

export const createMultipartUpload: S3Operation = {
  access: (state, target, context) => [
    s3Access(state, context, 'PutObject', target, writeConditionKeys(target)),
    ...keyAccess(
      encryptionFor(target, state.buckets.get(target.bucket)?.encryption ?? { kind: 'sse-s3' }),
      'GenerateDataKey',
      context.region,
    ),
  ],
  perform: (state, target, { now, caller }) => {
    const bucket = bucketOf(state, target.bucket);
    const algorithm = askedAlgorithm(target);
    const upload: MultipartUpload = {
      id: randomBytes(48).toString('base64url'),
      key: target.key,
      initiated: now,
      initiator: caller.arn,
      headers: systemHeaders(target),
      metadata: userMetadata(target),
      encryption: encryptionFor(target, bucket.encryption),
      algorithm,
      algorithmNamed: target.header('x-amz-checksum-algorithm') !== undefined,
      checksumType: checksumTypeOf(target, algorithm),
      parts: new Map(),
    };
    bucket.uploads.set(upload.id, upload);
    return xml(
      'InitiateMultipartUploadResult',
      { Bucket: bucket.name, Key: target.key, UploadId: upload.id },
      {
        ...encryptionHeaders(upload.encryption),
        'x-amz-checksum-algorithm': algorithm.toUpperCase(),
        'x-amz-checksum-type': upload.checksumType,
      },
    );
  },
};

export const uploadPart: S3Operation = {
  access: (state, target, context) => [s3Access(state, context, 'PutObject', target)],
  async perform(state, target, { now }) {
    const upload = uploadOf(bucketOf(state, target.bucket), target);
    const number = partNumberOf(target);
    checkAlgorithm(upload, target);
    const { body, md5, digest, answered } = await receive(target.request, state.bodies, upload.algorithm);
    const part = { number, body, md5, digest, etag: etagOf(md5, upload.encryption), lastModified: now };
    addPart(upload, part);
    const checksum = { [`x-amz-checksum-${answered.algorithm}`]: answered.digest.toString('base64') };
    return { status: 200, headers: { etag: `"${part.etag}"`, ...encryptionHeaders(upload.encryption), ...checksum } };
  },
};

export const uploadPartCopy: S3Operation = {
  access: (state, target, context) => [
    s3Access(state, context, 'GetObject', copySource(target)),
    s3Access(state, context, 'PutObject', target),
  ],
  async perform(state, target, context) {
    const upload = uploadOf(bucketOf(state, target.bucket), target);
    const source = objectOf(state, copySource(target), context);
    checkCopyConditions(source, target);
    const [, start, last] = /^bytes=(\d+)-(\d+)$/.exec(target.header('x-amz-copy-source-range') ?? '') ?? [];
    const content = source.body.read(start ? Number(start) : 0, last ? Number(last) + 1 : source.body.size);
    const size = last ? Number(last) + 1 - Number(start) : source.body.size;
    const stream = Buffer.isBuffer(content) ? [content] : content;
    const request = { ...target.request, headers: { 'content-length': String(size) }, body: stream as never };
    const { body, md5, digest } = await receive(request, state.bodies, upload.algorithm);
    const etag = etagOf(md5, upload.encryption);
    addPart(upload, { number: partNumberOf(target), body, md5, digest, etag, lastModified: context.now });
    return xml('CopyPartResult', { ETag: `"${etag}"`, LastModified: context.now });
  },
};

export const abortMultipartUpload: S3Operation = {
  access: (state, target, context) => [s3Access(state, context, 'AbortMultipartUpload', target)],
  perform: (state, target) => {
    const bucket = bucketOf(state, target.bucket);
    forget(bucket, uploadOf(bucket, target));
    return { status: 204 };
  },
};

function partNumberOf(target: Target): number {
  const text = target.parameter('partNumber') ?? '';
  const number = Number(text);
  if (Number.isInteger(number) && number >= 1 && number <= 10_000) return number;
  throw invalidArgument('partNumber', text, 'Part number must be an integer between 1 and 10000, inclusive');
}

/** All parts must come with the algorithm that the upload was begun with, if one was named. */
function checkAlgorithm({ algorithm, algorithmNamed }: MultipartUpload, target: Target): void {
  const sent = sentAlgorithm(target.request);
  if (sent === undefined || sent === algorithm || !algorithmNamed) return;
  throw new AwsError(
    'InvalidRequest',
    `Checksum Type mismatch occurred, expected checksum Type: ${algorithm}, actual checksum Type: ${sent}`,
  );
}

function askedAlgorithm(target: Target): ChecksumAlgorithm {
  const asked = target.header('x-amz-checksum-algorithm')?.toLowerCase();
  return checksumAlgorithms.find((algorithm) => algorithm === asked) ?? 'crc64nvme';
}

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/checking-object-integrity-upload.html */
function checksumTypeOf(target: Target, algorithm: ChecksumAlgorithm): ObjectChecksum['type'] {
  const asked = target.header('x-amz-checksum-type');
  if (asked === 'FULL_OBJECT' && algorithm.startsWith('sha'))
    throw new AwsError(
      'InvalidRequest',
      `The FULL_OBJECT checksum type cannot be used with the ${algorithm} checksum algorithm.`,
    );
  if (asked === 'COMPOSITE' && algorithm === 'crc64nvme')
    throw new AwsError(
      'InvalidRequest',
      'The COMPOSITE checksum type cannot be used with the crc64nvme checksum algorithm.',
    );
  if (asked === 'FULL_OBJECT' || asked === 'COMPOSITE') return asked;
  return algorithm === 'crc64nvme' ? 'FULL_OBJECT' : 'COMPOSITE';
}

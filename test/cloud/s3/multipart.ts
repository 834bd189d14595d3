import { randomBytes } from 'node:crypto';
import { AwsError } from '../core/errors.ts';
import { joinedBody } from './bodies.ts';
import { type Bucket, type MultipartUpload, type ObjectChecksum, ownerOf, type UploadedPart } from './buckets.ts';
import { type ChecksumAlgorithm, checksumAlgorithms, combinedCrc, runningChecksum } from './checksums.ts';
import { checkCopyConditions, copySource } from './copy.ts';
import { invalidArgument, malformedXml } from './errors.ts';
import { etagOf, multipartEtag } from './etag.ts';
import { checksumElements, encryptionFor, encryptionHeaders, systemHeaders, userMetadata } from './object-headers.ts';
import { comparisonAccess, objectOf, writeConditionKeys, writeConditions } from './objects.ts';
import { type S3Operation, xml } from './operation.ts';
import { beginWrite } from './preconditions.ts';
import { receive, sentAlgorithm } from './receive.ts';
import { bucketOf, keyAccess, type S3State, s3Access } from './state.ts';
import type { Target } from './target.ts';
import { xmlInput } from './xml-input.ts';

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

interface CompleteInput {
  readonly Part?: readonly { readonly PartNumber?: string; readonly ETag?: string }[];
}

export const completeMultipartUpload: S3Operation = {
  access: (state, target, context) => [
    s3Access(state, context, 'PutObject', target, writeConditionKeys(target)),
    ...comparisonAccess(state, target, context),
    ...keyAccess(
      state.buckets.get(target.bucket)?.uploads.get(target.parameter('uploadId') ?? '')?.encryption,
      'Decrypt',
      context.region,
    ),
  ],
  async perform(state, target, { now }) {
    const bucket = bucketOf(state, target.bucket);
    const upload = uploadOf(bucket, target);
    const commit = beginWrite(bucket, target.key, writeConditions(target));
    const { Part = [] } = await xmlInput<CompleteInput>(target.request, 'CompleteMultipartUpload', ['Part']);
    const parts = namedParts(state, upload, Part);
    commit();
    const { key, headers, metadata, encryption } = upload;
    const etag = multipartEtag(
      parts.map(({ md5 }) => md5),
      encryption,
    );
    const checksum = checksumOf(upload, parts);
    const body = joinedBody(parts.map((part) => part.body.retain()));
    forget(bucket, upload);
    bucket.set({ key, body, etag, lastModified: now, headers, metadata, checksum, encryption });
    const location = `http://${target.header('host')}/${bucket.name}/${encodeURIComponent(key)}`;
    return xml(
      'CompleteMultipartUploadResult',
      { Location: location, Bucket: bucket.name, Key: key, ETag: `"${etag}"`, ...checksumElements(checksum) },
      encryptionHeaders(encryption),
    );
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

export const listParts: S3Operation = {
  access: (state, target, context) => [s3Access(state, context, 'ListMultipartUploadParts', target)],
  perform: (state, target) => {
    const bucket = bucketOf(state, target.bucket);
    const upload = uploadOf(bucket, target);
    const limit = Math.min(Number(target.parameter('max-parts') ?? 1000), state.pageSize);
    const after = Number(target.parameter('part-number-marker') ?? 0);
    const parts = sortedParts(upload).filter(({ number }) => number > after);
    const page = parts.slice(0, limit);
    return xml('ListPartsResult', {
      Bucket: target.bucket,
      Key: upload.key,
      UploadId: upload.id,
      PartNumberMarker: after,
      NextPartNumberMarker: page.at(-1)?.number,
      MaxParts: limit,
      IsTruncated: parts.length > page.length,
      StorageClass: 'STANDARD',
      Owner: ownerOf(bucket),
      Initiator: { ID: upload.initiator },
      Part: page.map(({ number, etag, lastModified, body }) => ({
        PartNumber: number,
        ETag: `"${etag}"`,
        LastModified: lastModified,
        Size: body.size,
      })),
    });
  },
};

export const listMultipartUploads: S3Operation = {
  access: (state, target, context) => [s3Access(state, context, 'ListBucketMultipartUploads', target)],
  perform: (state, target) => {
    const prefix = target.parameter('prefix') ?? '';
    const bucket = bucketOf(state, target.bucket);
    const uploads = [...bucket.uploads.values()].filter(({ key }) => key.startsWith(prefix));
    return xml('ListMultipartUploadsResult', {
      Bucket: target.bucket,
      Prefix: prefix,
      MaxUploads: 1000,
      IsTruncated: false,
      Upload: uploads.map(({ key, id, initiated, initiator }) => ({
        Key: key,
        UploadId: id,
        Initiated: initiated,
        Owner: ownerOf(bucket),
        Initiator: { ID: initiator },
        StorageClass: 'STANDARD',
      })),
    });
  },
};

function uploadOf(bucket: Bucket, target: Target): MultipartUpload {
  const id = target.parameter('uploadId') ?? '';
  const upload = bucket.uploads.get(id);
  if (upload?.key === target.key) return upload;
  throw new AwsError(
    'NoSuchUpload',
    'The specified upload does not exist. The upload ID may be invalid, or the upload may have been aborted or completed.',
    404,
    { UploadId: id },
  );
}

function addPart(upload: MultipartUpload, part: UploadedPart): void {
  upload.parts.get(part.number)?.body.release();
  upload.parts.set(part.number, part);
}

function forget(bucket: Bucket, upload: MultipartUpload): void {
  bucket.uploads.delete(upload.id);
  for (const { body } of upload.parts.values()) body.release();
}

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

function sortedParts({ parts }: MultipartUpload): readonly UploadedPart[] {
  return [...parts.values()].sort((a, b) => a.number - b.number);
}

/** The parts that the caller names, checked: known, unchanged, in ascending order, and none but the last too small. */
function namedParts(
  { minPartBytes }: S3State,
  upload: MultipartUpload,
  named: NonNullable<CompleteInput['Part']>,
): readonly UploadedPart[] {
  if (named.length === 0) throw malformedXml();
  const numbers = named.map(({ PartNumber }) => Number(PartNumber));
  if (numbers.some((number, position) => position > 0 && number <= (numbers[position - 1] ?? 0)))
    throw new AwsError(
      'InvalidPartOrder',
      'The list of parts was not in ascending order. Parts must be ordered by part number.',
    );
  const parts = named.map(({ PartNumber, ETag = '' }) => {
    const part = upload.parts.get(Number(PartNumber));
    if (part && part.etag === ETag.replaceAll('"', '')) return part;
    throw new AwsError(
      'InvalidPart',
      "One or more of the specified parts could not be found.  The part may not have been uploaded, or the specified entity tag may not match the part's entity tag.",
      400,
      { UploadId: upload.id, PartNumber, ETag },
    );
  });
  const small = parts.slice(0, -1).find(({ body }) => body.size < minPartBytes);
  if (small)
    throw new AwsError('EntityTooSmall', 'Your proposed upload is smaller than the minimum allowed object size.', 400, {
      ProposedSize: small.body.size,
      MinSizeAllowed: minPartBytes,
      PartNumber: small.number,
    });
  return parts;
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

function checksumOf(
  { algorithm, checksumType: type }: MultipartUpload,
  parts: readonly UploadedPart[],
): ObjectChecksum {
  const full = combinedCrc(
    algorithm,
    parts.map(({ digest, body }) => ({ digest, size: body.size })),
  );
  if (type === 'FULL_OBJECT' && full) return { algorithm, type, value: full.toString('base64') };
  const ofDigests = runningChecksum(algorithm);
  for (const { digest } of parts) ofDigests.update(digest);
  return { algorithm, type: 'COMPOSITE', value: `${ofDigests.digest().toString('base64')}-${parts.length}` };
}

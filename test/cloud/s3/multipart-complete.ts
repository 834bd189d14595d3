import { AwsError } from '../core/errors.ts';
import { joinedBody } from './bodies.ts';
import type { MultipartUpload, ObjectChecksum, UploadedPart } from './buckets.ts';
import { combinedCrc, runningChecksum } from './checksums.ts';
import { malformedXml } from './errors.ts';
import { multipartEtag } from './etag.ts';
import { checksumElements, encryptionHeaders } from './object-headers.ts';
import { comparisonAccess, writeConditionKeys, writeConditions } from './objects.ts';
import { type S3Operation, xml } from './operation.ts';
import { beginWrite } from './preconditions.ts';
import { bucketOf, keyAccess, type S3State, s3Access } from './state.ts';
import { forget, uploadOf } from './uploads.ts';
import { xmlInput } from './xml-input.ts';

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

import { type MultipartUpload, ownerOf, type UploadedPart } from './buckets.ts';
import { type S3Operation, xml } from './operation.ts';
import { bucketOf, s3Access } from './state.ts';
import { uploadOf } from './uploads.ts';

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

function sortedParts({ parts }: MultipartUpload): readonly UploadedPart[] {
  return [...parts.values()].sort((a, b) => a.number - b.number);
}

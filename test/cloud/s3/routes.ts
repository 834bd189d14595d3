import * as bucket from './bucket-operations.ts';
import { copyObject } from './copy.ts';
import { deleteObjects } from './delete-objects.ts';
import { notImplemented } from './errors.ts';
import { listObjects, listObjectsV2 } from './list-objects.ts';
import * as multipart from './multipart.ts';
import { completeMultipartUpload } from './multipart-complete.ts';
import { listMultipartUploads, listParts } from './multipart-lists.ts';
import { deleteObject, getObject, headObject, putObject } from './objects.ts';
import type { S3Operation } from './operation.ts';
import type { Target } from './target.ts';
import { deleteBucketWebsite, getBucketWebsite, putBucketWebsite } from './website-configuration.ts';

export interface Route {
  readonly name: string;
  readonly operation: S3Operation;
}

/** Which operation a request asks for: by method, by what it is about, and by the sub-resource in the query. */
export function routeOf(target: Target): Route {
  const level = target.bucket === '' ? 'account' : target.key === '' ? 'bucket' : 'object';
  const name = `${level} ${target.request.method}${subResource(target)}`;
  const route = routes[name];
  if (!route) throw notImplemented(`${target.request.method} of ${level}${subResource(target)}`);
  return route;
}

/** Parameters that only shape the answer, and so name no sub-resource. */
const plainParameters = new Set([
  'prefix',
  'delimiter',
  'max-keys',
  'marker',
  'continuation-token',
  'start-after',
  'encoding-type',
  'fetch-owner',
  'x-id',
  'max-buckets',
  'max-parts',
  'max-uploads',
  'part-number-marker',
  'key-marker',
  'upload-id-marker',
]);

function subResource(target: Target): string {
  const names = [...target.request.query.keys()].filter(
    (name) => !plainParameters.has(name) && !name.startsWith('response-') && !name.toLowerCase().startsWith('x-amz-'),
  );
  const copy = target.header('x-amz-copy-source') === undefined ? '' : ' copy';
  return [...names.sort().map((name) => ` ${name}`), copy].join('');
}

const routes: Readonly<Record<string, Route>> = {
  'account GET': { name: 'ListBuckets', operation: bucket.listBuckets },
  'bucket PUT': { name: 'CreateBucket', operation: bucket.createBucket },
  'bucket HEAD': { name: 'HeadBucket', operation: bucket.headBucket },
  'bucket DELETE': { name: 'DeleteBucket', operation: bucket.deleteBucket },
  'bucket GET': { name: 'ListObjects', operation: listObjects },
  'bucket GET list-type': { name: 'ListObjectsV2', operation: listObjectsV2 },
  'bucket GET location': { name: 'GetBucketLocation', operation: bucket.getBucketLocation },
  'bucket GET encryption': { name: 'GetBucketEncryption', operation: bucket.getBucketEncryption },
  'bucket GET versioning': { name: 'GetBucketVersioning', operation: bucket.getBucketVersioning },
  'bucket GET publicAccessBlock': { name: 'GetPublicAccessBlock', operation: bucket.getPublicAccessBlock },
  'bucket GET ownershipControls': { name: 'GetBucketOwnershipControls', operation: bucket.getBucketOwnershipControls },
  'bucket GET policy': { name: 'GetBucketPolicy', operation: bucket.getBucketPolicy },
  'bucket PUT policy': { name: 'PutBucketPolicy', operation: bucket.putBucketPolicy },
  'bucket GET policyStatus': { name: 'GetBucketPolicyStatus', operation: bucket.getBucketPolicyStatus },
  'bucket GET website': { name: 'GetBucketWebsite', operation: getBucketWebsite },
  'bucket PUT website': { name: 'PutBucketWebsite', operation: putBucketWebsite },
  'bucket DELETE website': { name: 'DeleteBucketWebsite', operation: deleteBucketWebsite },
  'bucket GET uploads': { name: 'ListMultipartUploads', operation: listMultipartUploads },
  'bucket POST delete': { name: 'DeleteObjects', operation: deleteObjects },
  'object PUT': { name: 'PutObject', operation: putObject },
  'object PUT copy': { name: 'CopyObject', operation: copyObject },
  'object GET': { name: 'GetObject', operation: getObject },
  'object HEAD': { name: 'HeadObject', operation: headObject },
  'object DELETE': { name: 'DeleteObject', operation: deleteObject },
  'object POST uploads': { name: 'CreateMultipartUpload', operation: multipart.createMultipartUpload },
  'object PUT partNumber uploadId': { name: 'UploadPart', operation: multipart.uploadPart },
  'object PUT partNumber uploadId copy': { name: 'UploadPartCopy', operation: multipart.uploadPartCopy },
  'object POST uploadId': { name: 'CompleteMultipartUpload', operation: completeMultipartUpload },
  'object DELETE uploadId': { name: 'AbortMultipartUpload', operation: multipart.abortMultipartUpload },
  'object GET uploadId': { name: 'ListParts', operation: listParts },
};

import type { KnownDifference } from './conformance.ts';

const api = 'https://docs.aws.amazon.com/AmazonS3/latest/API';
const guide = 'https://docs.aws.amazon.com/AmazonS3/latest/userguide';

/** Where S3's documentation speaks for the local cloud and against moto. */
export const knownS3Differences: readonly KnownDifference[] = [
  {
    at: 'create one with a bad name › *',
    because: 'names have no capitals and no underscores',
    documentation: `${guide}/bucketnamingrules.html`,
  },
  {
    at: 'read who may read it › *',
    because: 'a bucket without a policy has no status of one, as it has no policy to read',
    documentation: `${api}/API_GetBucketPolicyStatus.html`,
  },
  {
    at: 'head the bucket › answer.AccessPointAlias',
    because: 'the answer says whether the name is an alias',
    documentation: `${api}/API_HeadBucket.html`,
  },
  {
    at: 'list buckets › answer.0.BucketRegion',
    because: 'each bucket comes with its region',
    documentation: `${api}/API_Bucket.html`,
  },
  {
    at: '* › answer.ServerSideEncryption',
    because: 'every new object is encrypted, and every answer about it says how',
    documentation: `${guide}/default-encryption-faq.html`,
  },
  {
    at: '* › answer*ChecksumType',
    because: 'a checksum comes with its type',
    documentation: `${api}/API_PutObject.html`,
  },
  {
    at: 'put with a wrong MD5 › *',
    because: 'BadDigest is the answer to a Content-MD5 that does not match',
    documentation: `${api}/ErrorResponses.html`,
  },
  {
    at: 'put with a long key › *',
    because: 'a key has 1,024 bytes at most',
    documentation: `${guide}/object-keys.html`,
  },
  {
    at: 'put with much metadata › *',
    because: 'user metadata has 2 KB at most',
    documentation: `${guide}/UsingMetadata.html`,
  },
  {
    at: 'copy if the source is another › *',
    because: 'x-amz-copy-source-if-match is a condition',
    documentation: `${api}/API_CopyObject.html`,
  },
  {
    at: 'list with encoded names › answer.Contents.1.Key',
    because: 'a space is encoded as a plus: clients decode names as form values',
    documentation: 'https://github.com/boto/botocore/blob/develop/botocore/compat.py (unquote_str)',
  },
  {
    at: 'list with a made-up token › *',
    because: 'a token that S3 did not give is an InvalidArgument; moto fails inside',
    documentation: `${api}/ErrorResponses.html`,
  },
  {
    at: 'begin *upload › answer.ChecksumAlgorithm',
    because: 'without a named algorithm S3 keeps a CRC64NVME',
    documentation: `${guide}/checking-object-integrity-upload.html`,
  },
  {
    at: 'complete › answer.ChecksumCRC64NVME',
    because: 'without a named algorithm S3 keeps a CRC64NVME',
    documentation: `${guide}/checking-object-integrity-upload.html`,
  },
  {
    at: 'list * › *Owner.*',
    because: 'the owner is a canonical user id; moto has a fixed one',
    documentation: `${api}/API_Owner.html`,
  },
  {
    at: 'list * › *Initiator.*',
    because: 'for an IAM user it is the ARN; moto has a fixed one',
    documentation: `${api}/API_Initiator.html`,
  },
  {
    at: 'complete with parts out of order › *',
    because: 'the order is checked before the sizes',
    documentation: `${api}/API_CompleteMultipartUpload.html`,
  },
  {
    at: 'complete with an unknown part › *',
    because: 'InvalidPart is the answer; moto fails inside',
    documentation: `${api}/API_CompleteMultipartUpload.html`,
  },
  {
    at: 'complete what was aborted › *',
    because: 'NoSuchUpload is the answer; moto fails inside',
    documentation: `${api}/API_CompleteMultipartUpload.html`,
  },
  {
    at: 'complete › answer.Location',
    because: 'the location is under the host that was asked',
    documentation: `${api}/API_CompleteMultipartUpload.html`,
  },
  {
    at: 'complete › answer.VersionId',
    because: 'a bucket without versioning has no versions',
    documentation: `${api}/API_CompleteMultipartUpload.html`,
  },
  {
    at: 'delete a batch quietly › answer',
    because: 'in quiet mode only errors are listed',
    documentation: `${api}/API_DeleteObjects.html`,
  },
];

import { AwsError } from '../core/errors.ts';
import type { Access, CallContext, Caller } from '../core/service.ts';
import type { ConditionKeys } from '../iam/policy.ts';
import type { Bodies } from './bodies.ts';
import type { Bucket, Encryption } from './buckets.ts';
import { noSuchBucket } from './errors.ts';
import type { Target } from './target.ts';

/** What all operations of S3 work on. Bucket names are one space for all accounts and regions. */
export interface S3State {
  readonly buckets: Map<string, Bucket>;
  readonly bodies: Bodies;
  /** Most keys of a listing's page [1000]. */
  readonly pageSize: number;
  /** Smallest part of a multipart upload but the last, in bytes [5 MiB]. */
  readonly minPartBytes: number;
  allows(caller: Caller, access: Access, region: string): boolean;
}

export function bucketOf({ buckets }: S3State, name: string): Bucket {
  const bucket = buckets.get(name);
  if (!bucket) throw noSuchBucket(name);
  return bucket;
}

/** The access to a bucket or object. A bucket that is not there shows before any permission; another region's sends the caller there. */
export function s3Access(
  state: S3State,
  context: CallContext,
  action: string,
  target: Pick<Target, 'bucket' | 'key'> & Partial<Pick<Target, 'header'>>,
  conditions: ConditionKeys = {},
): Access {
  const bucket = bucketOf(state, target.bucket);
  const resource = `arn:aws:s3:::${target.bucket}${target.key ? `/${target.key}` : ''}`;
  if (context.caller.kind !== 'Anonymous' && context.caller.kind !== 'Service') checkRegion(bucket, context.region);
  checkOwner(bucket, target.header?.('x-amz-expected-bucket-owner'));
  const blocked = context.caller.kind === 'Anonymous' && bucket.blockPublicAccess;
  return {
    action: `s3:${action}`,
    resource,
    conditions,
    resourcePolicy: blocked ? undefined : bucket.policy,
    resourceAccountId: bucket.accountId,
  };
}

/** The use of a customer's own key; AWS's own `aws/s3` key is open to all who may use the bucket. */
export function keyAccess(
  encryption: Encryption | undefined,
  action: 'Decrypt' | 'GenerateDataKey',
  region: string,
): readonly Access[] {
  if (encryption?.kind !== 'sse-kms' || !encryption.keyArn) return [];
  const conditions = { 'kms:ViaService': `s3.${region}.amazonaws.com` };
  return [{ action: `kms:${action}`, resource: encryption.keyArn, conditions }];
}

function checkRegion(bucket: Bucket, region: string): void {
  if (bucket.region === region) return;
  throw new AwsError(
    'PermanentRedirect',
    'The bucket you are attempting to access must be addressed using the specified endpoint. Please send all future requests to this endpoint.',
    301,
    {
      Endpoint: `${bucket.name}.s3.${bucket.region}.amazonaws.com`,
      Bucket: bucket.name,
      'x-amz-bucket-region': bucket.region,
    },
  );
}

function checkOwner(bucket: Bucket, expected: string | undefined): void {
  if (expected && expected !== bucket.accountId) throw new AwsError('AccessDenied', 'Access Denied', 403);
}

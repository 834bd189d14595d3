import { AwsError } from '../core/errors.ts';
import { readBody } from '../core/service.ts';
import type { PolicyDocument } from '../iam/policy.ts';
import { type Bucket, newBucket, ownerOf } from './buckets.ts';
import { type S3Operation, xml } from './operation.ts';
import { bucketOf, s3Access } from './state.ts';
import { xmlInput } from './xml-input.ts';

export const listBuckets: S3Operation = {
  access: () => [{ action: 's3:ListAllMyBuckets', resource: 'arn:aws:s3:::*' }],
  perform: ({ buckets }, _, { accountId }) => {
    const own = [...buckets.values()].filter((bucket) => bucket.accountId === accountId);
    return xml('ListAllMyBucketsResult', {
      Buckets: {
        Bucket: own
          .toSorted((a, b) => (a.name < b.name ? -1 : 1))
          .map(({ name, createdAt, region }) => ({ Name: name, CreationDate: createdAt, BucketRegion: region })),
      },
      Owner: ownerOf({ accountId }),
    });
  },
};

export const createBucket: S3Operation = {
  access: (_, { bucket }) => [{ action: 's3:CreateBucket', resource: `arn:aws:s3:::${bucket}` }],
  async perform(state, target, { accountId, region, now }) {
    const hasBody = Number(target.header('content-length') ?? 0) > 0;
    const { LocationConstraint } = hasBody
      ? await xmlInput<{ readonly LocationConstraint?: string }>(target.request, 'CreateBucketConfiguration', [])
      : {};
    checkName(target.bucket);
    if ((LocationConstraint ?? 'us-east-1') !== region)
      throw new AwsError(
        'IllegalLocationConstraintException',
        `The ${LocationConstraint ?? 'unspecified'} location constraint is incompatible for the region specific endpoint this request was sent to.`,
      );
    const existing = state.buckets.get(target.bucket);
    if (existing) checkNotTaken(existing, accountId, region);
    else state.buckets.set(target.bucket, newBucket({ accountId, region, name: target.bucket }, now));
    return { status: 200, headers: { location: `/${target.bucket}` } };
  },
};

export const headBucket: S3Operation = {
  access: (state, target, context) => [s3Access(state, context, 'ListBucket', target)],
  perform: (state, { bucket }) => ({
    status: 200,
    headers: { 'x-amz-bucket-region': bucketOf(state, bucket).region, 'x-amz-access-point-alias': 'false' },
  }),
};

export const deleteBucket: S3Operation = {
  access: (state, target, context) => [s3Access(state, context, 'DeleteBucket', target)],
  perform: (state, target) => {
    const bucket = bucketOf(state, target.bucket);
    if (bucket.keys().length > 0)
      throw new AwsError('BucketNotEmpty', 'The bucket you tried to delete is not empty', 409, {
        BucketName: bucket.name,
      });
    state.buckets.delete(bucket.name);
    return { status: 204 };
  },
};

export const getBucketLocation: S3Operation = {
  access: (state, target, context) => {
    // The one call that any region answers: it is how a client finds the right one.
    const region = state.buckets.get(target.bucket)?.region ?? context.region;
    return [s3Access(state, { ...context, region }, 'GetBucketLocation', target)];
  },
  perform: (state, { bucket }) => {
    const { region } = bucketOf(state, bucket);
    return xml('LocationConstraint', region === 'us-east-1' ? '' : region);
  },
};

export const getBucketEncryption = reading('GetEncryptionConfiguration', ({ encryption }) =>
  xml('ServerSideEncryptionConfiguration', {
    Rule: {
      ApplyServerSideEncryptionByDefault:
        encryption.kind === 'sse-s3'
          ? { SSEAlgorithm: 'AES256' }
          : { SSEAlgorithm: 'aws:kms', KMSMasterKeyID: encryption.keyArn },
      BucketKeyEnabled: false,
    },
  }),
);

export const getBucketVersioning = reading('GetBucketVersioning', () => xml('VersioningConfiguration', ''));

export const getPublicAccessBlock = reading('GetBucketPublicAccessBlock', ({ blockPublicAccess }) => {
  if (blockPublicAccess)
    return xml('PublicAccessBlockConfiguration', {
      BlockPublicAcls: true,
      IgnorePublicAcls: true,
      BlockPublicPolicy: true,
      RestrictPublicBuckets: true,
    });
  throw new AwsError(
    'NoSuchPublicAccessBlockConfiguration',
    'The public access block configuration was not found',
    404,
  );
});

export const getBucketOwnershipControls = reading('GetBucketOwnershipControls', () =>
  xml('OwnershipControls', { Rule: { ObjectOwnership: 'BucketOwnerEnforced' } }),
);

export const getBucketPolicy = reading('GetBucketPolicy', ({ policy, name }) => {
  if (!policy) throw new AwsError('NoSuchBucketPolicy', 'The bucket policy does not exist', 404, { BucketName: name });
  return { status: 200, headers: { 'content-type': 'application/json' }, body: JSON.stringify(policy) };
});

/** A statement that names nobody is for everybody; one with a condition is counted as one for few. */
export const getBucketPolicyStatus = reading('GetBucketPolicyStatus', ({ policy, name }) => {
  if (!policy) throw new AwsError('NoSuchBucketPolicy', 'The bucket policy does not exist', 404, { BucketName: name });
  const isForAll = ({ Effect, Principal, Condition }: Statement) =>
    Effect === 'Allow' && Condition === undefined && /^("\*"|\{"AWS":\[?"\*"\]?\})$/.test(JSON.stringify(Principal));
  return xml('PolicyStatus', { IsPublic: [policy.Statement].flat().some((each) => isForAll(each as Statement)) });
});

interface Statement {
  readonly Effect: string;
  readonly Principal?: unknown;
  readonly Condition?: unknown;
}

export const putBucketPolicy: S3Operation = {
  access: (state, target, context) => [s3Access(state, context, 'PutBucketPolicy', target)],
  async perform(state, target) {
    const text = (await readBody(target.request)).toString();
    bucketOf(state, target.bucket).policy = policyOf(text);
    return { status: 204 };
  },
};

/** A read of one of the bucket's settings. */
function reading(action: string, answer: (bucket: Bucket) => ReturnType<S3Operation['perform']>): S3Operation {
  return {
    access: (state, target, context) => [s3Access(state, context, action, target)],
    perform: (state, { bucket }) => answer(bucketOf(state, bucket)),
  };
}

function policyOf(text: string): PolicyDocument {
  try {
    return JSON.parse(text) as PolicyDocument;
  } catch {
    throw new AwsError('MalformedPolicy', "Policies must be valid JSON and the first byte must be '{'");
  }
}

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html */
function checkName(name: string): void {
  if (/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/.test(name) && !name.includes('..') && !/^\d+\.\d+\.\d+\.\d+$/.test(name))
    return;
  throw new AwsError('InvalidBucketName', 'The specified bucket is not valid.', 400, { BucketName: name });
}

/** In us-east-1 making one's own bucket again succeeds, for old times' sake. */
function checkNotTaken({ accountId, name }: Bucket, caller: string, region: string): void {
  if (accountId !== caller)
    throw new AwsError(
      'BucketAlreadyExists',
      'The requested bucket name is not available. The bucket namespace is shared by all users of the system. Please select a different name and try again.',
      409,
      { BucketName: name },
    );
  if (region !== 'us-east-1')
    throw new AwsError(
      'BucketAlreadyOwnedByYou',
      'Your previous request to create the named bucket succeeded and you already own it.',
      409,
      { BucketName: name },
    );
}

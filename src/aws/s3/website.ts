import type { BucketWebsiteFacts, Told, WebsiteHosting } from '../../domain/bucket-website.ts';
import { s3WebsiteUrl } from '../../domain/s3-website.ts';
import { awsErrorName, statusOf } from '../client.ts';
import type { SdkBucket } from './delete.ts';
import { refused } from './refusal.ts';
import {
  GetBucketPolicyStatusCommand,
  GetBucketWebsiteCommand,
  type GetBucketWebsiteCommandOutput,
  GetPublicAccessBlockCommand,
  type S3Sdk,
} from './sdk.ts';

/** What a bucket says of itself as a website, and of who may read it. What the role may not see, or the server does not know, is not told. */
export async function readWebsite(at: SdkBucket & Pick<S3Sdk, 'place'>): Promise<BucketWebsiteFacts> {
  const [hosting, publicPolicy, publicBlocked, url] = await Promise.all([
    readHosting(at),
    readPublicPolicy(at),
    readPublicBlock(at),
    websiteUrl(at),
  ]);
  return { hosting, publicPolicy, publicBlocked, url };
}

function readHosting({ client, bucket, signal }: SdkBucket): Promise<Told<WebsiteHosting | undefined>> {
  const asked = client.send(new GetBucketWebsiteCommand({ Bucket: bucket }), { abortSignal: signal });
  return told(asked.then(hostingOf), {
    doing: `Reading the website configuration of s3://${bucket}`,
    permission: 's3:GetBucketWebsite',
    none: 'NoSuchWebsiteConfiguration',
    whereNone: undefined,
  });
}

function hostingOf(answer: GetBucketWebsiteCommandOutput): WebsiteHosting {
  return {
    indexDocument: answer.IndexDocument?.Suffix,
    errorDocument: answer.ErrorDocument?.Key,
    redirectsAllTo: answer.RedirectAllRequestsTo?.HostName,
    hasRules: (answer.RoutingRules ?? []).length > 0,
  };
}

function readPublicPolicy({ client, bucket, signal }: SdkBucket): Promise<Told<boolean>> {
  const asked = client.send(new GetBucketPolicyStatusCommand({ Bucket: bucket }), { abortSignal: signal });
  return told(
    asked.then(({ PolicyStatus }) => PolicyStatus?.IsPublic === true),
    {
      doing: `Reading the status of the policy of s3://${bucket}`,
      permission: 's3:GetBucketPolicyStatus',
      none: 'NoSuchBucketPolicy',
      whereNone: false,
    },
  );
}

function readPublicBlock({ client, bucket, signal }: SdkBucket): Promise<Told<boolean>> {
  const asked = client.send(new GetPublicAccessBlockCommand({ Bucket: bucket }), { abortSignal: signal });
  return told(
    asked.then(({ PublicAccessBlockConfiguration: block }) => block?.RestrictPublicBuckets === true),
    {
      doing: `Reading the public access block of s3://${bucket}`,
      permission: 's3:GetBucketPublicAccessBlock',
      none: 'NoSuchPublicAccessBlockConfiguration',
      whereNone: false,
    },
  );
}

interface Question<T> {
  readonly doing: string;
  readonly permission: string;
  /** The error by which S3 says that there is no such setting, and what that means. */
  readonly none: string;
  readonly whereNone: T;
}

async function told<T>(answer: Promise<T>, { doing, permission, none, whereNone }: Question<T>): Promise<Told<T>> {
  try {
    return { kind: 'told', value: await answer };
  } catch (error) {
    const name = awsErrorName(error);
    if (name === none) return { kind: 'told', value: whereNone };
    if (name === 'AccessDenied') return { kind: 'not told', why: `the role lacks ${permission}` };
    if ([405, 501].includes(statusOf(error) ?? 0))
      return { kind: 'not told', why: 'the server does not know the question' };
    throw refused(error, doing);
  }
}

/** Only AWS's own hosts have a website beside them. */
async function websiteUrl({ bucket, place }: SdkBucket & Pick<S3Sdk, 'place'>): Promise<string | undefined> {
  const { hostname, scope } = await place(bucket);
  const url = s3WebsiteUrl(bucket, scope.region);
  const suffix = url.slice(url.indexOf(scope.region) + scope.region.length);
  return !bucket.startsWith('arn:') && hostname.endsWith(suffix) ? url : undefined;
}

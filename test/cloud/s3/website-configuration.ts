import { AwsError } from '../core/errors.ts';
import { malformedXml } from './errors.ts';
import { type S3Operation, xml } from './operation.ts';
import { bucketOf, s3Access } from './state.ts';
import { xmlInput } from './xml-input.ts';

/** Static website hosting of a bucket, as its API has it. */
export interface WebsiteConfiguration {
  readonly IndexDocument?: { readonly Suffix: string };
  readonly ErrorDocument?: { readonly Key: string };
  readonly RedirectAllRequestsTo?: { readonly HostName: string; readonly Protocol?: string };
  readonly RoutingRules?: { readonly RoutingRule: readonly RoutingRule[] };
}

export interface RoutingRule {
  readonly Condition?: { readonly KeyPrefixEquals?: string; readonly HttpErrorCodeReturnedEquals?: string };
  readonly Redirect: {
    readonly HostName?: string;
    readonly Protocol?: string;
    readonly HttpRedirectCode?: string;
    readonly ReplaceKeyPrefixWith?: string;
    readonly ReplaceKeyWith?: string;
  };
}

export const getBucketWebsite: S3Operation = {
  access: (state, target, context) => [s3Access(state, context, 'GetBucketWebsite', target)],
  perform(state, target) {
    const { website, name } = bucketOf(state, target.bucket);
    if (website) return xml('WebsiteConfiguration', website as never);
    throw new AwsError(
      'NoSuchWebsiteConfiguration',
      'The specified bucket does not have a website configuration',
      404,
      { BucketName: name },
    );
  },
};

export const putBucketWebsite: S3Operation = {
  access: (state, target, context) => [s3Access(state, context, 'PutBucketWebsite', target)],
  async perform(state, target) {
    const given = await xmlInput<WebsiteConfiguration>(target.request, 'WebsiteConfiguration', ['RoutingRule']);
    const { IndexDocument, RedirectAllRequestsTo } = given;
    if ((IndexDocument === undefined) === (RedirectAllRequestsTo === undefined)) throw malformedXml();
    if (IndexDocument && /\/|^$/.test(IndexDocument.Suffix))
      throw new AwsError('InvalidArgument', 'The IndexDocument Suffix is not well formed', 400);
    bucketOf(state, target.bucket).website = given;
    return { status: 200 };
  },
};

export const deleteBucketWebsite: S3Operation = {
  access: (state, target, context) => [s3Access(state, context, 'DeleteBucketWebsite', target)],
  perform(state, target) {
    bucketOf(state, target.bucket).website = undefined;
    return { status: 204 };
  },
};

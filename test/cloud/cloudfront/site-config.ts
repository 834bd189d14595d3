import type { CacheBehavior, DistributionConfig, FunctionAssociations } from '@aws-sdk/client-cloudfront';
import { managedCachePolicyIds, managedOriginRequestPolicyIds } from './policies.ts';

/** The distribution of a usual single-page app. */
export interface SiteSettings {
  readonly bucket: string;
  readonly region: string;
  readonly originPath?: string;
  readonly aliases?: readonly string[];
  /** The ARN of a viewer-request function that maps routes to the entry page. */
  readonly viewerRequestFunction?: string;
  /** Answer 403 and 404 with the entry page, as sites without such a function do [false]. */
  readonly errorPages?: boolean;
  /** Where `/api/*` goes: `127.0.0.1:8080`. */
  readonly api?: string;
  readonly cachePolicyId?: string;
  readonly responseHeadersPolicyId?: string;
  /** The header with cache tags, such as `x-amz-meta-cache-tag`. */
  readonly cacheTagHeader?: string;
}

/** The configuration of a site: a private bucket behind an origin access control, index.html as root, and maybe an API. */
export function siteConfig(settings: SiteSettings): DistributionConfig {
  const { bucket, region, originPath = '', aliases = [], api } = settings;
  const behavior = {
    TargetOriginId: 'site',
    ViewerProtocolPolicy: 'redirect-to-https',
    Compress: true,
    CachePolicyId: settings.cachePolicyId ?? managedCachePolicyIds.cachingOptimized,
    ...(settings.responseHeadersPolicyId ? { ResponseHeadersPolicyId: settings.responseHeadersPolicyId } : {}),
    ...functionAssociations(settings.viewerRequestFunction),
  } as const;
  return {
    CallerReference: `site-${bucket}`,
    Comment: `Site in ${bucket}`,
    Enabled: true,
    DefaultRootObject: 'index.html',
    Aliases: list(aliases),
    Origins: {
      Quantity: api ? 2 : 1,
      Items: [
        {
          Id: 'site',
          DomainName: `${bucket}.s3.${region}.amazonaws.com`,
          OriginPath: originPath,
          OriginAccessControlId: 'E0ORIGINACCESS',
          S3OriginConfig: { OriginAccessIdentity: '' },
          CustomHeaders: { Quantity: 0 },
        },
        ...(api ? [apiOrigin(api)] : []),
      ],
    },
    DefaultCacheBehavior: behavior,
    CacheBehaviors: list(api ? [apiBehavior] : []),
    CustomErrorResponses: list(settings.errorPages ? [403, 404].map(entryPageFor) : []),
    ...(settings.cacheTagHeader ? { CacheTagConfig: { HeaderName: settings.cacheTagHeader } } : {}),
  };
}

const apiBehavior: CacheBehavior = {
  PathPattern: '/api/*',
  TargetOriginId: 'api',
  ViewerProtocolPolicy: 'https-only',
  AllowedMethods: {
    ...{ Quantity: 7, Items: ['GET', 'HEAD', 'OPTIONS', 'PUT', 'POST', 'PATCH', 'DELETE'] },
    CachedMethods: { Quantity: 2, Items: ['GET', 'HEAD'] },
  },
  CachePolicyId: managedCachePolicyIds.cachingDisabled,
  OriginRequestPolicyId: managedOriginRequestPolicyIds.allViewerExceptHostHeader,
};

function apiOrigin(api: string) {
  const [DomainName, port = '80'] = api.split(':');
  return {
    Id: 'api',
    DomainName,
    OriginPath: '',
    CustomHeaders: { Quantity: 0 },
    CustomOriginConfig: { HTTPPort: Number(port), HTTPSPort: 443, OriginProtocolPolicy: 'http-only' as const },
  };
}

function functionAssociations(arn: string | undefined): { readonly FunctionAssociations?: FunctionAssociations } {
  return arn === undefined ? {} : { FunctionAssociations: list([{ FunctionARN: arn, EventType: 'viewer-request' }]) };
}

function entryPageFor(ErrorCode: number) {
  return { ErrorCode, ResponseCode: '200', ResponsePagePath: '/index.html', ErrorCachingMinTTL: 10 };
}

function list<Item>(Items: readonly Item[]): { Quantity: number; Items?: Item[] } {
  return Items.length > 0 ? { Quantity: Items.length, Items: [...Items] } : { Quantity: 0 };
}

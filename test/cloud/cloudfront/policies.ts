import type { CachePolicyConfig, ResponseHeadersPolicyConfig } from '@aws-sdk/client-cloudfront';

/** Cache policies by id. AWS's own are known everywhere; a test adds further ones. */
export type CachePolicies = ReadonlyMap<string, CachePolicyConfig>;
export type ResponseHeadersPolicies = ReadonlyMap<string, ResponseHeadersPolicyConfig>;

/** https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-managed-cache-policies.html */
export const managedCachePolicyIds = {
  cachingOptimized: '658327ea-f89d-4fab-a63d-7e88639e58f6',
  cachingDisabled: '4135ea2d-6df8-44a3-9df3-4b5a84be39ad',
  useOriginCacheControlHeaders: '83da9c7e-98b4-4e11-a168-04f0df8e2c65',
  useOriginCacheControlHeadersQueryStrings: '4cc15a8a-d715-48a4-82b8-cc0b614638fe',
} as const;

/** https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-managed-origin-request-policies.html */
export const managedOriginRequestPolicyIds = {
  allViewer: '216adef6-5c7f-47e4-b989-5492eafa07d3',
  allViewerExceptHostHeader: 'b689b0a8-53d0-40ab-baf2-68738e2966ac',
} as const;

/** https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-managed-response-headers-policies.html */
export const managedResponseHeadersPolicyIds = {
  simpleCors: '60669652-455b-4ae9-85a4-c4c02393f86c',
  securityHeaders: '67f7725c-6f97-4210-82d7-5512b31e9d03',
} as const;

export const managedCachePolicies: CachePolicies = new Map([
  [managedCachePolicyIds.cachingOptimized, cachePolicy('Managed-CachingOptimized', 1, 86_400, 31_536_000)],
  [managedCachePolicyIds.cachingDisabled, cachePolicy('Managed-CachingDisabled', 0, 0, 0)],
  [
    managedCachePolicyIds.useOriginCacheControlHeaders,
    cachePolicy('UseOriginCacheControlHeaders', 0, 0, 31_536_000, { cookies: 'all', queries: 'none' }),
  ],
  [
    managedCachePolicyIds.useOriginCacheControlHeadersQueryStrings,
    cachePolicy('UseOriginCacheControlHeaders-QueryStrings', 0, 0, 31_536_000, { cookies: 'all', queries: 'all' }),
  ],
]);

export const managedResponseHeadersPolicies: ResponseHeadersPolicies = new Map([
  [
    managedResponseHeadersPolicyIds.simpleCors,
    {
      Name: 'Managed-SimpleCORS',
      CorsConfig: {
        AccessControlAllowOrigins: { Quantity: 1, Items: ['*'] },
        AccessControlAllowHeaders: { Quantity: 1, Items: ['*'] },
        AccessControlAllowMethods: { Quantity: 1, Items: ['ALL'] },
        AccessControlAllowCredentials: false,
        OriginOverride: false,
      },
    },
  ],
  [
    managedResponseHeadersPolicyIds.securityHeaders,
    {
      Name: 'Managed-SecurityHeadersPolicy',
      SecurityHeadersConfig: {
        ReferrerPolicy: { Override: false, ReferrerPolicy: 'strict-origin-when-cross-origin' },
        StrictTransportSecurity: { Override: false, AccessControlMaxAgeSec: 31_536_000 },
        ContentTypeOptions: { Override: true },
        FrameOptions: { Override: false, FrameOption: 'SAMEORIGIN' },
        XSSProtection: { Override: false, Protection: true, ModeBlock: true },
      },
    },
  ],
]);

/** A cache policy; TTLs in seconds. */
export function cachePolicy(
  Name: string,
  MinTTL: number,
  DefaultTTL: number,
  MaxTTL: number,
  { cookies = 'none', queries = 'none' }: { readonly cookies?: 'none' | 'all'; readonly queries?: 'none' | 'all' } = {},
): CachePolicyConfig {
  return {
    Name,
    MinTTL,
    DefaultTTL,
    MaxTTL,
    ParametersInCacheKeyAndForwardedToOrigin: {
      EnableAcceptEncodingGzip: false,
      HeadersConfig: { HeaderBehavior: 'none' },
      CookiesConfig: { CookieBehavior: cookies },
      QueryStringsConfig: { QueryStringBehavior: queries },
    },
  };
}

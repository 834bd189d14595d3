import type { CacheBehavior, DefaultCacheBehavior, DistributionConfig, Origin } from '@aws-sdk/client-cloudfront';

/** A configuration with the values that CloudFront gives to what is left out, as it answers it from then on. */
export function withDefaults(config: DistributionConfig): DistributionConfig {
  const { Origins, DefaultCacheBehavior: usual, CacheBehaviors } = config;
  return {
    ...config,
    Aliases: config.Aliases ?? { Quantity: 0 },
    DefaultRootObject: config.DefaultRootObject ?? '',
    Origins: { Quantity: Origins?.Quantity, Items: Origins?.Items?.map(originWithDefaults) },
    OriginGroups: config.OriginGroups ?? { Quantity: 0, Items: [] },
    DefaultCacheBehavior: usual && behaviorWithDefaults(usual),
    CacheBehaviors: {
      Quantity: CacheBehaviors?.Quantity ?? 0,
      ...(CacheBehaviors?.Items ? { Items: CacheBehaviors.Items.map(behaviorWithDefaults) } : {}),
    },
    CustomErrorResponses: config.CustomErrorResponses ?? { Quantity: 0 },
    Logging: config.Logging ?? { Enabled: false, IncludeCookies: false, Bucket: '', Prefix: '' },
    PriceClass: config.PriceClass ?? 'PriceClass_All',
    ViewerCertificate: config.ViewerCertificate ?? {
      CloudFrontDefaultCertificate: true,
      SSLSupportMethod: 'vip',
      MinimumProtocolVersion: 'TLSv1',
      CertificateSource: 'cloudfront',
    },
    Restrictions: config.Restrictions ?? { GeoRestriction: { RestrictionType: 'none', Quantity: 0 } },
    WebACLId: config.WebACLId ?? '',
    HttpVersion: config.HttpVersion ?? 'http2',
    IsIPV6Enabled: config.IsIPV6Enabled ?? true,
    Staging: config.Staging ?? false,
  };
}

/** https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_Origin.html */
function originWithDefaults(origin: Origin): Origin {
  const { CustomOriginConfig: custom } = origin;
  return {
    ...origin,
    OriginPath: origin.OriginPath ?? '',
    CustomHeaders: origin.CustomHeaders ?? { Quantity: 0 },
    ConnectionAttempts: origin.ConnectionAttempts ?? 3,
    ConnectionTimeout: origin.ConnectionTimeout ?? 10,
    OriginShield: origin.OriginShield ?? { Enabled: false },
    OriginAccessControlId: origin.OriginAccessControlId ?? '',
    ...(custom
      ? {
          CustomOriginConfig: {
            ...custom,
            OriginReadTimeout: custom.OriginReadTimeout ?? 30,
            OriginKeepaliveTimeout: custom.OriginKeepaliveTimeout ?? 5,
          },
        }
      : {}),
  };
}

/** https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_DefaultCacheBehavior.html */
function behaviorWithDefaults<Behavior extends DefaultCacheBehavior | CacheBehavior>(behavior: Behavior): Behavior {
  const reads = { Quantity: 2, Items: ['HEAD', 'GET'] as ('HEAD' | 'GET')[] };
  return {
    ...behavior,
    TrustedSigners: behavior.TrustedSigners ?? { Enabled: false, Quantity: 0 },
    TrustedKeyGroups: behavior.TrustedKeyGroups ?? { Enabled: false, Quantity: 0 },
    AllowedMethods: {
      ...(behavior.AllowedMethods ?? reads),
      CachedMethods: behavior.AllowedMethods?.CachedMethods ?? reads,
    },
    SmoothStreaming: behavior.SmoothStreaming ?? false,
    Compress: behavior.Compress ?? false,
    LambdaFunctionAssociations: behavior.LambdaFunctionAssociations ?? { Quantity: 0 },
    FunctionAssociations: behavior.FunctionAssociations ?? { Quantity: 0 },
    FieldLevelEncryptionId: behavior.FieldLevelEncryptionId ?? '',
  };
}

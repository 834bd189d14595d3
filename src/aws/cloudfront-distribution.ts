import type {
  CacheBehavior as ApiBehavior,
  Distribution as ApiDistribution,
  DistributionConfig,
  Origin,
} from '@aws-sdk/client-cloudfront';

/** A CloudFront distribution, as far as it decides under which paths its edges keep something. */
export interface Distribution {
  readonly id: string;
  readonly arn: string;
  /** The object that answers `/`, without a leading slash. */
  readonly rootObject: string | undefined;
  readonly errorPages: readonly ErrorPage[];
  /** In the order in which they are tried; the default behavior, for `*`, is the last. */
  readonly behaviors: readonly CacheBehavior[];
  /** Whether objects can be forgotten by cache tags. */
  readonly hasCacheTags: boolean;
}

/** A page that answers, under whatever path, when the origin has an error. */
export interface ErrorPage {
  readonly path: string;
  /** For how long it is kept at least. */
  readonly minTtlSeconds: number;
}

export interface CacheBehavior {
  readonly pathPattern: string;
  /** Whether a folder's path (`/docs/`) may be answered with its index page and kept under that path: buckets cannot do that. */
  readonly answersFolders: boolean;
  /** Whether a function may make another path of a viewer's, before the cache is asked. */
  readonly hasViewerFunction: boolean;
  /** The folders in which its origins look, such as `/site`; empty where it is the whole origin. */
  readonly originPaths: readonly string[];
  /** Hosts of origins that answer where the first one fails. */
  readonly failovers: readonly string[];
  /** Whether query strings are part of the cache key, or the policy that says so. */
  readonly queriesInKey: boolean | { readonly cachePolicyId: string };
}

/** A distribution as GetDistribution gives it. */
export function distributionOf({ Id = '', ARN = '', DistributionConfig: config }: ApiDistribution): Distribution {
  const { DefaultCacheBehavior, CacheBehaviors, CustomErrorResponses, CacheTagConfig } = config ?? {};
  const behaviors = [...(CacheBehaviors?.Items ?? []), { PathPattern: '*', ...DefaultCacheBehavior }];
  return {
    id: Id,
    arn: ARN,
    rootObject: config?.DefaultRootObject || undefined,
    errorPages: (CustomErrorResponses?.Items ?? []).flatMap(({ ResponsePagePath, ErrorCachingMinTTL = 10 }) =>
      ResponsePagePath ? [{ path: ResponsePagePath, minTtlSeconds: ErrorCachingMinTTL }] : [],
    ),
    behaviors: behaviors.map((behavior) => ({
      pathPattern: behavior.PathPattern ?? '*',
      answersFolders: answersFolders(behavior, config),
      hasViewerFunction: hasViewerFunction(behavior),
      originPaths: [...new Set(originsOf(behavior, config).map(({ OriginPath = '' }) => OriginPath))],
      failovers: originsOf(behavior, config)
        .slice(1)
        .map(({ DomainName = '' }) => DomainName),
      queriesInKey: behavior.CachePolicyId
        ? (managedPolicies.get(behavior.CachePolicyId) ?? { cachePolicyId: behavior.CachePolicyId })
        : behavior.ForwardedValues?.QueryString === true,
    })),
    hasCacheTags: Boolean(CacheTagConfig?.HeaderName),
  };
}

function answersFolders(behavior: Partial<ApiBehavior>, config: DistributionConfig | undefined): boolean {
  const origins = originsOf(behavior, config);
  const isBucket = ({ S3OriginConfig, CustomOriginConfig }: Origin) =>
    S3OriginConfig !== undefined && CustomOriginConfig === undefined;
  const areBuckets = origins.length > 0 && origins.every(isBucket);
  const rewrites = (behavior.LambdaFunctionAssociations?.Items ?? []).some(
    ({ EventType }) => EventType === 'origin-request',
  );
  return !areBuckets || rewrites;
}

function hasViewerFunction({ FunctionAssociations, LambdaFunctionAssociations }: Partial<ApiBehavior>): boolean {
  const all = [...(FunctionAssociations?.Items ?? []), ...(LambdaFunctionAssociations?.Items ?? [])];
  return all.some(({ EventType }) => EventType === 'viewer-request');
}

/** The origin of a behavior; or those of its origin group, the one that is asked first before the one that is asked when it fails. */
function originsOf(
  { TargetOriginId }: Partial<ApiBehavior>,
  config: DistributionConfig | undefined,
): readonly Origin[] {
  const group = config?.OriginGroups?.Items?.find(({ Id }) => Id === TargetOriginId);
  const ids = group?.Members?.Items?.map(({ OriginId }) => OriginId) ?? [TargetOriginId];
  return ids.flatMap((id) => config?.Origins?.Items?.find(({ Id }) => Id === id) ?? []);
}

/**
 * Whether AWS's own policies put query strings into the key, so that nobody has to ask. Source:
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-managed-cache-policies.html
 */
const managedPolicies: ReadonlyMap<string, boolean> = new Map([
  ['658327ea-f89d-4fab-a63d-7e88639e58f6', false], // CachingOptimized
  ['b2884449-e4de-46a7-ac36-70bc7f1ddd6d', false], // CachingOptimizedForUncompressedObjects
  ['4135ea2d-6df8-44a3-9df3-4b5a84be39ad', false], // CachingDisabled
  ['83da9c7e-98b4-4e11-a168-04f0df8e2c65', false], // UseOriginCacheControlHeaders
  ['4cc15a8a-d715-48a4-82b8-cc0b614638fe', true], // UseOriginCacheControlHeaders-QueryStrings
]);

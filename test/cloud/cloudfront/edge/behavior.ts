import type {
  CacheBehavior,
  CachePolicyConfig,
  DefaultCacheBehavior,
  DistributionConfig,
} from '@aws-sdk/client-cloudfront';
import { type CachePolicies, managedOriginRequestPolicyIds } from '../policies.ts';

/** Which of the viewer's values count: none, all, or those that are named. */
export type Selection = 'none' | 'all' | { readonly only: readonly string[] } | { readonly except: readonly string[] };

/** How requests of a path pattern are treated, from a cache policy or from the older ForwardedValues. */
export interface Behavior {
  readonly originId: string;
  readonly methods: readonly string[];
  readonly minTtlSeconds: number;
  readonly defaultTtlSeconds: number;
  readonly maxTtlSeconds: number;
  /** What is in the cache key, and so goes to the origin as well. */
  readonly key: { readonly queries: Selection; readonly cookies: Selection; readonly headers: readonly string[] };
  /** What else goes to the origin: nothing, or all that the viewer sent (with or without Host). */
  readonly forward: 'key' | 'all' | 'all-with-host';
  readonly viewerRequestFunction: string | undefined;
  readonly responseHeadersPolicyId: string | undefined;
}

/** The first cache behavior whose path pattern matches, or the default one. */
export function behaviorFor(path: string, config: DistributionConfig, policies: CachePolicies): Behavior {
  const matching = config.CacheBehaviors?.Items?.find(({ PathPattern = '' }) => matchesPattern(path, PathPattern));
  return behaviorOf(matching ?? (config.DefaultCacheBehavior as DefaultCacheBehavior), policies);
}

/** `*` stands for any number of characters, `?` for exactly one; the leading slash may be left out. Case matters. */
export function matchesPattern(path: string, pattern: string): boolean {
  const rooted = pattern.startsWith('/') || pattern.startsWith('*') ? pattern : `/${pattern}`;
  const source = rooted
    .replace(/[.+^${}()|[\]\\]/g, '\\$&')
    .replaceAll('*', '.*')
    .replaceAll('?', '.');
  return new RegExp(`^${source}$`, 's').test(path);
}

function behaviorOf(behavior: CacheBehavior | DefaultCacheBehavior, policies: CachePolicies): Behavior {
  const associations = behavior.FunctionAssociations?.Items ?? [];
  return {
    originId: behavior.TargetOriginId ?? '',
    methods: behavior.AllowedMethods?.Items ?? ['GET', 'HEAD'],
    viewerRequestFunction: associations.find(({ EventType }) => EventType === 'viewer-request')?.FunctionARN,
    responseHeadersPolicyId: behavior.ResponseHeadersPolicyId,
    ...(behavior.CachePolicyId
      ? byPolicy(behavior, policies.get(behavior.CachePolicyId))
      : byForwardedValues(behavior)),
  };
}

type Caching = Pick<Behavior, 'minTtlSeconds' | 'defaultTtlSeconds' | 'maxTtlSeconds' | 'key' | 'forward'>;

function byPolicy(behavior: CacheBehavior | DefaultCacheBehavior, policy: CachePolicyConfig | undefined): Caching {
  if (!policy) throw new Error(`No cache policy ${behavior.CachePolicyId} in the local cloud.`);
  const key = policy.ParametersInCacheKeyAndForwardedToOrigin;
  return {
    minTtlSeconds: policy.MinTTL ?? 0,
    defaultTtlSeconds: policy.DefaultTTL ?? 86_400,
    maxTtlSeconds: policy.MaxTTL ?? 31_536_000,
    key: {
      queries: selection(key?.QueryStringsConfig?.QueryStringBehavior, key?.QueryStringsConfig?.QueryStrings?.Items),
      cookies: selection(key?.CookiesConfig?.CookieBehavior, key?.CookiesConfig?.Cookies?.Items),
      headers: (key?.HeadersConfig?.Headers?.Items ?? []).map((name) => name.toLowerCase()),
    },
    forward: forwardedBy(behavior.OriginRequestPolicyId),
  };
}

function forwardedBy(originRequestPolicyId: string | undefined): Behavior['forward'] {
  switch (originRequestPolicyId) {
    case managedOriginRequestPolicyIds.allViewer:
      return 'all-with-host';
    case managedOriginRequestPolicyIds.allViewerExceptHostHeader:
      return 'all';
    case undefined:
    case '':
      return 'key';
    default:
      throw new Error(`No origin request policy ${originRequestPolicyId} in the local cloud.`);
  }
}

/** https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_ForwardedValues.html */
function byForwardedValues(behavior: CacheBehavior | DefaultCacheBehavior): Caching {
  const forwarded = behavior.ForwardedValues;
  const queryKeys = forwarded?.QueryStringCacheKeys?.Items ?? [];
  const allQueries: Selection = queryKeys.length > 0 ? { only: queryKeys } : 'all';
  return {
    minTtlSeconds: behavior.MinTTL ?? 0,
    defaultTtlSeconds: behavior.DefaultTTL ?? 86_400,
    maxTtlSeconds: behavior.MaxTTL ?? 31_536_000,
    key: {
      queries: forwarded?.QueryString ? allQueries : 'none',
      cookies: selection(forwarded?.Cookies?.Forward, forwarded?.Cookies?.WhitelistedNames?.Items),
      headers: (forwarded?.Headers?.Items ?? []).map((name) => name.toLowerCase()),
    },
    forward: forwarded?.Headers?.Items?.includes('*') ? 'all-with-host' : 'key',
  };
}

function selection(behavior: string | undefined, names: readonly string[] = []): Selection {
  switch (behavior) {
    case 'all':
      return 'all';
    case 'whitelist':
      return { only: names };
    case 'allExcept':
      return { except: names };
    default:
      return 'none';
  }
}

import {
  CloudFrontClient,
  CreateInvalidationCommand,
  type DistributionSummary,
  GetCachePolicyCommand,
  GetDistributionCommand,
  GetInvalidationCommand,
  ListInvalidationsCommand,
  paginateListDistributions,
} from '@aws-sdk/client-cloudfront';
import {
  awsErrorName,
  type ClientOptions,
  clientSettings,
  errorKind,
  explained,
  failing,
  pollSettings,
} from './client.ts';
import { type Distribution, distributionOf } from './cloudfront-distribution.ts';

export type { CacheBehavior, Distribution } from './cloudfront-distribution.ts';

/** A distribution as a listing shows it. */
export interface ListedDistribution {
  readonly id: string;
  /** Its own name, such as d111111abcdef8.cloudfront.net. */
  readonly domainName: string;
  readonly aliases: readonly string[];
  readonly staging: boolean;
}

export type InvalidationStatus = 'InProgress' | 'Completed';

export interface Invalidation {
  readonly id: string;
  readonly status: InvalidationStatus;
}

export interface CloudFrontReader {
  /** The distribution with this id, if there is one. */
  distribution(id: string, signal: AbortSignal): Promise<Distribution | undefined>;
  /** All distributions of the account. */
  distributions(signal: AbortSignal): Promise<readonly ListedDistribution[]>;
  /** Whether a cache policy puts query strings into the cache key. */
  queriesInKey(cachePolicyId: string, signal: AbortSignal): Promise<boolean>;
  invalidationStatus(distributionId: string, invalidationId: string, signal: AbortSignal): Promise<InvalidationStatus>;
  /** The invalidations that were created since then, as far as the newest hundred reach. */
  invalidationsSince(start: Date, distributionId: string, signal: AbortSignal): Promise<PastInvalidations>;
  /** How many paths an invalidation has. */
  pathCount(distributionId: string, invalidationId: string, signal: AbortSignal): Promise<number>;
}

export interface PastInvalidations {
  /** Newest first. */
  readonly ids: readonly string[];
  /** Whether these are all. */
  readonly isComplete: boolean;
}

export interface CloudFrontWriter {
  /**
   * Starts an invalidation; the same reference with the same items gives the same one. An item is a path or `#` and a cache tag.
   * `quota` means that too many are in progress, `busy` that CloudFront took no request at this moment.
   */
  invalidate(
    distributionId: string,
    items: readonly string[],
    reference: string,
    signal: AbortSignal,
  ): Promise<Invalidation | 'quota' | 'busy'>;
}

export function cloudFront(options: ClientOptions): {
  readonly reader: CloudFrontReader;
  readonly writer: CloudFrontWriter;
} {
  const client = new CloudFrontClient(clientSettings(options));
  const polling = new CloudFrontClient(pollSettings(options));
  return { reader: reader(client, polling), writer: writer(client) };
}

function reader(client: CloudFrontClient, polling: CloudFrontClient): CloudFrontReader {
  return {
    async distribution(id, abortSignal) {
      try {
        const { Distribution } = await client.send(new GetDistributionCommand({ Id: id }), { abortSignal });
        return Distribution && distributionOf(Distribution);
      } catch (error) {
        if (awsErrorName(error) === 'NoSuchDistribution') return undefined;
        throw explained(error, `Reading the distribution ${id}`);
      }
    },
    async distributions(abortSignal) {
      const found: ListedDistribution[] = [];
      try {
        for await (const page of paginateListDistributions({ client }, {}, { abortSignal })) {
          found.push(...(page.DistributionList?.Items ?? []).map(listed));
        }
      } catch (error) {
        throw explained(error, 'Listing the CloudFront distributions');
      }
      return found;
    },
    async queriesInKey(cachePolicyId, abortSignal) {
      const { CachePolicy } = await client
        .send(new GetCachePolicyCommand({ Id: cachePolicyId }), { abortSignal })
        .catch(failing(`Reading the cache policy ${cachePolicyId}`));
      const key = CachePolicy?.CachePolicyConfig?.ParametersInCacheKeyAndForwardedToOrigin;
      return key?.QueryStringsConfig?.QueryStringBehavior !== 'none';
    },
    async invalidationStatus(distributionId, invalidationId, abortSignal) {
      const command = new GetInvalidationCommand({ DistributionId: distributionId, Id: invalidationId });
      try {
        const { Invalidation } = await polling.send(command, { abortSignal });
        return statusOf(Invalidation?.Status);
      } catch (error) {
        throw explained(error, `Reading the invalidation ${invalidationId} of ${distributionId}`);
      }
    },
    async invalidationsSince(start, distributionId, abortSignal) {
      const { InvalidationList } = await client
        .send(new ListInvalidationsCommand({ DistributionId: distributionId, MaxItems: 100 }), { abortSignal })
        .catch(failing(`Listing the invalidations of ${distributionId}`));
      const items = InvalidationList?.Items ?? [];
      const since = items.filter(({ CreateTime }) => CreateTime !== undefined && CreateTime >= start);
      const isComplete = since.length < items.length || InvalidationList?.IsTruncated !== true;
      return { ids: since.map(({ Id = '' }) => Id), isComplete };
    },
    async pathCount(distributionId, invalidationId, abortSignal) {
      const { Invalidation } = await client
        .send(new GetInvalidationCommand({ DistributionId: distributionId, Id: invalidationId }), { abortSignal })
        .catch(failing(`Reading the invalidation ${invalidationId} of ${distributionId}`));
      return Invalidation?.InvalidationBatch?.Paths?.Quantity ?? 0;
    },
  };
}

function writer(client: CloudFrontClient): CloudFrontWriter {
  return {
    async invalidate(distributionId, items, reference, abortSignal) {
      const batch = { CallerReference: reference, Paths: { Quantity: items.length, Items: [...items] } };
      try {
        const command = new CreateInvalidationCommand({ DistributionId: distributionId, InvalidationBatch: batch });
        const { Invalidation } = await client.send(command, { abortSignal });
        return { id: Invalidation?.Id ?? '', status: statusOf(Invalidation?.Status) };
      } catch (error) {
        if (awsErrorName(error) === 'TooManyInvalidationsInProgress') return 'quota';
        if (['transient', 'throttled'].includes(errorKind(error))) return 'busy';
        throw explained(error, `Invalidating ${items.length} paths of the distribution ${distributionId}`);
      }
    },
  };
}

/** The API types the status as a string; its documentation names these two. */
function statusOf(status: string | undefined): InvalidationStatus {
  return status === 'Completed' ? 'Completed' : 'InProgress';
}

function listed({ Id = '', DomainName = '', Aliases, Staging = false }: DistributionSummary): ListedDistribution {
  return { id: Id, domainName: DomainName, aliases: Aliases?.Items ?? [], staging: Staging };
}

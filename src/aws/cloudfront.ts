import {
  CloudFrontClient,
  CreateInvalidationCommand,
  GetDistributionCommand,
  GetInvalidationCommand,
  paginateListDistributions,
} from '@aws-sdk/client-cloudfront';
import { awsErrorName, type ClientOptions, clientSettings, explained } from './client.ts';

/** A CloudFront distribution, as far as an invalidation needs it. */
export interface Distribution {
  readonly id: string;
  readonly arn: string;
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
  distributions(signal: AbortSignal): Promise<readonly Distribution[]>;
  invalidationStatus(distributionId: string, invalidationId: string, signal: AbortSignal): Promise<InvalidationStatus>;
}

export interface CloudFrontWriter {
  /** Starts an invalidation; the same reference with the same paths gives the same one. `quota` means: too many are in progress. */
  invalidate(
    distributionId: string,
    paths: readonly string[],
    reference: string,
    signal: AbortSignal,
  ): Promise<Invalidation | 'quota'>;
}

export function cloudFront(options: ClientOptions): {
  readonly reader: CloudFrontReader;
  readonly writer: CloudFrontWriter;
} {
  const client = new CloudFrontClient(clientSettings(options));
  return { reader: reader(client), writer: writer(client) };
}

function reader(client: CloudFrontClient): CloudFrontReader {
  return {
    async distribution(id, abortSignal) {
      try {
        const { Distribution } = await client.send(new GetDistributionCommand({ Id: id }), { abortSignal });
        return Distribution && summary({ ...Distribution, ...Distribution.DistributionConfig });
      } catch (error) {
        if (awsErrorName(error) === 'NoSuchDistribution') return undefined;
        throw explained(error, `Reading the distribution ${id}`);
      }
    },
    async distributions(abortSignal) {
      const found: Distribution[] = [];
      try {
        for await (const page of paginateListDistributions({ client }, {}, { abortSignal })) {
          found.push(...(page.DistributionList?.Items ?? []).map(summary));
        }
      } catch (error) {
        throw explained(error, 'Listing the CloudFront distributions');
      }
      return found;
    },
    async invalidationStatus(distributionId, invalidationId, abortSignal) {
      const command = new GetInvalidationCommand({ DistributionId: distributionId, Id: invalidationId });
      const { Invalidation } = await client.send(command, { abortSignal }).catch((error) => {
        throw explained(error, `Reading the invalidation ${invalidationId} of ${distributionId}`);
      });
      return statusOf(Invalidation?.Status);
    },
  };
}

function writer(client: CloudFrontClient): CloudFrontWriter {
  return {
    async invalidate(distributionId, paths, reference, abortSignal) {
      const batch = { CallerReference: reference, Paths: { Quantity: paths.length, Items: [...paths] } };
      try {
        const command = new CreateInvalidationCommand({ DistributionId: distributionId, InvalidationBatch: batch });
        const { Invalidation } = await client.send(command, { abortSignal });
        return { id: Invalidation?.Id ?? '', status: statusOf(Invalidation?.Status) };
      } catch (error) {
        if (awsErrorName(error) === 'TooManyInvalidationsInProgress') return 'quota';
        throw explained(error, `Invalidating ${paths.length} paths of the distribution ${distributionId}`);
      }
    },
  };
}

/** The API types the status as a string; its documentation names these two. */
function statusOf(status: string | undefined): InvalidationStatus {
  return status === 'Completed' ? 'Completed' : 'InProgress';
}

interface ApiDistribution {
  readonly Id?: string | undefined;
  readonly ARN?: string | undefined;
  readonly DomainName?: string | undefined;
  readonly Aliases?: { readonly Items?: readonly string[] | undefined } | undefined;
  readonly Staging?: boolean | undefined;
}

function summary({ Id = '', ARN = '', DomainName = '', Aliases, Staging = false }: ApiDistribution): Distribution {
  return { id: Id, arn: ARN, domainName: DomainName, aliases: Aliases?.Items ?? [], staging: Staging };
}

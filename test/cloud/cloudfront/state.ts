import { randomBytes } from 'node:crypto';
import type { DistributionConfig } from '@aws-sdk/client-cloudfront';
import { AwsError } from '../core/errors.ts';
import type { Edge } from './edge/edge.ts';

/** A distribution: what it is told to be, and the edge that serves it. */
export interface Distribution {
  readonly accountId: string;
  readonly id: string;
  readonly arn: string;
  readonly domainName: string;
  readonly edge: Edge;
  config: DistributionConfig;
  /** The configuration in force: a change takes time until it is. */
  deployed: DistributionConfig;
  /** Changes with each change of the configuration; If-Match names it. */
  etag: string;
  status: 'InProgress' | 'Deployed';
  lastModified: Date;
  /** Newest first. */
  invalidations: readonly Invalidation[];
}

export interface Invalidation {
  readonly id: string;
  readonly created: Date;
  readonly callerReference: string;
  readonly paths: readonly string[];
  status: 'InProgress' | 'Completed';
}

/** All distributions of all accounts, by id; ids are unique in the world. */
export type Distributions = Map<string, Distribution>;

/** Throws NoSuchDistribution, also for a distribution of somebody else. */
export function findDistribution(distributions: Distributions, accountId: string, id: string): Distribution {
  const found = distributions.get(id);
  if (found?.accountId !== accountId)
    throw new AwsError('NoSuchDistribution', 'The specified distribution does not exist.', 404);
  return found;
}

export function distributionArn(accountId: string, id: string): string {
  return `arn:aws:cloudfront::${accountId}:distribution/${id}`;
}

/** Such as `E2QWRUHAPOMQZL`: a letter that says what it is and 13 more. */
export function newId(letter: 'E' | 'I'): string {
  return letter + [...randomBytes(13)].map((byte) => '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ'[byte % 36]).join('');
}

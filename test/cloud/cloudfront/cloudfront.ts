import { randomUUID } from 'node:crypto';
import type { CachePolicyConfig, DistributionConfig, ResponseHeadersPolicyConfig } from '@aws-sdk/client-cloudfront';
import type { Clock } from '../core/clock.ts';
import type { Service } from '../core/service.ts';
import { cachePolicyOperations } from './cache-policies.ts';
import { checkConfig } from './check-config.ts';
import { distributionOperations } from './distributions.ts';
import { startEdge } from './edge/edge.ts';
import type { OpenOrigin } from './edge/origins.ts';
import { invalidationOperations } from './invalidations.ts';
import { managedCachePolicies, managedResponseHeadersPolicies } from './policies.ts';
import { restXmlService } from './rest-xml.ts';
import { type Distribution, distributionArn, findDistribution, newId } from './state.ts';

export interface CloudFrontParts {
  readonly clock: Clock;
  /** How edges read buckets. */
  readonly openOrigin: OpenOrigin;
  /** How long an invalidation takes, in ms [200]. */
  readonly invalidationMilliseconds?: number;
  /** How long a changed configuration takes to be in force, in ms [200]. */
  readonly deploymentMilliseconds?: number;
  /** Most items on a page [100]. */
  readonly pageSize?: number;
  /** How many paths of a distribution may be under way [3000 and 15]. */
  readonly invalidationQuota?: { readonly paths: number; readonly wildcards: number };
}

export interface DistributionSeed {
  readonly accountId: string;
  readonly config: DistributionConfig;
  /** Port of the edge [a free one]: for sites whose URL must be known before. */
  readonly port?: number;
  /** [made up] */
  readonly id?: string;
  /** [made up: `d111111abcdef8.cloudfront.net`] */
  readonly domainName?: string;
}

/** CloudFront as tests see it from behind. */
export interface CloudFront {
  /** A distribution that is deployed already, with its edge. */
  addDistribution(seed: DistributionSeed): Promise<Distribution>;
  /** Puts another configuration in force at once. */
  changeDistribution(id: string, change: (config: DistributionConfig) => DistributionConfig): void;
  distribution(id: string): Distribution;
  /** Publishes a viewer-request function; the answer is its ARN. */
  addFunction(accountId: string, name: string, code: string): string;
  /** The answer is the policy's id. */
  addCachePolicy(policy: CachePolicyConfig): string;
  /** The answer is the policy's id. */
  addResponseHeadersPolicy(policy: ResponseHeadersPolicyConfig): string;
}

/** CloudFront's API, and an edge for each distribution. */
export function cloudFrontService(parts: CloudFrontParts): Service & CloudFront {
  const { clock, openOrigin, pageSize = 100 } = parts;
  const distributions = new Map<string, Distribution>();
  const functions = new Map<string, string>();
  const cachePolicies = new Map(managedCachePolicies);
  const responseHeadersPolicies = new Map(managedResponseHeadersPolicies);

  const add = async ({
    accountId,
    config,
    port,
    id = newId('E'),
    domainName,
  }: DistributionSeed): Promise<Distribution> => {
    const arn = distributionArn(accountId, id);
    const inForce = () => distributions.get(id)?.deployed ?? config;
    const known = { functions, cachePolicies, responseHeadersPolicies };
    const edge = await startEdge({ ...known, distributionArn: arn, config: inForce, openOrigin, clock }, port);
    const distribution: Distribution = {
      ...{ accountId, id, arn, edge, config, deployed: config, etag: newId('E'), status: 'Deployed' },
      domainName: domainName ?? `d${newId('E').slice(1).toLowerCase()}.cloudfront.net`,
      lastModified: clock.now(),
      invalidations: [],
    };
    distributions.set(id, distribution);
    return distribution;
  };
  const change = (distribution: Distribution, config: DistributionConfig) =>
    Object.assign(distribution, { config, etag: newId('E'), lastModified: clock.now(), status: 'InProgress' });
  const deploy = (distribution: Distribution) =>
    Object.assign(distribution, { deployed: distribution.config, status: 'Deployed' });
  const deployLater = (distribution: Distribution, config: DistributionConfig) => {
    change(distribution, config);
    clock.after(parts.deploymentMilliseconds ?? 200, () => deploy(distribution));
  };

  const service = restXmlService('cloudfront', [
    ...distributionOperations(
      distributions,
      {
        async create(accountId, config) {
          const created = await add({ accountId, config });
          deployLater(created, config);
          return created;
        },
        update: deployLater,
      },
      pageSize,
    ),
    ...cachePolicyOperations(cachePolicies),
    ...invalidationOperations(
      distributions,
      {
        clock,
        milliseconds: parts.invalidationMilliseconds ?? 200,
        ...(parts.invalidationQuota ?? { paths: 3000, wildcards: 15 }),
      },
      pageSize,
    ),
  ]);
  const byId = (id: string) => findDistribution(distributions, distributions.get(id)?.accountId ?? '', id);
  return {
    ...service,
    addDistribution: (seed) => add({ ...seed, config: checkConfig({ ...seed.config }) }),
    changeDistribution(id, changed) {
      const distribution = byId(id);
      change(distribution, checkConfig({ ...changed(distribution.config) }));
      deploy(distribution);
    },
    distribution: byId,
    addFunction(accountId, name, code) {
      const arn = `arn:aws:cloudfront::${accountId}:function/${name}`;
      functions.set(arn, code);
      return arn;
    },
    addCachePolicy: (policy) => keep(cachePolicies, policy),
    addResponseHeadersPolicy: (policy) => keep(responseHeadersPolicies, policy),
    async close() {
      await Promise.all([...distributions.values()].map(({ edge }) => edge.close()));
    },
  };
}

function keep<Policy>(policies: Map<string, Policy>, policy: Policy): string {
  const id = randomUUID();
  policies.set(id, policy);
  return id;
}

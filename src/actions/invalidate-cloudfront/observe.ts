import type { CacheBehavior, CloudFrontReader, Distribution, ListedDistribution } from '../../aws/cloudfront.ts';
import { isServedByAlias } from '../../domain/distribution-name.ts';
import { UserError } from '../../errors.ts';
import type { Context } from '../../lifecycle/context.ts';
import type { ReadPorts } from '../../lifecycle/ports.ts';
import type { Inputs } from './contract.ts';

/** The distributions that the inputs name. When nothing changed, nothing is called. */
export async function observe(
  inputs: Inputs,
  { cloudFront }: Pick<ReadPorts, 'cloudFront'>,
  { signal, log }: Pick<Context, 'signal' | 'log'>,
): Promise<readonly Distribution[]> {
  const { distributionId, domain, paths, tags } = inputs;
  if ((distributionId.length === 0) === (domain.length === 0)) throw oneOfTwo(domain.length > 0);
  if (paths.length === 0 && tags.length === 0) return [];
  const ids = domain.length === 0 ? distributionId : await idsOf(domain, cloudFront, signal);
  const found = [];
  for (const id of new Set(ids)) found.push(await withKeys(await byId(id, cloudFront, signal), cloudFront, signal));
  const untagged = found.find(({ hasCacheTags }) => !hasCacheTags);
  if (tags.length > 0 && untagged) throw withoutTags(untagged.id);
  for (const { id, behaviors } of found) {
    const others = [...new Set(behaviors.flatMap(({ failovers }) => failovers))];
    if (others.length > 0) log.info(failoverNote(id, others));
  }
  return found;
}

/** Edges keep what a second origin answered as they keep the first one's. */
function failoverNote(id: string, hosts: readonly string[]): string {
  return `Where an origin of ${id} fails, ${hosts.join(', ')} answers instead, with its own files: sync-spa-s3 writes one bucket, and something else has to bring a release to the other.`;
}

async function idsOf(
  domains: readonly string[],
  cloudFront: CloudFrontReader,
  signal: AbortSignal,
): Promise<readonly string[]> {
  const live = (await cloudFront.distributions(signal)).filter(({ staging }) => !staging);
  return domains.map((domain) => byDomain(domain, live).id);
}

function byDomain(domain: string, live: readonly ListedDistribution[]): ListedDistribution {
  const names = ({ aliases, domainName }: ListedDistribution) => [domainName, ...aliases];
  const found =
    live.find((each) => names(each).some((name) => name.toLowerCase() === domain)) ??
    live.find((each) => names(each).some((name) => isServedByAlias(domain, name)));
  if (found) return found;
  throw new UserError({
    what: `No CloudFront distribution of this account serves ${domain}.`,
    why: `Aliases here: ${live.flatMap(({ aliases }) => aliases).join(', ') || 'none'}.`,
    next: 'Check `domain`, or give distribution-id.',
  });
}

async function byId(id: string, cloudFront: CloudFrontReader, signal: AbortSignal): Promise<Distribution> {
  const found = await cloudFront.distribution(id, signal);
  if (found) return found;
  throw new UserError({
    what: `There is no CloudFront distribution ${id} in this account.`,
    next: 'Check distribution-id and the account whose role the job assumes.',
  });
}

/** Asks for the cache policies that are not AWS's own, each once. */
async function withKeys(
  distribution: Distribution,
  cloudFront: CloudFrontReader,
  signal: AbortSignal,
): Promise<Distribution> {
  const known = new Map<string, boolean>();
  const behaviors: CacheBehavior[] = [];
  for (const behavior of distribution.behaviors) {
    const { queriesInKey } = behavior;
    if (typeof queriesInKey === 'boolean') {
      behaviors.push(behavior);
      continue;
    }
    const { cachePolicyId } = queriesInKey;
    const answer = known.get(cachePolicyId) ?? (await cloudFront.queriesInKey(cachePolicyId, signal));
    known.set(cachePolicyId, answer);
    behaviors.push({ ...behavior, queriesInKey: answer });
  }
  return { ...distribution, behaviors };
}

function oneOfTwo(both: boolean): UserError {
  return new UserError({
    what: both ? 'Both distribution-id and domain were given.' : 'Neither distribution-id nor domain was given.',
    next: 'Give exactly one of them; nothing was changed.',
  });
}

function withoutTags(id: string): UserError {
  return new UserError({
    what: `The distribution ${id} has no cache tags; nothing was changed.`,
    why: 'Its configuration names no header from which CloudFront would read them (CacheTagConfig).',
    next: 'Set CacheTagConfig to x-amz-meta-cache-tag, or give `paths`.',
  });
}

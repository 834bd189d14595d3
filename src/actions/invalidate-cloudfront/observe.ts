import type { CloudFrontReader, Distribution } from '../../aws/cloudfront.ts';
import { UserError } from '../../errors.ts';
import type { Inputs } from './contract.ts';

/** The distribution that the inputs mean; with no paths nobody needs to know, and nothing is called. */
export async function observe(
  inputs: Inputs,
  cloudFront: CloudFrontReader,
  signal: AbortSignal,
): Promise<Distribution | undefined> {
  const { distributionId, domain, paths } = inputs;
  if ((distributionId === undefined) === (domain === undefined)) throw oneOfTwo(distributionId !== undefined);
  if (paths.length === 0) return undefined;
  return distributionId === undefined
    ? byDomain(domain ?? '', cloudFront, signal)
    : byId(distributionId, cloudFront, signal);
}

async function byId(id: string, cloudFront: CloudFrontReader, signal: AbortSignal): Promise<Distribution> {
  const found = await cloudFront.distribution(id, signal);
  if (found) return found;
  throw new UserError({
    what: `There is no CloudFront distribution ${id} in this account.`,
    next: 'Check distribution-id and the account whose role the job assumes.',
  });
}

async function byDomain(domain: string, cloudFront: CloudFrontReader, signal: AbortSignal): Promise<Distribution> {
  const live = (await cloudFront.distributions(signal)).filter(({ staging }) => !staging);
  const found =
    live.find(({ aliases }) => aliases.includes(domain)) ??
    live.find(({ aliases }) => aliases.some((alias) => isWildcardFor(alias, domain)));
  if (found) return found;
  throw new UserError({
    what: `No CloudFront distribution of this account serves ${domain}.`,
    why: `Aliases here: ${live.flatMap(({ aliases }) => aliases).join(', ') || 'none'}.`,
    next: 'Check `domain`, or give distribution-id.',
  });
}

/** A wildcard alias stands for exactly one label: *.example.com serves a.example.com, not a.b.example.com. */
function isWildcardFor(alias: string, domain: string): boolean {
  return alias.startsWith('*.') && domain.slice(domain.indexOf('.')) === alias.slice(1);
}

function oneOfTwo(both: boolean): UserError {
  return new UserError({
    what: both ? 'Both distribution-id and domain were given.' : 'Neither distribution-id nor domain was given.',
    next: 'Give exactly one of them; nothing was changed.',
  });
}

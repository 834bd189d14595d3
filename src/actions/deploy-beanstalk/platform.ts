import type { ElasticBeanstalkReader, Environment } from '../../aws/elastic-beanstalk.ts';
import type { Found } from '../../deployment/presence.ts';
import {
  isSameBranch,
  isSamePlatform,
  newestFirst,
  type PlatformVersion,
  platformVersionOf,
  solutionStackOf,
} from '../../domain/beanstalk-platform.ts';
import type { Inputs } from './contract.ts';
import type { CreationFacts } from './creation-facts.ts';

/** What is known of platforms before the plan. */
export interface PlatformFacts {
  /** All solution stacks, where an environment is to be created or gets another platform. */
  readonly platforms: readonly string[];
  /** The newest version of the branch that the environment is on, where it is asked for; undefined: none is known. */
  readonly newest: string | undefined;
}

export async function platformFacts(
  { platform }: Pick<Inputs, 'platform'>,
  environment: Environment | undefined,
  reader: ElasticBeanstalkReader,
  signal: AbortSignal,
): Promise<PlatformFacts> {
  if (environment && platform === 'latest')
    return { platforms: [], newest: await newestOf(environment, reader, signal) };
  const isKept = environment && (platform === undefined || isSamePlatform(platform, environment.platform));
  return { platforms: isKept ? [] : await reader.platforms(signal), newest: undefined };
}

async function newestOf(
  { platform, platformArn = platform }: Environment,
  reader: ElasticBeanstalkReader,
  signal: AbortSignal,
): Promise<string | undefined> {
  const present = platformVersionOf(platformArn);
  if (!present) return undefined;
  const versions = await reader.branchVersions(present.branch, signal);
  // What runs may be taken off the list before a newer one is on it.
  const [version = present.version] = [...versions, present.version].toSorted(newestFirst);
  return solutionStackOf({ branch: present.branch, version });
}

/** The platform that the inputs ask for: of an environment that is there, in the words in which it names its own. */
export function wantedPlatform(
  { platform }: Pick<Inputs, 'platform'>,
  { service, platforms, newest, template }: Found<Environment> & PlatformFacts & CreationFacts,
): string {
  const usual = template?.platform ?? platforms.find(isUsual) ?? '';
  if (!service) return platform === undefined || platform === 'latest' ? usual : platform;
  const wanted = platform === 'latest' ? newest : platform;
  return wanted === undefined || isSamePlatform(wanted, service.platform) ? service.platform : wanted;
}

function isUsual(name: string): boolean {
  return name.includes('Amazon Linux 2023 ') && name.endsWith('running Docker');
}

/** Why the platform cannot be put under the environment. */
export function platformProblems(
  inputs: Pick<Inputs, 'platform'>,
  found: Found<Environment> & PlatformFacts & CreationFacts,
): readonly string[] {
  const { service, platforms, newest } = found;
  if (!service || inputs.platform === undefined) return [];
  if (inputs.platform === 'latest' && newest === undefined)
    return [`The branch of the platform ${service.platform} is not known: give \`platform\` by its name or ARN.`];
  const wanted = wantedPlatform(inputs, found);
  if (wanted === service.platform || inputs.platform === 'latest') return [];
  const [before, after] = [platformVersionOf(service.platform), platformVersionOf(wanted)];
  if (before && after && !isSameBranch(before, after)) return [otherBranch(service.name, before, after)];
  return wanted.startsWith('arn:') || platforms.includes(wanted)
    ? []
    : [`There is no platform ${wanted}: correct \`platform\` (aws elasticbeanstalk list-available-solution-stacks).`];
}

/** Source: https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/using-features.platform.upgrade.html */
function otherBranch(name: string, before: PlatformVersion, after: PlatformVersion): string {
  return `The environment ${name} is on the branch ${before.branch}, and no update puts it on another (${after.branch}): \`strategy: blue-green\` makes a new environment on it, and exchanges the two.`;
}

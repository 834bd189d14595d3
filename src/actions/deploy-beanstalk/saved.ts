import type { Environment } from '../../aws/elastic-beanstalk.ts';
import type { Entries } from '../../deployment/saving.ts';
import type { Observation } from '../../deployment/target.ts';
import type { Pair } from './blue-green/pair.ts';
import type { EnvironmentConfiguration } from './configuration.ts';
import { fieldsOf } from './configuration.ts';
import type { Facts } from './observe.ts';
import { optionsOf } from './options.ts';
import { publishedVersion } from './version.ts';

/** A configuration by the names that the plan shows. */
export function entries(present: EnvironmentConfiguration): Entries {
  const { environment, secrets, settings } = fieldsOf(present);
  const named = (prefix: string, values: Readonly<Record<string, string>>) =>
    Object.entries(values).map(([name, value]) => [`${prefix} ${name}`, value] as const);
  return { ...settings, ...Object.fromEntries([...named('env', environment), ...named('secret', secrets)]) };
}

export function configuration({
  version,
  image,
  platform,
  'operations role': operationsRole,
  'serving environment': serving,
  ...rest
}: Entries): EnvironmentConfiguration {
  const text = (value: unknown) => (typeof value === 'string' ? value : undefined);
  return {
    options: optionsOf(rest),
    version: text(version),
    image: text(image),
    platform: text(platform),
    ...{ operationsRole: text(operationsRole), serving: text(serving) },
  };
}

/** Blue and green as they were: the one that served before is idle now. */
function standingPair(now: Pair, serving: string | undefined): Pair {
  if (serving !== now.idleName) return now;
  return { ...now, servedBefore: now.idleName, idleName: now.servedBefore };
}

/** The version that runs is one of this run's, so that nobody takes it for somebody else's. */
export function standing(
  { service, dockerrun, pair, ...rest }: Observation<Environment, Facts>,
  { options, version, image, platform, operationsRole, serving }: EnvironmentConfiguration,
): Observation<Environment, Facts> {
  const ours = service?.versionLabel;
  return {
    ...{ ...rest, options, pair: pair && standingPair(pair, serving) },
    service: service && { ...service, versionLabel: version, platform: platform ?? service.platform, operationsRole },
    dockerrun: dockerrun && image !== undefined ? { ...dockerrun, image } : undefined,
    wantedVersion: ours === undefined ? rest.wantedVersion : publishedVersion(ours, undefined, dockerrun?.image),
  };
}

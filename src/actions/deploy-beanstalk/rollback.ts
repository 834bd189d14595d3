import type { Environment } from '../../aws/elastic-beanstalk.ts';
import type { Operation } from '../../deployment/operation.ts';
import type { OptionSetting } from '../../domain/beanstalk.ts';
import { isSamePlatform } from '../../domain/beanstalk-platform.ts';
import type { AttemptPorts, Attempts } from './attempts.ts';
import { option } from './options.ts';
import { restoring } from './restored-options.ts';
import { update } from './writes.ts';

/** An environment before this run, and what the run made of it. */
export interface Run {
  readonly environment: Environment;
  readonly optionsBefore: readonly OptionSetting[];
  readonly optionsWanted: readonly OptionSetting[];
  /** Whether a version was deployed. */
  readonly hasDeployed: boolean;
}

/**
 * Begins to restore the version from before, and the options and the platform that this run has changed. A failed rolling
 * deployment leaves both versions on the instances, so the version is deployed again though the environment names it; a
 * policy of new instances leaves the old ones as they were.
 */
export async function rollBack(
  { environment, optionsBefore, optionsWanted, hasDeployed }: Run,
  attempts: Attempts,
  ports: AttemptPorts,
  signal: AbortSignal,
): Promise<Operation | 'busy'> {
  const { name, versionLabel: before } = environment;
  const now = await ports.reader.environment(name, signal);
  const options = now ? await ports.reader.options(now, signal) : optionsBefore;
  const policy = option(optionsBefore, 'aws:elasticbeanstalk:command', 'DeploymentPolicy') ?? '';
  const isUntouched = /^(Immutable|TrafficSplitting)$/.test(policy) && now?.versionLabel === before;
  const versionLabel = hasDeployed && !isUntouched ? before : undefined;
  const { set, remove } = restoring({ before: optionsBefore, wanted: optionsWanted, now: options });
  const platform = now && !isSamePlatform(now.platform, environment.platform) ? environment.platform : undefined;
  if (versionLabel === undefined && platform === undefined && set.length + remove.length === 0)
    return attempts.look({ versionLabel: before });
  return update(name, { versionLabel, set, remove, platform }, attempts, ports)(signal);
}

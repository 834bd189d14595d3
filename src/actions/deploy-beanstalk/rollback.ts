import type {
  ElasticBeanstalkReader,
  ElasticBeanstalkWriter,
  Environment,
  EnvironmentUpdate,
} from '../../aws/elastic-beanstalk.ts';
import type { Operation } from '../../deployment/operation.ts';
import { TakenOver } from '../../deployment/taken-over.ts';
import { healthColors, type OptionSetting } from '../../domain/beanstalk.ts';
import { isSamePlatform } from '../../domain/beanstalk-platform.ts';
import { type Expectation, sequence } from './operation.ts';
import { option, optionChanges } from './options.ts';

interface Ports {
  readonly reader: ElasticBeanstalkReader;
  readonly writer: ElasticBeanstalkWriter;
}

/** How an update is followed, and what is looked at before it is begun. */
interface Making {
  readonly operation: (requestId: string, expected: Partial<Expectation>) => Operation;
  readonly others: (signal: AbortSignal) => Promise<string | undefined>;
}

/** The environment and its options before this run. */
interface Before {
  readonly environment: Environment;
  readonly options: readonly OptionSetting[];
}

/**
 * Begins to restore the options, the platform and the version from before. A failed rolling deployment leaves both versions on the
 * instances, so the version is deployed again though the environment names it; a policy of new instances leaves the old ones as they were.
 */
export async function rollBack(
  { environment: before, options }: Before,
  { operation, others }: Making,
  { reader, writer }: Ports,
  signal: AbortSignal,
): Promise<Operation> {
  const now = await reader.environment(before.name, signal);
  const { set, remove } = now ? optionChanges(await reader.options(now, signal), options) : { set: [], remove: [] };
  const { versionLabel } = before;
  const platform = now && !isSamePlatform(now.platform, before.platform) ? before.platform : undefined;
  const policy = option(options, 'aws:elasticbeanstalk:command', 'DeploymentPolicy') ?? '';
  const untouched = /^(Immutable|TrafficSplitting)$/.test(policy) && now?.versionLabel === versionLabel;
  const begin = (update: EnvironmentUpdate, expected: Partial<Expectation>) => async (inner: AbortSignal) => {
    const other = await others(inner);
    if (other !== undefined) throw new TakenOver(other);
    const requested = await writer.update(before.name, update, inner);
    return requested === 'busy' ? requested : operation(requested.requestId, expected);
  };
  return sequence('rollback', [
    ...(set.length + remove.length > 0 || platform !== undefined
      ? // The options are restored first; the health counts when the version is restored, too.
        [begin({ set, remove, platform }, { healthTimeoutSeconds: 0, acceptedHealth: healthColors })]
      : []),
    ...(versionLabel === undefined || untouched ? [] : [begin({ versionLabel }, { versionLabel })]),
  ]);
}

import type {
  ElasticBeanstalkReader,
  ElasticBeanstalkWriter,
  Environment,
  EnvironmentUpdate,
  OptionSetting,
} from '../../aws/elastic-beanstalk.ts';
import type { Operation } from '../../deployment/operation.ts';
import { option, optionChanges } from './configuration.ts';
import { type Expectation, sequence } from './operation.ts';

interface Ports {
  readonly reader: ElasticBeanstalkReader;
  readonly writer: ElasticBeanstalkWriter;
}

/**
 * Begins to put back the options and the version from before. A failed rolling deployment leaves both versions on the
 * instances, so the version is deployed again though the environment names it; a policy of new instances leaves the old ones as they were.
 */
export async function rollBack(
  before: Environment,
  options: readonly OptionSetting[],
  operation: (requestId: string, expected: Partial<Expectation>) => Operation,
  { reader, writer }: Ports,
  signal: AbortSignal,
): Promise<Operation> {
  const now = await reader.environment(before.name, signal);
  const { set, remove } = now ? optionChanges(await reader.options(now, signal), options) : { set: [], remove: [] };
  const { versionLabel } = before;
  const policy = option(options, 'aws:elasticbeanstalk:command', 'DeploymentPolicy') ?? '';
  const untouched = /^(Immutable|TrafficSplitting)$/.test(policy) && now?.versionLabel === versionLabel;
  const begin = (update: EnvironmentUpdate, expected: Partial<Expectation>) => async (inner: AbortSignal) => {
    const requested = await writer.update(before.name, update, inner);
    return requested === 'busy' ? requested : operation(requested.requestId, expected);
  };
  return sequence('rollback', [
    ...(set.length + remove.length > 0
      ? [begin({ set, remove }, { healthTimeoutSeconds: 0, acceptedHealth: anyHealth })]
      : []),
    ...(versionLabel === undefined || untouched ? [] : [begin({ versionLabel }, { versionLabel })]),
  ]);
}

/** The options come back first; the health counts when the version has, too. */
const anyHealth = ['Green', 'Yellow', 'Red', 'Grey'] as const;

import type { Environment } from '../../aws/elastic-beanstalk.ts';
import type { DeployChange } from '../../deployment/change.ts';
import type { Operation } from '../../deployment/operation.ts';
import type { Rollout } from '../../deployment/rollout.ts';
import type { DeploymentStep, Observation } from '../../deployment/target.ts';
import { watchCommand } from '../../deployment/watch-command.ts';
import type { Context } from '../../lifecycle/context.ts';
import type { Ports } from '../../lifecycle/ports.ts';
import { deploysVersion, type EnvironmentConfiguration } from './configuration.ts';
import type { Inputs } from './contract.ts';
import { diagnose } from './diagnostics.ts';
import { environmentName } from './environment-name.ts';
import type { Facts } from './observe.ts';
import { type Expectation, updateOperation } from './operation.ts';
import { optionChanges } from './options.ts';
import { rollBack } from './rollback.ts';

type Step = DeploymentStep<Inputs, Observation<Environment, Facts>, EnvironmentConfiguration>;

/** Each change as calls of Elastic Beanstalk. */
export function rollout(
  { inputs, observation, wanted, tags }: Step,
  { elasticBeanstalk, s3 }: Pick<Ports, 'elasticBeanstalk' | 's3'>,
  context: Context,
): Rollout<Environment> {
  const { service: environment, options: optionsBefore, application } = observation;
  const { reader, writer } = elasticBeanstalk;
  const { acceptedHealth, healthTimeoutSeconds, healthCheckPath } = inputs;
  const name = environmentName(inputs);
  const versionLabel = wanted.version ?? '';
  const operation = (requestId: string, expected: Partial<Expectation>): Operation =>
    updateOperation(
      name,
      requestId,
      { versionLabel: undefined, acceptedHealth, healthTimeoutSeconds, ...expected },
      { reader, writer, clock: context.clock },
    );
  const update = async (change: DeployChange, signal: AbortSignal) => {
    const version = change.kind === 'redeploy' || deploysVersion(change);
    const changed = version ? { versionLabel } : optionChanges(optionsBefore, wanted.options);
    const requested = await writer.update(name, changed, signal);
    return requested === 'busy' ? requested : operation(requested.requestId, version ? { versionLabel } : {});
  };
  const others = async (signal: AbortSignal) => {
    const now = await reader.environment(name, signal);
    const isOurs = [environment?.versionLabel, wanted.version ?? environment?.versionLabel].includes(now?.versionLabel);
    return now && !isOurs ? `of the version ${now.versionLabel ?? '(none)'}` : undefined;
  };
  return {
    others,
    otherThanAsked({ versionLabel: runs }) {
      return wanted.version === undefined || runs === wanted.version ? undefined : `it runs the version ${runs} now`;
    },
    async start(change, signal) {
      if (environment && change.kind !== 'tag') return update(change, signal);
      if (environment) {
        await writer.tag(environment.arn, tags, signal);
        return 'done';
      }
      const { options, platform = '' } = wanted;
      const created = await writer.create(
        { name, application, versionLabel, platform, options, tags: tags.put },
        signal,
      );
      return operation(created.requestId, { versionLabel });
    },
    rollBack:
      environment &&
      ((signal) =>
        rollBack({ environment, options: optionsBefore }, { operation, others }, { reader, writer }, signal)),
    service: (signal) => reader.environment(name, signal),
    diagnose: ({ reason }, since) =>
      diagnose({ name, reason, since, healthCheckPath }, { reader, writer, s3: s3.reader }, context),
    watch: () => watchCommand('elasticbeanstalk describe-events', inputs.awsRegion, `--environment-name ${name}`),
  };
}

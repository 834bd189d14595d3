import type { Environment } from '../../aws/elastic-beanstalk.ts';
import type { DeployChange } from '../../deployment/change.ts';
import type { Rollout } from '../../deployment/rollout.ts';
import type { DeploymentStep, Observation } from '../../deployment/target.ts';
import { watchCommand } from '../../deployment/watch-command.ts';
import type { Context } from '../../lifecycle/context.ts';
import type { Ports } from '../../lifecycle/ports.ts';
import { healthOf } from './accepted-health.ts';
import { attemptsOf } from './attempts.ts';
import { deploysVersion, type EnvironmentConfiguration } from './configuration.ts';
import type { Inputs } from './contract.ts';
import { diagnose } from './diagnostics.ts';
import { environmentName } from './environment-name.ts';
import type { Facts } from './observe.ts';
import { usualPatience } from './operation.ts';
import { optionChanges } from './options.ts';
import { rollBack } from './rollback.ts';
import { readinessOf } from './state-table.ts';
import { creation, tagging, update } from './writes.ts';

type Step = DeploymentStep<Inputs, Observation<Environment, Facts>, EnvironmentConfiguration>;

/** Each change as calls of Elastic Beanstalk. */
export function rollout(
  { inputs, observation, wanted, tags, changes }: Step,
  { elasticBeanstalk, s3 }: Pick<Ports, 'elasticBeanstalk' | 's3'>,
  context: Context,
): Rollout<Environment> {
  const { service: environment, options: optionsBefore, application } = observation;
  const { acceptedHealth, healthTimeoutSeconds, healthCheckPath } = inputs;
  const ports = { ...elasticBeanstalk, clock: context.clock };
  const name = environmentName(inputs);
  const expected = { acceptedHealth, healthTimeoutSeconds, ...usualPatience };
  const attempts = attemptsOf({ name, before: environment, wantedLabel: wanted.version, expected }, ports);
  const updated = (change: DeployChange) => {
    const version = change.kind === 'redeploy' || deploysVersion(change) ? wanted.version : undefined;
    const options = optionChanges(optionsBefore, wanted.options);
    return update(name, { versionLabel: version, ...options }, attempts, ports);
  };
  return {
    otherThanAsked({ versionLabel: runs, status }) {
      if (wanted.version !== undefined && runs !== wanted.version) return `it runs the version ${runs ?? '(none)'} now`;
      return readinessOf(status) === 'gone' ? `it is ${status} now` : undefined;
    },
    health: healthOf(acceptedHealth),
    async start(change, signal) {
      if (environment && change.kind === 'tag') return tagging(environment, tags, attempts, ports)(signal);
      if (environment) return updated(change)(signal);
      const { options, platform = '', version: versionLabel = '' } = wanted;
      return creation({ name, application, versionLabel, platform, options, tags }, attempts, ports)(signal);
    },
    rollBack:
      environment &&
      ((signal) => {
        const hasDeployed = changes.some((change) => change.kind === 'rollback' || deploysVersion(change));
        const run = { environment, optionsBefore, optionsWanted: wanted.options, hasDeployed };
        return rollBack(run, attempts, ports, signal);
      }),
    service: (signal) => ports.reader.environment(name, signal),
    diagnose: ({ reason }, since) =>
      diagnose({ name, reason, since, healthCheckPath }, { ...elasticBeanstalk, s3: s3.reader }, context),
    watch: () => watchCommand('elasticbeanstalk describe-events', inputs.awsRegion, `--environment-name ${name}`),
  };
}

import type { Environment } from '../../aws/elastic-beanstalk.ts';
import type { DeployChange } from '../../deployment/change.ts';
import type { Rollout } from '../../deployment/rollout.ts';
import type { DeploymentStep, Observation } from '../../deployment/target.ts';
import { watchCommand } from '../../deployment/watch-command.ts';
import { isSamePlatform } from '../../domain/beanstalk-platform.ts';
import type { Context } from '../../lifecycle/context.ts';
import type { Ports } from '../../lifecycle/ports.ts';
import { healthOf } from './accepted-health.ts';
import { attemptsOf } from './attempts.ts';
import { deploysVersion, type EnvironmentConfiguration } from './configuration.ts';
import type { Inputs } from './contract.ts';
import { newEnvironment } from './creation.ts';
import { diagnose } from './diagnostics.ts';
import { environmentName } from './environment-name.ts';
import type { Facts } from './observe.ts';
import { usualPatience } from './operation.ts';
import { withOperationsRole } from './operations-role.ts';
import { optionChanges } from './options.ts';
import { rollBack } from './rollback.ts';
import { readinessOf } from './state-table.ts';
import { creation, tagging, update } from './writes.ts';

export type Step = DeploymentStep<Inputs, Observation<Environment, Facts>, EnvironmentConfiguration>;

/** Each change as calls of Elastic Beanstalk. */
export function rollout(step: Step, ports: RolloutPorts, context: Context): Rollout<Environment> {
  const before = step.observation.service?.operationsRole;
  const roles = { name: environmentName(step.inputs), before, wanted: step.wanted.operationsRole };
  return withOperationsRole(updatesAsCalls(step, ports, context), roles, ports.elasticBeanstalk.writer);
}

type RolloutPorts = Pick<Ports, 'elasticBeanstalk' | 's3'>;

function updatesAsCalls(step: Step, { elasticBeanstalk, s3 }: RolloutPorts, context: Context): Rollout<Environment> {
  const { inputs, observation, wanted, tags, changes } = step;
  const { service: environment, options: optionsBefore } = observation;
  const { acceptedHealth, healthTimeoutSeconds, healthCheckPath } = inputs;
  const ports = { ...elasticBeanstalk, clock: context.clock };
  const name = environmentName(inputs);
  const expected = { acceptedHealth, healthTimeoutSeconds, ...usualPatience };
  const attempts = attemptsOf({ name, before: environment, wantedLabel: wanted.version, expected }, ports);
  const updated = (change: DeployChange) => {
    const versionLabel = change.kind === 'redeploy' || deploysVersion(change) ? wanted.version : undefined;
    const platform = wanted.platform === environment?.platform ? undefined : wanted.platform;
    const options = optionChanges(optionsBefore, wanted.options);
    return update(name, { versionLabel, platform, ...options }, attempts, ports);
  };
  return {
    otherThanAsked({ versionLabel: runs, status, platform }) {
      if (wanted.version !== undefined && runs !== wanted.version) return `it runs the version ${runs ?? '(none)'} now`;
      if (readinessOf(status) === 'gone') return `it is ${status} now`;
      return isSamePlatform(platform, wanted.platform ?? platform) ? undefined : `its platform is ${platform} now`;
    },
    health: healthOf(acceptedHealth),
    async start(change, signal) {
      if (environment && change.kind === 'tag') return tagging(environment, tags, attempts, ports)(signal);
      if (environment) return updated(change)(signal);
      return creation(newEnvironment(step), attempts, ports)(signal);
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

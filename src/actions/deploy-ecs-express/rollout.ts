import type { ExpressConfiguration } from '../../aws/ecs.ts';
import type { Rollout } from '../../deployment/rollout.ts';
import type { DeploymentStep, Observation } from '../../deployment/target.ts';
import { watchCommand } from '../../deployment/watch-command.ts';
import type { Context } from '../../lifecycle/context.ts';
import type { Ports } from '../../lifecycle/ports.ts';
import { wantedConfiguration } from './configuration.ts';
import type { Inputs } from './contract.ts';
import { diagnose } from './diagnostics.ts';
import { healthOf } from './health.ts';
import { deploymentsOf } from './look.ts';
import { type Facts, serviceId } from './observe.ts';
import { revisionsOf } from './revisions.ts';
import { type Standing, type StandingService, standingOf } from './standing.ts';
import { withTaskDefinition } from './task-definition.ts';

type Step = DeploymentStep<Inputs, Observation<StandingService, Facts>, ExpressConfiguration>;

/** Each change as calls of ECS. */
export function rollout(
  { inputs, observation, wanted, tags }: Step,
  { ecs, logs }: Pick<Ports, 'ecs' | 'logs'>,
  context: Context,
): Rollout<StandingService> {
  const { service, revision, serves } = observation;
  const id = serviceId(inputs);
  const { clock } = context;
  const revisions = revisionsOf(id, { ...ecs, clock });
  const wantedOf = (standing: Standing) =>
    standing.revision?.arn === revision?.arn
      ? wanted
      : wantedConfiguration(inputs, {
          ...{ ...observation, ...standing },
          revision: standing.revision && withTaskDefinition(standing.revision, observation.taskDefinitions),
        });
  return {
    async start({ kind }, signal) {
      if (!service)
        return revisions.create(
          wanted,
          { infrastructureRole: inputs.infrastructureRole?.text ?? '', tags: tags.put },
          signal,
        );
      if (kind !== 'tag') return revisions.update(wantedOf, signal);
      await ecs.writer.tag(service.arn, tags, signal);
      return 'done';
    },
    rollBack: service && revision && serves ? (signal) => revisions.rollBack(revision, signal) : undefined,
    otherThanAsked({ status, revisions: [newest], standing }) {
      if (status !== 'ACTIVE') return `it is ${status} now`;
      if (newest === undefined || revisions.isOurs(newest.arn)) return undefined;
      const [runs, asked] =
        wanted.taskDefinition === undefined
          ? [newest.configuration.image, wanted.image]
          : [newest.taskDefinition, wanted.taskDefinition];
      if (standing.revision?.arn !== newest.arn) return `a deployment of ${runs} has followed`;
      return runs === asked ? `it runs the revision ${newest.arn} now` : `it runs ${runs} now`;
    },
    health: healthOf(id, { ecs: ecs.reader, clock }),
    async service(signal) {
      const found = await ecs.reader.service(id, signal);
      if (found === undefined || found === 'foreign') return undefined;
      const deployments = await deploymentsOf(found, { id, ecs: ecs.reader }, { signal, clock });
      return { ...found, standing: standingOf({ service: found, deployments }, clock.now()) };
    },
    diagnose: (ended, since) =>
      diagnose(
        { id, wanted, logGroup: revisions.logGroup() ?? revision?.configuration.logGroup, ended, since },
        { ecs: ecs.reader, logs: logs.reader },
        context,
      ),
    watch: () =>
      watchCommand('ecs list-service-deployments', inputs.awsRegion, `--cluster ${id.cluster} --service ${id.name}`),
  };
}

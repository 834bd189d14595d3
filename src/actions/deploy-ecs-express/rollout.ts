import type { ExpressConfiguration, ExpressService } from '../../aws/ecs.ts';
import type { Rollout } from '../../deployment/rollout.ts';
import type { DeploymentStep, Observation } from '../../deployment/target.ts';
import { watchCommand } from '../../deployment/watch-command.ts';
import type { Context } from '../../lifecycle/context.ts';
import type { Ports } from '../../lifecycle/ports.ts';
import type { Inputs } from './contract.ts';
import { diagnose } from './diagnostics.ts';
import { type Facts, serviceId } from './observe.ts';
import { revisionsOf } from './revisions.ts';

type Step = DeploymentStep<Inputs, Observation<ExpressService, Facts>, ExpressConfiguration>;

/** Each change as calls of ECS. */
export function rollout(
  { inputs, observation: { service, revision, serves, isUnclear }, wanted, tags }: Step,
  { ecs, logs }: Pick<Ports, 'ecs' | 'logs'>,
  context: Context,
): Rollout<ExpressService> {
  const id = serviceId(inputs);
  const extent = isUnclear ? 'everything' : 'changes';
  const present = service && revision && ({ service, revision, extent } as const);
  const revisions = revisionsOf(id, ecs);
  return {
    async start({ kind }, signal) {
      if (!present)
        return revisions.create(
          wanted,
          { infrastructureRole: inputs.infrastructureRole?.text ?? '', tags: tags.put },
          signal,
        );
      if (kind !== 'tag') return revisions.update(wanted, present, signal);
      await ecs.writer.tag(present.service.arn, tags, signal);
      return 'done';
    },
    rollBack: present && serves ? (signal) => revisions.rollBack(present, signal) : undefined,
    otherThanAsked({ status, revisions: [newest] }) {
      if (status !== 'ACTIVE') return `it is ${status} now`;
      if (newest === undefined) return undefined;
      const [runs, asked] =
        wanted.taskDefinition === undefined
          ? [newest.configuration.image, wanted.image]
          : [newest.taskDefinition, wanted.taskDefinition];
      return runs === asked ? undefined : `it runs ${runs} now`;
    },
    async service(signal) {
      const found = await ecs.reader.service(id, signal);
      return found === 'foreign' ? undefined : found;
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

import type { Plan } from '../domain/plan.ts';
import type { Context } from '../lifecycle/context.ts';
import type { PortName, Ports } from '../lifecycle/ports.ts';
import type { DeploymentChange } from './change.ts';
import { deploy } from './deploy.ts';
import type { Outcome } from './deployment.ts';
import type { ImagesFacts } from './image.ts';
import type { NamedService } from './presence.ts';
import { removedTags } from './tags.ts';
import type { Deployable, DeploymentInputs, Observation, Target } from './target.ts';

interface PlannedStep<I, Observed> {
  readonly inputs: I;
  readonly observation: Observed;
  readonly plan: Plan<DeploymentChange>;
}

/** Carries the plan out; what the platform does not roll back by itself is rolled back. */
export async function apply<
  I extends DeploymentInputs,
  N extends PortName,
  S extends NamedService,
  F extends ImagesFacts,
  C extends Deployable,
>(
  target: Target<I, N, S, F, C>,
  { inputs, observation, plan: { changes } }: PlannedStep<I, Observation<S, F>>,
  ports: Pick<Ports, N>,
  context: Context,
): Promise<Outcome<S>> {
  const { service } = observation;
  const tags = Object.fromEntries(inputs.tags.map(({ name, value }) => [name, value]));
  const removed = removedTags(inputs.removeTags, observation.tags);
  const step = {
    inputs,
    observation,
    changes,
    tags: { put: tags, removed },
    wanted: target.wanted(inputs, observation),
  };
  await target.prepare?.(step, ports, context);
  const deployment = {
    ...target.rollout(step, ports, context),
    resource: `the ${target.noun} ${service?.name ?? target.identify(inputs).name}`,
    ...{ changes, before: service, onBusy: inputs.onBusy, rollbackOnFailure: inputs.rollbackOnFailure },
    hasNewRoles: observation.roles.some(({ trust }) => trust === 'given' || trust === 'unchecked'),
    abandonOnCancel: inputs.onCancel === 'rollback',
  };
  return deploy(deployment, context);
}

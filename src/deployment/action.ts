import type { Plan } from '../domain/plan.ts';
import type { Context } from '../lifecycle/context.ts';
import type { PortName, Ports, ReadPorts } from '../lifecycle/ports.ts';
import { apply } from './apply.ts';
import type { DeploymentChange } from './change.ts';
import type { Outcome } from './deployment.ts';
import { type ImagesFacts, isOlder } from './image.ts';
import { observe } from './observe.ts';
import { plan } from './plan.ts';
import type { NamedService } from './presence.ts';
import { reportOf } from './report.ts';
import type { Entries } from './saving.ts';
import { sizesText } from './sizes.ts';
import type { Deployable, DeploymentInputs, Observation, Target } from './target.ts';
import { unnamedVariables } from './variables.ts';

/** The steps of the action that deploys to a target; with its contract they are the action. */
export function deploymentAction<
  I extends DeploymentInputs,
  N extends PortName,
  S extends NamedService,
  F extends ImagesFacts,
  C extends Deployable,
>(target: Target<I, N, S, F, C>) {
  type Observed = Observation<S, F>;
  interface Step {
    readonly inputs: I;
    readonly observation: Observed;
    readonly plan: Plan<DeploymentChange>;
  }
  return {
    needs: [...target.needs, 'iam', 'secrets'] as const,
    observe: (
      inputs: I,
      readers: Pick<ReadPorts, N> & Pick<ReadPorts, 'iam' | 'secrets'>,
      context: Context,
    ): Promise<Observed> => observe(target, inputs, readers, context),
    plan: (inputs: I, observation: Observed): Plan<DeploymentChange> => plan(target, inputs, observation),
    apply: (step: Step, ports: Pick<Ports, N>, context: Context): Promise<Outcome<S>> =>
      apply(target, step, ports, context),
    report(step: Step, outcome: Outcome<S> | undefined) {
      const { inputs, observation, plan: planned } = step;
      const { service } = observation;
      const present = target.present(observation);
      const wanted = target.wanted(inputs, observation);
      const after = outcome?.service && target.present({ ...observation, service: outcome.service });
      return reportOf(`Deploy ${target.identify(inputs).name} to ${target.platform}`, {
        before: service && target.describe(service, step, undefined),
        after: outcome?.service && target.describe(outcome.service, step, outcome),
        wantedImage: wanted.image,
        sizes: sizesOf(target, wanted, after ?? present),
        isRollback: isOlder(observation) || (target.isOlder?.(observation) ?? false),
        unnamedVariables: unnamedVariables(inputs, present && target.fields(wanted)),
        ...{ changes: planned.changes, outcome },
      });
    },
  };
}

function sizesOf<C extends Deployable>(
  { saving }: { readonly saving?: { entries(configuration: C): Entries } },
  wanted: C,
  chosen: C | undefined,
): string | undefined {
  return saving && sizesText(saving.entries(wanted), chosen ? saving.entries(chosen) : {});
}

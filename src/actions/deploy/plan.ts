import type { Change, Plan } from '../../domain/plan.ts';
import type { Inputs } from './contract.ts';
import type { Observation } from './observe.ts';
import { plannedStages } from './observed-stage.ts';
import type { StageName } from './stages.ts';

/** A change of one of the stages. */
export interface StageChange extends Change {
  readonly stage: StageName;
}

/** The plans of all stages: their changes in the order in which they are carried out, and what else each plan says. */
export interface ChainPlan extends Plan<StageChange> {
  readonly stages: readonly (Omit<Plan, 'changes'> & { readonly stage: StageName })[];
}

export function plan({ environment }: Pick<Inputs, 'environment'>, { app, stages }: Observation): ChainPlan {
  const plans = plannedStages(stages).map(({ stage, step }) => ({ stage: stage.name, ...step.plan }));
  return {
    action: 'deploy',
    target: app === undefined ? environment : `${app} in ${environment}`,
    stages: plans.map(({ changes: _, ...rest }) => rest),
    changes: plans.flatMap(({ stage, changes }) => changes.map((change) => ({ ...change, stage }))),
  };
}

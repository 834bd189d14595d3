import type { UserError } from '../../errors.ts';
import type { Ending } from '../../lifecycle/conclude-step.ts';
import type { ConfiguredStage } from './configuration.ts';
import type { Handover } from './handover.ts';
import type { Stage, StageStep } from './stage.ts';

/** A stage with its plan. `S` is a step of its actions. */
export interface PlannedStage<S extends StageStep = StageStep> {
  readonly kind: 'planned';
  readonly stage: ConfiguredStage;
  readonly step: S;
  /** What its action reports of the plan. */
  readonly shown: Ending;
  /** What was known when it was planned. */
  readonly before: Handover;
  /** What is known when it is done, as far as its plan says. */
  readonly after: Handover;
}

/** What observing a stage has found: its plan, or why there is none. */
export type ObservedStage =
  | PlannedStage
  | { readonly kind: 'failed'; readonly stage: ConfiguredStage; readonly failure: UserError };

export function plannedStages(observed: readonly ObservedStage[]): readonly PlannedStage[] {
  return observed.filter((each): each is PlannedStage => each.kind === 'planned');
}

/** The plan of one stage. Stages have different names, so the step is one of this stage's actions. */
export function plannedStage<S extends StageStep>(
  { name }: Stage<string, S>,
  observed: readonly ObservedStage[],
): PlannedStage<S> | undefined {
  return observed.find((each): each is PlannedStage<S> => each.kind === 'planned' && each.stage.name === name);
}

import type { Plan } from '../../domain/plan.ts';
import { fingerprintOf } from '../../lifecycle/fingerprint.ts';
import { listedChanges, notApproved, outline } from '../../lifecycle/moved-plan.ts';
import type { PlannedStage } from './observed-stage.ts';
import type { StageStep } from './stage.ts';
import { referredStages } from './stage-inputs.ts';

/**
 * Of a plan that was approved, each stage carries out what was shown. A plan with placeholders (the tag of an image that is
 * still to be built, the URL of a service that is still to be created) is compared without the values of its changes.
 */
export function demandApprovedPlan(
  planned: PlannedStage,
  { plan: now }: StageStep,
  expected: string | undefined,
): void {
  const { stage, step } = planned;
  if (expected === undefined || now === step.plan) return;
  const compared = hasPlaceholder(planned) ? outlineOf : fingerprintOf;
  if (compared(step.plan) === compared(now)) return;
  throw notApproved(
    `of the stage ${stage.name}`,
    `${now.target} has changed since the chain was planned. The plan now: ${listedChanges(now)}.`,
    'the stage was not started',
  );
}

function hasPlaceholder({ stage, step, before }: PlannedStage): boolean {
  const unknown = referredStages(stage).some(({ variable }) => variable.value(before) === undefined);
  return unknown || (stage.hasPlaceholder?.(before, step.plan) ?? false);
}

function outlineOf({ changes }: Plan): string {
  return changes.map(outline).join(', ');
}

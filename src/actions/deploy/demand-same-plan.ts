import type { Plan } from '../../domain/plan.ts';
import { UserError } from '../../errors.ts';
import { fingerprintOf } from '../../lifecycle/fingerprint.ts';
import type { PlannedLook, StageStep } from './observe.ts';
import { refersToService } from './stage-inputs.ts';

/**
 * Of a plan that was approved, each stage carries out what was shown. What only earlier stages make known (the digest of an
 * image that was built, the address of a service that was created) was not, so there the changes are compared without their values.
 */
export function demandSamePlan({ stage, step, from }: PlannedLook, now: StageStep, expectedPlan: string | undefined) {
  if (expectedPlan === undefined || now === step) return;
  const hadUnknowns =
    stage.name === 'backend'
      ? from.upcoming !== undefined
      : from.serviceUrl === undefined && refersToService(stage.section);
  const before = hadUnknowns ? outline(step.plan) : fingerprintOf(step.plan);
  if (before === (hadUnknowns ? outline(now.plan) : fingerprintOf(now.plan))) return;
  throw new UserError({
    what: `The plan of the stage ${stage.name} is no longer the one that was approved; the stage was not begun.`,
    why: `${now.plan.target} has changed since the chain was planned. It would be now: ${outline(now.plan) || 'no changes'}.`,
    next: 'Look at the new plan (dry-run: true), and approve it if it is right.',
  });
}

function outline({ changes }: Plan): string {
  return changes.map(({ kind, resource }) => `${kind} ${resource}`).join(', ');
}

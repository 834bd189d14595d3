import type { Change, Plan } from '../domain/plan.ts';
import { UserError } from '../errors.ts';
import { fingerprintOf } from './fingerprint.ts';

/** Why a plan must not be applied: it is another one than was approved. */
export function movedPlan(plan: Plan, expected: string | undefined): UserError | undefined {
  if (expected === undefined) return undefined;
  const fingerprint = fingerprintOf(plan);
  if (expected === fingerprint) return undefined;
  return notApproved(
    `for ${plan.target}`,
    `Its fingerprint is ${fingerprint}, expected ${expected}: since then the target or the inputs have changed. The plan now: ${listedChanges(plan)}.`,
  );
}

/** The failure of a plan that is no longer the approved one. `whose` follows "The plan": `for clinic in dev`. */
export function notApproved(whose: string, why: string, untouched = 'nothing was changed'): UserError {
  return new UserError({
    what: `The plan ${whose} is no longer the one that was approved; ${untouched}.`,
    why,
    next: 'Look at the new plan (dry-run: true), and approve it if it is right.',
  });
}

/** The changes of a plan in a sentence: the first ten, and how many more there are. */
export function listedChanges({ changes }: Plan): string {
  const shown = changes.slice(0, 10).map(outline);
  const more = changes.length - shown.length;
  return changes.length === 0 ? 'no changes' : shown.join(', ') + (more > 0 ? ` and ${more} more` : '');
}

/** A change without its values. */
export function outline({ kind, resource }: Change): string {
  return `${kind} ${resource}`;
}

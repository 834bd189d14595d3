import { causeOf, UserError } from '../errors.ts';
import type { Outcome } from './deployment.ts';
import { type Diagnostics, whyOf } from './diagnostics.ts';
import { diagnosed, whereToLook } from './failure.ts';
import { type Ailment, ailmentOf } from './health.ts';
import type { Run } from './run.ts';
import { sentence } from './wait-until-free.ts';

/** How far back the cause of an illness is looked for that no deployment of this run has brought. */
const lookBackMilliseconds = 3_600_000;

/** A service that needs no deployment is looked at all the same: a release that runs, and is not well, is no success. */
export async function lookedAt<Service>(outcome: Outcome<Service>, run: Run<Service>): Promise<Outcome<Service>> {
  const { deployment, since, context } = run;
  try {
    const ailment = await ailmentOf(deployment, undefined, context);
    if (!ailment) return outcome;
    const asEnded = { operationId: '', verdict: 'failed', seconds: 0, ...ailment } as const;
    const diagnostics = await diagnosed(asEnded, new Date(since.getTime() - lookBackMilliseconds), run);
    return { ...outcome, diagnostics, state: 'unwell', failure: unwell(ailment, diagnostics, run) };
  } catch (error) {
    const failure = causeOf(error, context.signal);
    if (!(failure instanceof UserError)) throw failure;
    return { ...outcome, state: 'unseen', failure };
  }
}

function unwell<Service>(ailment: Ailment, diagnostics: Diagnostics, run: Run<Service>): UserError {
  const cause = diagnostics.hint ?? whereToLook(diagnostics, run);
  return new UserError({
    what: `${sentence(run.deployment.resource)} runs this image with this configuration already, but it is not well: ${ailment.status}. Nothing was deployed.`,
    why: whyOf({ ...diagnostics, reason: diagnostics.reason ?? ailment.reason }),
    next: `${cause} To deploy it once more, give \`force: true\`.`,
  });
}

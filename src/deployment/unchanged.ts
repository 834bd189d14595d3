import { causeOf, UserError } from '../errors.ts';
import type { Deployment, Outcome } from './deployment.ts';
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
  let last: Service | undefined;
  const service = async (signal: AbortSignal) => {
    last = await deployment.service(signal);
    return last;
  };
  try {
    const ailment = await ailmentOf({ ...deployment, service }, undefined, context);
    const other = replacement(last, deployment);
    if (other !== undefined) return { ...outcome, service: last, failure: replacedMeanwhile(deployment, other) };
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

/** What somebody else has put in the place of what was there, while it was looked at. */
function replacement<Service>(
  last: Service | undefined,
  { before, otherThanAsked }: Deployment<Service>,
): string | undefined {
  if (last === undefined || before === undefined || otherThanAsked?.(before) !== undefined) return undefined;
  return otherThanAsked?.(last);
}

function replacedMeanwhile<Service>({ resource }: Deployment<Service>, other: string): UserError {
  return new UserError({
    what: `${sentence(resource)} needed no deployment, but ${other}. Nothing was deployed.`,
    why: 'Somebody else has changed it meanwhile.',
    next: 'Let only one job at a time deploy it (`concurrency`), and run this one again if it shall win.',
  });
}

function unwell<Service>(ailment: Ailment, diagnostics: Diagnostics, run: Run<Service>): UserError {
  const cause = diagnostics.hint ?? whereToLook(diagnostics, run);
  return new UserError({
    what: `${sentence(run.deployment.resource)} runs this image with this configuration already, but it is not well: ${ailment.status}. Nothing was deployed.`,
    why: whyOf({ ...diagnostics, reason: diagnostics.reason ?? ailment.reason }),
    next: `${cause} To deploy it once more, give \`force: true\`.`,
  });
}

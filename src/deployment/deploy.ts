import { causeOf, UserError } from '../errors.ts';
import { begin } from './begin.ts';
import type { DeploymentChange } from './change.ts';
import type { Deployment, Outcome } from './deployment.ts';
import { failed } from './failure.ts';
import { follow } from './follow.ts';
import { ailmentOf } from './health.ts';
import { interruption } from './interruption.ts';
import type { Ended, Operation } from './operation.ts';
import { type Run, serviceAfter } from './run.ts';
import { lookedAt } from './unchanged.ts';

/** Carries out the changes one after the other; the first that fails ends it, and the previous release is restored. */
export async function deploy<Service>(
  deployment: Deployment<Service>,
  context: Run<Service>['context'],
): Promise<Outcome<Service>> {
  const run: Run<Service> = { deployment, context, since: context.clock.now() };
  let outcome: Outcome<Service> = { ...untouched, service: deployment.before };
  for (const [index, change] of deployment.changes.entries()) {
    const done = deployment.changes.slice(0, index).map(({ kind }) => kind);
    let operation: Operation | 'done' | undefined;
    try {
      operation = await begin(
        change.kind,
        { ...deployment, done },
        (signal) => startOf(change, deployment, signal),
        context,
      );
      if (operation === 'done') continue;
      outcome = { ...outcome, operationId: operation.id };
      const ended = await follow(operation, deployment.resource, context);
      outcome = { ...outcome, ended };
      if (ended.verdict !== 'succeeded') return await failed(change, ended, run);
    } catch (error) {
      return interrupted(outcome, operation, error, run);
    }
  }
  const last = deployment.changes.at(-1);
  return last && outcome.ended
    ? withServiceAfter(last, { ...outcome, ended: outcome.ended }, run)
    : lookedAt(outcome, run);
}

function startOf<Service>(
  change: DeploymentChange,
  { start, rollBack }: Deployment<Service>,
  signal: AbortSignal,
): Promise<Operation | 'busy' | 'done'> {
  if (change.kind !== 'rollback') return start(change, signal);
  if (!rollBack) throw new Error('There is no previous release to restore.');
  return rollBack(signal);
}

/** The last look: what was deployed still stands there and is well. A service that cannot be read any more is a failure that keeps what is known. */
async function withServiceAfter<Service>(
  last: DeploymentChange,
  outcome: Outcome<Service> & { readonly ended: Ended },
  run: Run<Service>,
): Promise<Outcome<Service>> {
  const { deployment, since, context } = run;
  try {
    const ailment = await ailmentOf(deployment, since, context);
    if (ailment) return await failed(last, { ...outcome.ended, ...ailment, verdict: 'failed' }, run);
    // Somebody else may have changed it while it was looked at.
    const service = await serviceAfter(run);
    const other = otherThanAsked(service, deployment);
    return { ...outcome, service, failure: other === undefined ? undefined : replaced(deployment.resource, other) };
  } catch (error) {
    const failure = causeOf(error, context.signal);
    if (!(failure instanceof UserError)) throw failure;
    return { ...outcome, state: 'unseen', failure };
  }
}

/** What was adopted or restored is not what the inputs ask for, letter by letter. */
function otherThanAsked<Service>(
  service: Service | undefined,
  { changes, otherThanAsked: other }: Deployment<Service>,
): string | undefined {
  if (service === undefined) return 'it is not there any more';
  return changes.some(({ kind }) => kind === 'adopt' || kind === 'rollback') ? undefined : other?.(service);
}

function replaced(resource: string, other: string): UserError {
  return new UserError({
    what: `The deployment of ${resource} succeeded, but ${other}.`,
    why: 'Somebody else has changed it meanwhile.',
    next: 'Let only one job at a time deploy it (`concurrency`), and run this one again if it shall win.',
  });
}

const untouched = {
  operationId: undefined,
  ended: undefined,
  rolledBack: false,
  diagnostics: undefined,
  failure: undefined,
} as const;

/** The service as one look shows it; otherwise, as it was known before. */
async function lastSeen<Service>(
  known: Service | undefined,
  { deployment, context: { signal } }: Run<Service>,
): Promise<Service | undefined> {
  return (await deployment.service(signal).catch(() => known)) ?? known;
}

async function interrupted<Service>(
  outcome: Outcome<Service>,
  operation: Operation | 'done' | undefined,
  error: unknown,
  run: Run<Service>,
): Promise<Outcome<Service>> {
  const { deployment, context } = run;
  const cause = causeOf(error, context.signal);
  if (!(cause instanceof UserError)) throw cause;
  // What began before this change has ended; what fails now is the write itself.
  if (typeof operation !== 'object')
    return { ...outcome, service: await lastSeen(outcome.service, run), failure: cause };
  return { ...outcome, ended: undefined, failure: await interruption(operation, deployment, cause, context) };
}

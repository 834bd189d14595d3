import { causeOf, messageOf, UserError } from '../errors.ts';
import type { Context } from '../lifecycle/context.ts';
import { begin } from './begin.ts';
import type { DeploymentChange } from './change.ts';
import type { Deployment, Outcome } from './deployment.ts';
import { follow } from './follow.ts';
import { interruption } from './interruption.ts';
import type { Ended, Operation } from './operation.ts';

/** A deployment under way. */
interface Run<Service> {
  readonly deployment: Deployment<Service>;
  readonly since: Date;
  readonly context: RunContext;
}

type RunContext = Pick<Context, 'signal' | 'clock' | 'log'>;

/** Carries out the changes one after the other; the first that fails ends it, and the previous release is restored. */
export async function deploy<Service>(deployment: Deployment<Service>, context: RunContext): Promise<Outcome<Service>> {
  const run: Run<Service> = { deployment, context, since: context.clock.now() };
  let outcome: Outcome<Service> = { ...untouched, service: deployment.before };
  for (const change of deployment.changes) {
    let operation: Operation | 'done' | undefined;
    try {
      operation = await begin(change.kind, deployment, (signal) => startOf(change, deployment, signal), context);
      if (operation === 'done') continue;
      outcome = { ...outcome, operationId: operation.id };
      const ended = await follow(operation, deployment.resource, context);
      outcome = { ...outcome, ended };
      if (ended.verdict !== 'succeeded') return await failed(change, ended, run);
    } catch (error) {
      // A failure before anything was begun has no outcome to report.
      if (outcome.operationId === undefined) throw error;
      return interrupted(outcome, operation, error, run);
    }
  }
  return outcome.ended ? withServiceAfter(outcome, run) : outcome;
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

/** A service that cannot be read after its deployment is a failure that keeps what is known. */
async function withServiceAfter<Service>(
  outcome: Outcome<Service>,
  { deployment, context: { signal } }: Run<Service>,
): Promise<Outcome<Service>> {
  try {
    return { ...outcome, service: await deployment.service(signal) };
  } catch (error) {
    const failure = causeOf(error, signal);
    if (!(failure instanceof UserError)) throw failure;
    return { ...outcome, failure };
  }
}

const untouched = {
  operationId: undefined,
  ended: undefined,
  rolledBack: false,
  diagnostics: undefined,
  failure: undefined,
} as const;

async function failed<Service>(
  { kind }: DeploymentChange,
  ended: Ended,
  { deployment, since, context }: Run<Service>,
): Promise<Outcome<Service>> {
  const rolledBack = ended.verdict === 'rolled-back' || (kind === 'update' && (await rollBack(deployment, context)));
  const diagnostics = await deployment.diagnose(ended, since).catch((error) => {
    context.log.warning(`The cause of the failure could not be read: ${messageOf(causeOf(error, context.signal))}`);
    return { reason: ended.reason, hint: undefined, logs: [] };
  });
  const service = await deployment.service(context.signal).catch(() => deployment.before);
  const failure = new UserError({
    what: `The ${kind} of ${deployment.resource} ended as ${ended.status}. ${afterFailure(kind, rolledBack)}`,
    why: diagnostics.reason,
    next: diagnostics.hint ?? 'The summary has the last events and log lines.',
  });
  return { service, operationId: ended.operationId, ended, rolledBack, diagnostics, failure };
}

/** A platform usually rolls a failed deployment back by itself, but not always; then the previous release is deployed again. */
async function rollBack<Service>(
  { rollBack: start, rollbackOnFailure, resource }: Deployment<Service>,
  context: RunContext,
): Promise<boolean> {
  if (!start || !rollbackOnFailure) return false;
  context.log.info(`Rolling ${resource} back to the previous release.`);
  try {
    const operation = await begin('rollback', { resource, onBusy: 'wait' }, start, context);
    return (await follow(operation, resource, context)).verdict === 'succeeded';
  } catch (error) {
    context.log.warning(`The rollback failed: ${messageOf(causeOf(error, context.signal))}`);
    return false;
  }
}

function afterFailure(kind: DeploymentChange['kind'], rolledBack: boolean): string {
  if (kind === 'create' || kind === 'rebuild') return 'The service is not running.';
  return rolledBack && kind !== 'rollback'
    ? 'The previous release was restored.'
    : 'The previous release may not be running: check the service now.';
}

async function interrupted<Service>(
  outcome: Outcome<Service>,
  operation: Operation | 'done' | undefined,
  error: unknown,
  { deployment, context }: Run<Service>,
): Promise<Outcome<Service>> {
  const cause = causeOf(error, context.signal);
  if (!(cause instanceof UserError)) throw cause;
  // What began before this change has ended; what fails now is the write itself.
  if (typeof operation !== 'object') return { ...outcome, failure: cause };
  return { ...outcome, ended: undefined, failure: await interruption(operation, deployment, cause, context) };
}

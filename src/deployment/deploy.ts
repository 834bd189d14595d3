import { causeOf, messageOf, UserError } from '../errors.ts';
import { begin } from './begin.ts';
import type { DeployChange, PutBackChange } from './change.ts';
import type { Dossier } from './dossier.ts';
import { follow } from './follow.ts';
import { interruption } from './interruption.ts';
import type { Ended, Operation } from './operation.ts';
import type { Surroundings } from './surroundings.ts';

/** What a target brings: how its changes are written, how its service is read, and what its failures look like. */
export interface Deployment<Service> {
  /** "the App Runner service clinic-dev" */
  readonly resource: string;
  readonly changes: readonly (DeployChange | PutBackChange)[];
  /** The service before, where it served anything. */
  readonly before: Service | undefined;
  readonly onBusy: 'wait' | 'fail';
  readonly rollbackOnFailure: boolean;
  /** Whether a cancelled deployment is given up; only operations that know `abandon` can be. */
  readonly abandonOnCancel?: boolean;
  /** Where a person can look at what still goes on: a command or a page. */
  readonly watch: string;
  /** Begins a change. `busy`: something else is running. `done`: it took no operation. */
  start(change: DeployChange, signal: AbortSignal): Promise<Operation | 'busy' | 'done'>;
  /** Begins to deploy what served before, where anything did. */
  putBack?(signal: AbortSignal): Promise<Operation | 'busy'>;
  /** The service as it is now. */
  service(signal: AbortSignal): Promise<Service | undefined>;
  dossier(ended: Ended, since: Date): Promise<Dossier>;
}

/** How a deployment ended, and what serves now. */
export interface Outcome<Service> {
  readonly service: Service | undefined;
  /** The last operation of this deployment, if one was started. */
  readonly operationId: string | undefined;
  /** Undefined while it goes on: the job was cancelled, or the deadline passed. */
  readonly ended: Ended | undefined;
  readonly rolledBack: boolean;
  readonly dossier: Dossier | undefined;
  readonly failure: UserError | undefined;
}

/** Carries out the changes one after the other; the first that fails ends it, and what served before is put back. */
export async function deploy<Service>(
  deployment: Deployment<Service>,
  around: Surroundings,
): Promise<Outcome<Service>> {
  const since = around.clock.now();
  let outcome: Outcome<Service> = { ...untouched, service: deployment.before };
  for (const change of deployment.changes) {
    let operation: Operation | 'done' | undefined;
    try {
      operation = await begin(change.kind, deployment, (signal) => startOf(change, deployment, signal), around);
      if (operation === 'done') continue;
      outcome = { ...outcome, operationId: operation.id };
      const ended = await follow(operation, deployment.resource, around);
      outcome = { ...outcome, ended };
      if (ended.verdict !== 'succeeded') return await failed(change, ended, since, deployment, around);
    } catch (error) {
      // What fails before anything was begun has nothing to tell but itself.
      if (outcome.operationId === undefined) throw error;
      return interrupted(outcome, operation, deployment, error, around);
    }
  }
  return outcome.ended ? lookedAt(outcome, deployment, around) : outcome;
}

function startOf<Service>(
  change: DeployChange | PutBackChange,
  { start, putBack: back }: Deployment<Service>,
  signal: AbortSignal,
): Promise<Operation | 'busy' | 'done'> {
  if (change.kind !== 'rollback') return start(change, signal);
  if (!back) throw new Error('Nothing served before, so nothing can be put back.');
  return back(signal);
}

/** The service after its deployment; what cannot be read any more is a failure that keeps what is known. */
async function lookedAt<Service>(
  outcome: Outcome<Service>,
  deployment: Deployment<Service>,
  { signal }: Surroundings,
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
  dossier: undefined,
  failure: undefined,
} as const;

async function failed<Service>(
  change: DeployChange | PutBackChange,
  ended: Ended,
  since: Date,
  deployment: Deployment<Service>,
  around: Surroundings,
): Promise<Outcome<Service>> {
  const rolledBack = ended.verdict === 'rolled-back' || (await putBack(change, deployment, around));
  const dossier = await deployment.dossier(ended, since).catch((error) => {
    around.log.warning(`Why it failed could not be read: ${messageOf(causeOf(error, around.signal))}`);
    return { reason: ended.reason, hint: undefined, logs: [] };
  });
  const service = await deployment.service(around.signal).catch(() => deployment.before);
  const failure = failureOf(change, ended, rolledBack, dossier, deployment);
  return { service, operationId: ended.operationId, ended, rolledBack, dossier, failure };
}

/** A platform takes a failed deployment back by itself, but not always; then what served before is deployed again. */
async function putBack<Service>(
  { kind }: DeployChange | PutBackChange,
  { putBack: start, rollbackOnFailure, resource }: Deployment<Service>,
  around: Surroundings,
): Promise<boolean> {
  if (!start || !rollbackOnFailure || kind !== 'update') return false;
  around.log.info(`Putting back what served before on ${resource}.`);
  try {
    const operation = await begin('put back', { resource, onBusy: 'wait' }, start, around);
    return (await follow(operation, resource, around)).verdict === 'succeeded';
  } catch (error) {
    around.log.warning(`It could not be put back: ${messageOf(causeOf(error, around.signal))}`);
    return false;
  }
}

async function interrupted<Service>(
  outcome: Outcome<Service>,
  operation: Operation | 'done' | undefined,
  deployment: Deployment<Service>,
  error: unknown,
  around: Surroundings,
): Promise<Outcome<Service>> {
  const cause = causeOf(error, around.signal);
  if (!(cause instanceof UserError)) throw cause;
  // What began before this change has ended; what fails now is the write itself.
  if (typeof operation !== 'object') return { ...outcome, failure: cause };
  return { ...outcome, ended: undefined, failure: await interruption(operation, deployment, cause, around) };
}

function failureOf<Service>(
  { kind }: DeployChange | PutBackChange,
  { status }: Ended,
  rolledBack: boolean,
  { reason, hint }: Dossier,
  { resource }: Deployment<Service>,
): UserError {
  const served =
    kind === 'create' || kind === 'rebuild'
      ? 'The service is not running.'
      : rolledBack && kind !== 'rollback'
        ? 'What served before serves again.'
        : 'What served before may not be serving: look at it now.';
  return new UserError({
    what: `The ${kind} of ${resource} ended as ${status}. ${served}`,
    why: reason,
    next: hint ?? 'The last events and log lines stand in the summary.',
  });
}

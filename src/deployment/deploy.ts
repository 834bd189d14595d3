import { causeOf, messageOf, UserError } from '../errors.ts';
import type { Context } from '../lifecycle/context.ts';
import { patience } from '../lifecycle/patience.ts';
import { begin } from './begin.ts';
import type { DeploymentChange } from './change.ts';
import type { Deployment, Outcome } from './deployment.ts';
import { follow } from './follow.ts';
import { interruption } from './interruption.ts';
import type { Ended, Operation } from './operation.ts';
import { TakenOver } from './taken-over.ts';
import { sentence } from './wait-until-free.ts';

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
  { deployment, context }: Run<Service>,
): Promise<Outcome<Service>> {
  try {
    const service = await readAfter(deployment, context);
    // What was adopted or restored is not what the inputs ask for, letter by letter.
    const isOwn = !deployment.changes.some(({ kind }) => kind === 'adopt' || kind === 'rollback');
    const other = service && isOwn ? deployment.otherThanAsked?.(service) : undefined;
    return { ...outcome, service, failure: other === undefined ? undefined : replaced(deployment.resource, other) };
  } catch (error) {
    const failure = causeOf(error, context.signal);
    if (!(failure instanceof UserError)) throw failure;
    return { ...outcome, unseen: true, failure };
  }
}

/** A listing may miss for a moment what was just made. */
const looksAfter = 5;
const lookMilliseconds = 3_000;

async function readAfter<Service>(
  { service: read, resource }: Deployment<Service>,
  context: RunContext,
): Promise<Service | undefined> {
  const { signal, clock } = context;
  const look = () => patience(sentence(resource), context).read(() => read(signal));
  for (let looks = 1; ; looks++) {
    const service = await look();
    if (service !== undefined || looks === looksAfter) return service;
    await clock.sleep(lookMilliseconds, signal);
  }
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

async function failed<Service>(
  { kind }: DeploymentChange,
  ended: Ended,
  { deployment, since, context }: Run<Service>,
): Promise<Outcome<Service>> {
  const restored =
    ended.verdict === 'rolled-back'
      ? 'restored'
      : kind === 'update' || kind === 'attach'
        ? await rollBack(deployment, context)
        : undefined;
  const rolledBack = restored === 'restored';
  const diagnostics = await deployment.diagnose(ended, since).catch((error) => {
    context.log.warning(`The cause of the failure could not be read: ${messageOf(causeOf(error, context.signal))}`);
    return { reason: ended.reason, hint: undefined, logs: [] };
  });
  const service = await readAfter(deployment, context).catch(() => deployment.before);
  const failure = new UserError({
    what: `The ${kind} of ${deployment.resource} ended as ${ended.status}. ${afterFailure(kind, restored)}`,
    why: diagnostics.reason,
    next: diagnostics.hint ?? 'The summary has the last events and log lines.',
  });
  return { service, operationId: ended.operationId, ended, rolledBack, diagnostics, failure };
}

/** Whether the previous release was restored; otherwise, whose work was left. */
type Restored = 'restored' | TakenOver | undefined;

/** A platform usually rolls a failed deployment back by itself, but not always; then the previous release is deployed again. */
async function rollBack<Service>(
  { rollBack: start, rollbackOnFailure, resource, others }: Deployment<Service>,
  context: RunContext,
): Promise<Restored> {
  if (!start || !rollbackOnFailure) return undefined;
  context.log.info(`Rolling ${resource} back to the previous release.`);
  try {
    const startUnlessTaken = async (signal: AbortSignal) => {
      const other = await others?.(signal);
      if (other !== undefined) throw new TakenOver(other);
      return start(signal);
    };
    const operation = await begin('rollback', { resource, onBusy: 'wait' }, startUnlessTaken, context);
    return (await follow(operation, resource, context)).verdict === 'succeeded' ? 'restored' : undefined;
  } catch (error) {
    const cause = causeOf(error, context.signal);
    context.log.warning(`The rollback failed: ${messageOf(cause)}`);
    return cause instanceof TakenOver ? cause : undefined;
  }
}

function afterFailure(kind: DeploymentChange['kind'], restored: Restored): string {
  if (restored instanceof TakenOver) return `${restored.message} It was left as it is.`;
  if (kind === 'create' || kind === 'rebuild') return 'The service is not running.';
  if (kind === 'attach' && !restored) return 'What it is attached to runs without it.';
  return restored && kind !== 'rollback'
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

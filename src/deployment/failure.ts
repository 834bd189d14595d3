import { causeOf, messageOf, UserError } from '../errors.ts';
import type { DeploymentChange } from './change.ts';
import type { Outcome } from './deployment.ts';
import { type Diagnostics, whyOf } from './diagnostics.ts';
import type { Ended } from './operation.ts';
import { type Restored, rollBack } from './roll-back.ts';
import { type Run, serviceAfter } from './run.ts';
import { TakenOver } from './taken-over.ts';

/** The outcome of a change that has failed: the previous release is restored where the platform has not done it, and the cause is told. */
export async function failed<Service>(
  { kind }: DeploymentChange,
  ended: Ended,
  run: Run<Service>,
): Promise<Outcome<Service>> {
  const { deployment, since, context } = run;
  const restored =
    ended.verdict === 'rolled-back' ? 'restored' : goesBack(kind) ? await rollBack(deployment, context) : undefined;
  const rolledBack = restored === 'restored';
  const diagnostics = await diagnosed(ended, since, run);
  const service = await serviceAfter(run).catch(() => deployment.before);
  const failure = new UserError({
    what: `The ${kind} of ${deployment.resource} ended as ${ended.status}. ${afterFailure(kind, restored)}`,
    why: whyOf(diagnostics),
    next: diagnostics.hint ?? whereToLook(diagnostics, run),
  });
  return { service, operationId: ended.operationId, ended, rolledBack, diagnostics, failure };
}

/** A change of what served before. */
function goesBack(kind: DeploymentChange['kind']): boolean {
  return kind === 'update' || kind === 'attach';
}

/** Why it failed, as far as that can be read. */
export async function diagnosed<Service>(
  ended: Ended,
  since: Date,
  { deployment, context }: Run<Service>,
): Promise<Diagnostics> {
  return deployment.diagnose(ended, since).catch((error) => {
    context.log.warning(`The cause of the failure could not be read: ${messageOf(causeOf(error, context.signal))}`);
    return { reason: ended.reason, hint: undefined, logs: [] };
  });
}

/** The summary, where it has anything to show. */
export function whereToLook<Service>({ logs }: Diagnostics, { deployment }: Run<Service>): string {
  return logs.some(({ lines }) => lines.length > 0)
    ? 'The summary has the last events and log lines.'
    : `No event and no log line told of a cause. Look with: ${deployment.watch()}`;
}

function afterFailure(kind: DeploymentChange['kind'], restored: Restored): string {
  if (restored instanceof TakenOver) return `${restored.message} It was left as it is.`;
  if (kind === 'create' || kind === 'rebuild') return 'The service is not running.';
  if (kind === 'attach' && !restored) return 'What it is attached to runs without it.';
  return restored && kind !== 'rollback'
    ? 'The previous release was restored.'
    : 'The previous release may not be running: check the service now.';
}

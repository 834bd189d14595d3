import type { AppRunnerReader, OperationType, StartedOperation } from '../../aws/apprunner.ts';
import type { Operation } from '../../deployment/operation.ts';
import { UserError } from '../../errors.ts';
import type { Context } from '../../lifecycle/context.ts';
import { verdictOf } from './state-table.ts';

/** Exactly this operation, as the engine follows it. App Runner cannot cancel one. */
export function operationOf(serviceArn: string, id: string, appRunner: AppRunnerReader): Operation {
  return {
    id,
    async poll(signal) {
      const found = await appRunner.operation(serviceArn, id, signal);
      return typeof found === 'string' ? found : { status: found.status, verdict: verdictOf(found.status) };
    },
  };
}

const attempts = 10;
const clockSkewMilliseconds = 60_000;

/** A write, by what tells its operation from others. */
interface Write {
  readonly type: OperationType;
  readonly begun: Date;
}

/** The operation that a write started. Where App Runner does not name it, it is the newest of its type since then. */
export async function startedOperation(
  { serviceArn, operationId }: StartedOperation,
  { type, begun }: Write,
  appRunner: AppRunnerReader,
  { clock, signal }: Pick<Context, 'clock' | 'signal'>,
): Promise<Operation> {
  if (operationId) return operationOf(serviceArn, operationId, appRunner);
  const since = begun.getTime() - clockSkewMilliseconds;
  for (let attempt = 0; attempt < attempts; attempt++) {
    const isOurs = (found: { readonly type: string; readonly startedAt: Date | undefined }) =>
      found.type === type && (found.startedAt?.getTime() ?? 0) >= since;
    const found = await appRunner.newestOperation(serviceArn, isOurs, signal);
    if (found) return operationOf(serviceArn, found.id, appRunner);
    await clock.sleep(1_000, signal);
  }
  throw new UserError({
    what: `App Runner took the call, but lists no operation ${type} of ${serviceArn}.`,
    next: 'Check in the console whether the service was deployed; this is not known.',
  });
}

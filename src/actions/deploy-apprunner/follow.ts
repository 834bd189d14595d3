import type { AppRunnerReader, Started } from '../../aws/apprunner.ts';
import { UserError } from '../../errors.ts';
import type { Context } from '../action.ts';
import { type Verdict, verdictOf } from './state-table.ts';

/** How an operation ended. */
export interface Ended {
  readonly operationId: string;
  readonly status: string;
  readonly verdict: Exclude<Verdict, 'running' | 'failing'>;
  readonly seconds: number;
}

/** Once a second at first, since small changes are quick; then every three. */
const quickPolls = 60;
const heartbeatMilliseconds = 60_000;

/** Follows exactly this operation to its end; the deadline is the signal's. */
export async function follow(
  { serviceArn, operationId }: Started,
  appRunner: AppRunnerReader,
  { signal, clock, log }: Context,
): Promise<Ended> {
  const begun = clock.now().getTime();
  let [told, beat] = ['', begun];
  for (let poll = 0; ; poll++) {
    const operation = await appRunner.operation(serviceArn, operationId, signal);
    const now = clock.now().getTime();
    const seconds = (now - begun) / 1_000;
    const status = operation?.status ?? 'PENDING';
    if (status !== told || now - beat >= heartbeatMilliseconds) {
      log.info(`${operationId}: ${status} after ${Math.round(seconds)} s`);
      [told, beat] = [status, now];
    }
    const verdict = verdictOf(status);
    if (verdict !== 'running' && verdict !== 'failing') return { operationId, status, verdict, seconds };
    if (!operation && seconds > 60) throw vanished(serviceArn, operationId);
    await clock.sleep(poll < quickPolls ? 1_000 : 3_000, signal);
  }
}

function vanished(serviceArn: string, operationId: string): UserError {
  return new UserError({
    what: `App Runner does not list the operation ${operationId} of ${serviceArn}.`,
    next: 'Look at the service in the console: whether the deployment came about is not known.',
  });
}

import { RoleNotReady, UserError } from '../errors.ts';
import type { Context } from '../lifecycle/context.ts';
import { patience } from '../lifecycle/patience.ts';
import type { Operation } from './operation.ts';
import { sentence } from './wait-until-free.ts';

const busyMilliseconds = 5_000;

/** What is changed, and what may stand against it for a while. */
export interface Begun {
  readonly resource: string;
  readonly onBusy: 'wait' | 'fail';
  /** Whether it is handed roles that it did not have: IAM may not have told AWS of them yet. */
  readonly hasNewRoles?: boolean;
}

/** Begins a change as soon as nothing else is running, and its new roles are known. */
export async function begin<Started>(
  kind: string,
  { resource, onBusy, hasNewRoles = false }: Begun,
  start: (signal: AbortSignal) => Promise<Started | 'busy'>,
  context: Pick<Context, 'signal' | 'clock' | 'log'>,
): Promise<Started> {
  const { signal, clock, log } = context;
  const patient = patience(sentence(resource), context);
  const attempt = () =>
    start(signal).catch((error: unknown) => {
      throw hasNewRoles ? error : forGood(error);
    });
  for (let logged = false; ; logged = true) {
    const started = await patient.read(attempt);
    if (started !== 'busy') {
      if (isOperation(started)) log.info(`${kind} ${resource}: operation ${started.id}`);
      return started;
    }
    if (onBusy === 'fail') throw becameBusy(resource);
    if (!logged) log.info(`${sentence(resource)} became busy; trying again until it is free.`);
    await clock.sleep(busyMilliseconds, signal);
  }
}

/** A role that is not new, and cannot be taken on, will not be either. */
function forGood(error: unknown): unknown {
  return error instanceof RoleNotReady ? new UserError(error.parts, { cause: error }) : error;
}

function isOperation(started: unknown): started is Operation {
  return typeof started === 'object' && started !== null && 'id' in started;
}

function becameBusy(resource: string): UserError {
  return new UserError({
    what: `${sentence(resource)} became busy before it could be changed. Nothing was changed.`,
    next: 'Run the job again when it is over, or let on-busy be `wait`.',
  });
}

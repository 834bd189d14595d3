import { UserError } from '../errors.ts';
import type { Context } from '../lifecycle/context.ts';
import { patience } from '../lifecycle/patience.ts';
import type { Operation } from './operation.ts';
import { sentence } from './wait-until-free.ts';

const busyMilliseconds = 5_000;

/** Begins a change as soon as nothing else is running. */
export async function begin<Started>(
  kind: string,
  { resource, onBusy }: { readonly resource: string; readonly onBusy: 'wait' | 'fail' },
  start: (signal: AbortSignal) => Promise<Started | 'busy'>,
  context: Pick<Context, 'signal' | 'clock' | 'log'>,
): Promise<Started> {
  const { signal, clock, log } = context;
  const patient = patience(sentence(resource), context);
  for (let logged = false; ; logged = true) {
    const started = await patient.read(() => start(signal));
    if (started !== 'busy') {
      if (isOperation(started)) log.info(`${kind} ${resource}: operation ${started.id}`);
      return started;
    }
    if (onBusy === 'fail') throw becameBusy(resource);
    if (!logged) log.info(`${sentence(resource)} became busy; trying again until it is free.`);
    await clock.sleep(busyMilliseconds, signal);
  }
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

import { UserError } from '../errors.ts';
import type { Context } from '../lifecycle/context.ts';
import { patience } from '../lifecycle/patience.ts';
import type { Found, Presence } from './presence.ts';

const pollMilliseconds = 3_000;
const heartbeatMilliseconds = 60_000;

/** A service that was seen and is not there any more is looked for again: a listing may miss one for a moment. */
const looksForVanished = 5;

/** Waits until nothing else happens to a service. Logs what is running, and fails where it may not wait. */
export async function waitUntilFree<Service>(
  resource: string,
  onBusy: 'wait' | 'fail',
  poll: () => Promise<Presence<Service>>,
  context: Pick<Context, 'signal' | 'clock' | 'log'>,
): Promise<Found<Service>> {
  const { signal, clock, log } = context;
  const patient = patience(sentence(resource), context);
  const begun = clock.now().getTime();
  let [logged, heartbeat] = ['', begun];
  let [running, vanished] = ['', 0];
  try {
    for (;;) {
      const presence = await patient.read(poll);
      if (presence.kind === 'free' && !presence.service && running !== '' && ++vanished < looksForVanished) {
        await clock.sleep(pollMilliseconds, signal);
        continue;
      }
      if (presence.kind === 'free') return { service: presence.service, adopted: presence.adopted };
      vanished = 0;
      running = presence.running;
      if (onBusy === 'fail') throw busy(resource, running);
      const now = clock.now().getTime();
      if (running !== logged || now - heartbeat >= heartbeatMilliseconds) {
        log.info(`${sentence(resource)} is busy (${running}); waiting for it to end.`);
        [logged, heartbeat] = [running, now];
      }
      await clock.sleep(pollMilliseconds, signal);
    }
  } catch (error) {
    const minutes = Math.round((clock.now().getTime() - begun) / 60_000);
    throw signal.aborted && running !== ''
      ? stuck(`${sentence(resource)} was busy all the time (${minutes} minutes): ${running}.`, signal.reason)
      : error;
  }
}

function busy(resource: string, running: string): UserError {
  return new UserError({
    what: `${sentence(resource)} is busy: ${running}. Nothing was changed.`,
    next: 'Run the job again when it is over, or let on-busy be `wait`.',
  });
}

/** The deadline passed, or the job was cancelled, while something else was going on. */
function stuck(busyWith: string, cause: unknown): UserError {
  const { what, next } = cause instanceof UserError ? cause.parts : { what: String(cause), next: undefined };
  return new UserError(
    {
      what: `${what} ${busyWith} Nothing was changed.`,
      why: 'A service can be stuck in an operation for hours; AWS Support can free it.',
      next: `Look at it in the console. ${next ?? ''}`.trim(),
    },
    { cause },
  );
}

/** A noun phrase at the beginning of a sentence. */
export function sentence(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

import { UserError } from '../errors.ts';
import type { Context } from '../lifecycle/context.ts';

/** A target that can be deployed to, or what keeps it busy. */
export type Presence<S> =
  | { readonly kind: 'free'; readonly found: S }
  | { readonly kind: 'busy'; readonly running: string };

const pollMilliseconds = 3_000;
const heartbeatMilliseconds = 60_000;

/** Waits until nothing else happens to a target; tells who or what is running, and fails where it may not wait. */
export async function waitUntilFree<S>(
  resource: string,
  onBusy: 'wait' | 'fail',
  poll: (signal: AbortSignal) => Promise<Presence<S>>,
  { signal, clock, log }: Pick<Context, 'signal' | 'clock' | 'log'>,
): Promise<S> {
  const begun = clock.now().getTime();
  let [told, beat] = ['', begun];
  let running = '';
  try {
    for (;;) {
      const presence = await poll(signal);
      if (presence.kind === 'free') return presence.found;
      running = presence.running;
      if (onBusy === 'fail') throw busy(resource, running);
      const now = clock.now().getTime();
      if (running !== told || now - beat >= heartbeatMilliseconds) {
        log.info(`${sentence(resource)} is busy (${running}); waiting for it to end.`);
        [told, beat] = [running, now];
      }
      await clock.sleep(pollMilliseconds, signal);
    }
  } catch (error) {
    const minutes = Math.round((clock.now().getTime() - begun) / 60_000);
    throw signal.aborted && running !== '' ? stuck(resource, running, minutes, signal.reason) : error;
  }
}

function busy(resource: string, running: string): UserError {
  return new UserError({
    what: `${sentence(resource)} is busy: ${running}. Nothing was changed.`,
    next: 'Run the job again when it is over, or let on-busy be `wait`.',
  });
}

/** The deadline passed, or the job was cancelled, while something else was going on. */
function stuck(resource: string, running: string, minutes: number, cause: unknown): UserError {
  const { what, next } = cause instanceof UserError ? cause.parts : { what: String(cause), next: undefined };
  return new UserError(
    {
      what: `${what} ${sentence(resource)} was busy all the time (${minutes} minutes): ${running}. Nothing was changed.`,
      why: 'A service can be stuck in an operation for hours; AWS Support can free it.',
      next: `PollResult at it in the console. ${next ?? ''}`.trim(),
    },
    { cause },
  );
}

/** A noun phrase at the beginning of a sentence. */
export function sentence(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

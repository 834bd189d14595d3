import { causeOf, TransientError, UserError } from '../errors.ts';
import type { Context } from './context.ts';

type Surroundings = Pick<Context, 'signal' | 'clock' | 'log'>;

/** Repeats a read while AWS, or the way to it, is in trouble. */
export interface Patience {
  /** Reads until there is an answer, with growing pauses; at the deadline, the last trouble is in the message. */
  read<T>(look: () => Promise<T>): Promise<T>;
}

const firstPauseMilliseconds = 5_000;
const longestPauseMilliseconds = 30_000;
const heartbeatMilliseconds = 60_000;

/**
 * Patience with what is being waited for: "The snapshot s-1". Trouble is told once, and then once a minute. It ends with the
 * signal, or at a deadline of its own.
 */
export function patience(waitingFor: string, { signal, clock, log }: Surroundings, until?: Date): Patience {
  let told = Number.NEGATIVE_INFINITY;
  const tell = (trouble: string) => {
    const now = clock.now().getTime();
    if (now - told < heartbeatMilliseconds - longestPauseMilliseconds) return;
    told = now;
    log.info(`${waitingFor}: ${trouble}, asking more slowly`);
  };
  return {
    async read(look) {
      let last: { readonly trouble: string; readonly since: number } | undefined;
      for (let attempt = 0; ; attempt++) {
        try {
          return await look();
        } catch (error) {
          if (signal.aborted || !(error instanceof TransientError)) throw error;
          const now = clock.now().getTime();
          // A trouble that comes after another one did not begin with it, nor when it was there before that.
          if (last?.trouble !== error.trouble) last = { trouble: error.trouble, since: now };
          const seconds = (now - last.since) / 1_000;
          if (seconds > (error.patienceSeconds ?? Number.POSITIVE_INFINITY)) throw error;
          if (until && clock.now() >= until) throw error;
          tell(error.trouble);
          await pause(attempt, error, { signal, clock });
        }
      }
    },
  };
}

async function pause(
  attempt: number,
  trouble: TransientError,
  { signal, clock }: Pick<Surroundings, 'signal' | 'clock'>,
) {
  try {
    await clock.sleep(Math.min(longestPauseMilliseconds, firstPauseMilliseconds * 2 ** attempt), signal);
  } catch (error) {
    throw withTrouble(causeOf(error, signal), trouble);
  }
}

/** The end of a wait, with the trouble that lasted until then. */
function withTrouble(end: unknown, { message }: TransientError): unknown {
  if (!(end instanceof UserError)) return end;
  const { what, why, next } = end.parts;
  return new UserError(
    { what, why: [why, `The last answer: ${message}`].filter((part) => part).join(' '), next },
    { cause: end },
  );
}

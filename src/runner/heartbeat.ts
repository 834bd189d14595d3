import type { Log } from '../github/log.ts';

/** A log that is never silent for long, and what ends its watch. */
export interface WatchedLog {
  readonly log: Log;
  /** Looks whether something has to be said; called now and then. */
  beat(): void;
}

const silenceMilliseconds = 60_000;
const maxShown = 200;

/**
 * A log that says every minute what the run is at, whatever it waits for, in whichever room: the last line that was logged,
 * or the group that was begun. `now` is in milliseconds. `hidden` takes secrets out of a line before it is cut: a piece of one
 * would no longer be known for it.
 */
export function watchedLog(log: Log, now: () => number, hidden: (line: string) => string): WatchedLog {
  const begun = now();
  let doing = { line: 'the beginning', since: begun };
  let told = begun;
  const saw = (line: string) => {
    doing = { line, since: now() };
    told = doing.since;
  };
  return {
    log: {
      ...log,
      info(line) {
        saw(line);
        log.info(line);
      },
      warning(message) {
        saw(message);
        log.warning(message);
      },
      group(title, body) {
        saw(title);
        return log.group(title, body);
      },
    },
    beat() {
      if (now() - told < silenceMilliseconds) return;
      told = now();
      const seconds = Math.round((told - doing.since) / 1_000);
      log.info(`Still at work, ${seconds} s after: ${hidden(doing.line).slice(0, maxShown)}`);
    },
  };
}

const lookMilliseconds = 2_000;

/** Watches over the log of this process until it is stopped. */
export function startHeartbeat(log: Log, hidden: (line: string) => string): { readonly log: Log; stop(): void } {
  const watched = watchedLog(log, () => performance.now(), hidden);
  const timer = setInterval(watched.beat, lookMilliseconds);
  // It keeps nobody alive.
  timer.unref();
  return { log: watched.log, stop: () => clearInterval(timer) };
}

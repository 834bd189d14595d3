/** The cloud's time. Operations that take time ask this clock, so a test can play an hour in a moment. */
export interface Clock {
  now(): Date;
  /** Calls `action` once, `milliseconds` from now; the answer cancels it. */
  after(milliseconds: number, action: () => void): () => void;
}

/** Real time; `scale` 0.1 makes everything ten times quicker. */
export function realClock(scale = 1): Clock {
  return {
    now: () => new Date(),
    after(milliseconds, action) {
      const timer = setTimeout(action, milliseconds * scale);
      timer.unref();
      return () => clearTimeout(timer);
    },
  };
}

export interface ScriptedClock extends Clock {
  /** Moves time on and runs all that falls due, in order. */
  advance(milliseconds: number): void;
}

/** Time that stands still until a test moves it. */
export function scriptedClock(start = new Date('2026-11-02T09:00:00Z')): ScriptedClock {
  let now = start.getTime();
  let due: readonly { readonly at: number; readonly action: () => void }[] = [];
  return {
    now: () => new Date(now),
    after(milliseconds, action) {
      const entry = { at: now + milliseconds, action };
      due = [...due, entry].sort((a, b) => a.at - b.at);
      return () => {
        due = due.filter((other) => other !== entry);
      };
    },
    advance(milliseconds) {
      const end = now + milliseconds;
      for (let next = due[0]; next && next.at <= end; next = due[0]) {
        due = due.slice(1);
        now = Math.max(now, next.at);
        next.action();
      }
      now = end;
    },
  };
}

import { type Clock, systemClock } from '../../src/machine/clock.ts';

/** A clock whose time passes so many times as quickly, for waits between attempts. */
export function quickClock(times = 100): Clock {
  const real = systemClock();
  const begun = real.now().getTime();
  return {
    now: () => new Date(begun + (real.now().getTime() - begun) * times),
    sleep: (milliseconds, signal) => real.sleep(milliseconds / times, signal),
  };
}

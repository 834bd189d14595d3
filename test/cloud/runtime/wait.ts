import type { Clock } from '../core/clock.ts';

/** Waits on the cloud's clock; throws when the cloud is closed meanwhile. */
export type Wait = (milliseconds: number) => Promise<void>;

export function waitOn(clock: Clock, signal: AbortSignal): Wait {
  return (milliseconds) =>
    new Promise((resolve, reject) => {
      signal.throwIfAborted();
      const cancel = clock.after(milliseconds, () => {
        signal.removeEventListener('abort', abort);
        resolve();
      });
      const abort = () => {
        cancel();
        reject(signal.reason);
      };
      signal.addEventListener('abort', abort, { once: true });
    });
}

import { setImmediate as turn } from 'node:timers/promises';

const turnMilliseconds = 2;

/** Lets others go on whenever it has been called for a while. */
export function turns(): () => Promise<void> {
  let since = performance.now();
  return async () => {
    if (performance.now() - since < turnMilliseconds) return;
    await turn();
    since = performance.now();
  };
}

/** A number of places of which each can be taken once at a time. */
export interface Slots {
  /** Waits for a free place. Gives the function that frees it, or undefined when the signal fired first. */
  take(signal: AbortSignal): Promise<(() => void) | undefined>;
}

export function createSlots(count: number): Slots {
  let free = count;
  let waiting: (() => void)[] = [];
  const release = (): void => {
    free += 1;
    waiting.shift()?.();
  };
  return {
    take: (signal) =>
      new Promise((resolve) => {
        const begin = (): void => {
          signal.removeEventListener('abort', giveUp);
          free -= 1;
          resolve(release);
        };
        const giveUp = (): void => {
          waiting = waiting.filter((other) => other !== begin);
          resolve(undefined);
        };
        if (signal.aborted) return resolve(undefined);
        if (free > 0) return begin();
        waiting.push(begin);
        signal.addEventListener('abort', giveUp, { once: true });
      }),
  };
}

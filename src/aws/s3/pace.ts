/** How many requests may be under way: half as many after each refusal, slowly more while all goes well. */
export interface Pace {
  /** Waits for its turn, then does the work. */
  run<T>(work: () => Promise<T>): Promise<T>;
  /** S3 throttles (503 SlowDown). */
  slowDown(): void;
}

/** Additive increase, multiplicative decrease, between 1 and `most`. */
export function adaptivePace(most: number): Pace {
  const waiting: (() => void)[] = [];
  let limit = most;
  let busy = 0;
  /** Refusals come in crowds; only those of requests begun after the last halving count. */
  let spared = 0;
  const next = () => {
    while (busy < limit && waiting.length > 0) {
      busy++;
      waiting.shift()?.();
    }
  };
  return {
    async run(work) {
      if (busy < limit && waiting.length === 0) busy++;
      else await new Promise<void>((resolve) => waiting.push(resolve));
      try {
        const result = await work();
        limit = Math.min(most, limit + 1 / limit);
        return result;
      } finally {
        busy--;
        spared = Math.max(0, spared - 1);
        next();
      }
    },
    slowDown() {
      if (spared > 0) return;
      spared = busy;
      limit = Math.max(1, Math.floor(limit / 2));
    },
  };
}

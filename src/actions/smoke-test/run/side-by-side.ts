/**
 * Does a piece of work for each position, at most `limit` at once, each after those it waits for, which stand before it.
 * Whatever fails, all that was begun has ended before it rejects.
 */
export async function sideBySide<T>(
  waits: readonly (readonly number[])[],
  limit: number,
  work: (position: number) => Promise<T>,
): Promise<readonly T[]> {
  const places = freePlaces(limit);
  const ended: Promise<T>[] = [];
  for (const [position, before] of waits.entries()) {
    const awaited = before.map((other) => ended[other]);
    ended.push(
      Promise.all(awaited)
        .then(() => places.take())
        .then(() => work(position).finally(() => places.free())),
    );
  }
  const results = await Promise.allSettled(ended);
  return results.map((result) => {
    if (result.status === 'rejected') throw result.reason;
    return result.value;
  });
}

function freePlaces(limit: number) {
  const waiting: (() => void)[] = [];
  let free = limit;
  return {
    async take(): Promise<void> {
      if (free > 0) free -= 1;
      else await new Promise<void>((resolve) => waiting.push(resolve));
    },
    free(): void {
      const next = waiting.shift();
      if (next) next();
      else free += 1;
    },
  };
}

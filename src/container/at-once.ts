/**
 * Does something for each item, at most `limit` at a time. The first failure stops the others through their signal, and
 * is thrown when all have ended.
 */
export async function forEachAtOnce<T>(
  limit: number,
  items: readonly T[],
  signal: AbortSignal,
  each: (item: T, signal: AbortSignal) => Promise<void>,
): Promise<void> {
  const stopped = new AbortController();
  const inner = AbortSignal.any([signal, stopped.signal]);
  const queue = items.values();
  const failures: unknown[] = [];
  const work = async () => {
    for (const item of queue) {
      if (inner.aborted) return;
      try {
        await each(item, inner);
      } catch (error) {
        failures.push(error);
        stopped.abort(error);
      }
    }
  };
  await Promise.all(Array.from({ length: Math.min(limit, items.length) }, work));
  if (failures.length > 0) throw failures[0];
  if (signal.aborted) throw signal.reason;
}

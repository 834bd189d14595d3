/**
 * Does something for each item, at most `limit` at a time; the results are in the order of the items. The first failure
 * aborts the signal that the others were given, begins no further item, and is thrown when all that were begun have ended.
 */
export async function mapConcurrently<T, R>(
  items: readonly T[],
  limit: number,
  work: (item: T, signal: AbortSignal) => Promise<R>,
  signal: AbortSignal = new AbortController().signal,
): Promise<readonly R[]> {
  const stopped = new AbortController();
  const inner = AbortSignal.any([signal, stopped.signal]);
  const results: R[] = [];
  const failures: unknown[] = [];
  const queue = items.entries();
  const worker = async () => {
    for (const [index, item] of queue) {
      if (inner.aborted) return;
      try {
        results[index] = await work(item, inner);
      } catch (error) {
        failures.push(error);
        stopped.abort(error);
      }
    }
  };
  await Promise.all(Array.from({ length: Math.min(limit, items.length) }, worker));
  if (failures.length > 0) throw failures[0];
  signal.throwIfAborted();
  return results;
}

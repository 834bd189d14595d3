import { Script } from 'node:vm';

/**
 * Does synchronous work for so many milliseconds at most; undefined when it was stopped. Node stops it from a thread of
 * its own, also inside a regular expression, so no work of ours on served bytes can outlast a deadline:
 * https://nodejs.org/api/vm.html#scriptrunincontextcontextifiedobject-options
 */
export function withinTime<T>(milliseconds: number, work: () => T): { readonly value: T } | undefined {
  const results: T[] = [];
  try {
    new Script('work()').runInNewContext({ work: () => results.push(work()) }, { timeout: milliseconds });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ERR_SCRIPT_EXECUTION_TIMEOUT') return undefined;
    throw error;
  }
  const [value] = results;
  return { value: value as T };
}

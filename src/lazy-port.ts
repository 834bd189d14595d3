import type { Port } from './lifecycle/ports.ts';

/** Functions of which each answers with a promise. */
type Asynchronous<Functions> = { readonly [Name in keyof Functions]: (...given: never[]) => Promise<unknown> };

/**
 * A port whose module is loaded by its first call. The chain has the ports of all stages, and a run needs few of them; the
 * client of one service takes some ten milliseconds to load.
 */
export function lazyPort<Reader extends object, Writer extends object>(
  load: () => Promise<Port<Reader & Asynchronous<Reader>, Writer & Asynchronous<Writer>>>,
): Port<Reader, Writer> {
  let loading: ReturnType<typeof load> | undefined;
  const loaded = () => (loading ??= load());
  return {
    reader: lazyFunctions(async () => (await loaded()).reader),
    writer: lazyFunctions(async () => (await loaded()).writer),
  };
}

/** The same for what only reads. */
export function lazyReader<Reader extends object>(load: () => Promise<Reader & Asynchronous<Reader>>): Port<Reader> {
  let loading: ReturnType<typeof load> | undefined;
  return { reader: lazyFunctions(() => (loading ??= load())), writer: undefined };
}

function lazyFunctions<Functions extends object>(load: () => Promise<Functions & Asynchronous<Functions>>): Functions {
  const get = (_: object, name: string | symbol) => {
    // It is no promise itself.
    if (name === 'then') return undefined;
    return async (...given: never[]) => (await load())[name as keyof Functions](...given);
  };
  return new Proxy({}, { get }) as Functions;
}

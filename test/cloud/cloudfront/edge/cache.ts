import type { CachedObject } from '../invalidation-paths.ts';
import type { CacheKey } from './cache-key.ts';
import type { AnswerHeaders } from './headers.ts';

/** An answer that the edge keeps. */
export interface Kept extends CachedObject {
  readonly status: number;
  readonly headers: AnswerHeaders;
  readonly body: Buffer;
  /** Whether it came from an origin's error, also where a custom error page made it a 200. */
  readonly isError: boolean;
  readonly storedAt: Date;
  readonly freshUntil: Date;
}

export interface Cache {
  get(key: CacheKey): Kept | undefined;
  /** Takes a moment now, to be given to `put` with what the origin answers later. */
  begin(): number;
  /** Keeps an answer, unless an invalidation has covered it since the question was put to the origin. */
  put(key: CacheKey, kept: Kept, begun: number): void;
  /** Removes exactly what an invalidation covers. */
  forget(covered: (cached: CachedObject) => boolean): void;
  all(): readonly Kept[];
}

export function edgeCache(): Cache {
  const entries = new Map<string, Kept>();
  let invalidations: readonly ((cached: CachedObject) => boolean)[] = [];
  return {
    get: (key) => entries.get(key.text),
    begin: () => invalidations.length,
    put(key, kept, begun) {
      if (!invalidations.slice(begun).some((covered) => covered(kept))) entries.set(key.text, kept);
    },
    forget(covered) {
      invalidations = [...invalidations, covered];
      for (const [key, kept] of entries) if (covered(kept)) entries.delete(key);
    },
    all: () => [...entries.values()],
  };
}

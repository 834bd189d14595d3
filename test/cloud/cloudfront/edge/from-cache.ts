import { buffer } from 'node:stream/consumers';
import type { Cache, Kept } from './cache.ts';
import { type CacheKey, cacheKey } from './cache-key.ts';
import type { Errand, WholeAnswer } from './errand.ts';
import { errorAnswer } from './error-answer.ts';
import { freshSeconds } from './freshness.ts';
import { headerText, without } from './headers.ts';
import type { OriginAnswer } from './origins.ts';
import { tagsOf } from './tags.ts';

/** Answers a read, as a whole, from the cache where it may, and else from the origin. */
export async function fromCache(cache: Cache, errand: Errand): Promise<WholeAnswer> {
  const { request, behavior, parts } = errand;
  const key = cacheKey(request, behavior);
  const kept = cache.get(key);
  if (kept && kept.freshUntil > parts.clock.now())
    return servedFrom(kept, parts.clock.now(), kept.isError ? 'Error' : 'Hit');
  const stale = kept?.isError ? undefined : kept;
  const begun = cache.begin();
  const answer = await errand.ask(stale ? conditionsOf(stale) : {}).catch(() => undefined);
  if (stale && answer?.status === 304) return revalidated(cache, key, stale, answer, errand, begun);
  // An origin in trouble does not take a page off the net: the stale one is served.
  if (stale && (answer === undefined || answer.status >= 500)) return servedFrom(stale, parts.clock.now(), 'Hit');
  if (answer === undefined || answer.status >= 400) return errorAnswer(cache, errand, answer, { key, begun });
  return stored(cache, key, answer, errand, begun);
}

function servedFrom({ status, headers, body, storedAt }: Kept, now: Date, xCache: WholeAnswer['xCache']): WholeAnswer {
  const age = Math.max(0, Math.floor((now.getTime() - storedAt.getTime()) / 1000));
  return { status, headers: { ...headers, age: String(age) }, body, xCache };
}

function conditionsOf({ headers }: Kept): Readonly<Record<string, string>> {
  const etag = headerText(headers, 'etag');
  const modified = headerText(headers, 'last-modified');
  return { ...(etag ? { 'if-none-match': etag } : {}), ...(modified ? { 'if-modified-since': modified } : {}) };
}

function revalidated(
  cache: Cache,
  key: CacheKey,
  stale: Kept,
  answer: OriginAnswer,
  errand: Errand,
  begun: number,
): WholeAnswer {
  answer.body.resume();
  const headers = { ...stale.headers, ...without(answer.headers, 'content-length', 'content-type') };
  const kept = keptOf(key, { ...stale, headers }, errand);
  if (kept) cache.put(key, kept, begun);
  return { status: stale.status, headers, body: stale.body, xCache: 'RefreshHit' };
}

async function stored(
  cache: Cache,
  key: CacheKey,
  answer: OriginAnswer,
  errand: Errand,
  begun: number,
): Promise<WholeAnswer> {
  const whole = { ...answer, body: await buffer(answer.body) };
  const kept = keptOf(key, whole, errand);
  if (kept) cache.put(key, kept, begun);
  return { ...whole, xCache: 'Miss' };
}

/** The answer as the cache keeps it; undefined where its headers or the behavior forbid it. */
function keptOf(
  { pathAndQuery }: CacheKey,
  { status, headers, body }: Pick<Kept, 'status' | 'headers' | 'body'>,
  { behavior, parts }: Errand,
): Kept | undefined {
  const now = parts.clock.now();
  const seconds = freshSeconds(headers, behavior, now);
  if (seconds === undefined) return undefined;
  const freshUntil = new Date(now.getTime() + seconds * 1000);
  return {
    pathAndQuery,
    tags: tagsOf(headers, parts.config()),
    status,
    headers,
    body,
    isError: false,
    storedAt: now,
    freshUntil,
  };
}

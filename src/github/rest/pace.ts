import type { Refusal } from './refusal.ts';

const longestPauseMilliseconds = 120_000;

/**
 * How long to wait for a rate limit, in milliseconds: as GitHub says, or a minute; `too long` above two minutes. Undefined
 * for an answer without a limit.
 * Source: https://docs.github.com/en/rest/using-the-rest-api/rate-limits-for-the-rest-api#exceeding-the-rate-limit
 */
export function limitPause({ status, headers, message }: Refusal): number | 'too long' | undefined {
  if (status !== 403 && status !== 429) return undefined;
  const retryAfter = headers['retry-after'];
  if (retryAfter !== undefined) return bounded(Number(retryAfter) * 1_000);
  if (headers['x-ratelimit-remaining'] === '0' && status === 403 && /rate limit/i.test(message))
    return bounded(Number(headers['x-ratelimit-reset']) * 1_000 - Date.now());
  return status === 429 || /secondary rate limit/i.test(message) ? 60_000 : undefined;
}

/** How long to wait before another attempt, in milliseconds: exponential backoff with jitter. */
export function otherPause(tried: number): number {
  return 500 * 2 ** (tried - 1) * (0.5 + Math.random() / 2);
}

function bounded(milliseconds: number): number | 'too long' {
  const pause = Number.isNaN(milliseconds) ? 60_000 : Math.max(1_000, milliseconds);
  return pause > longestPauseMilliseconds ? 'too long' : pause;
}

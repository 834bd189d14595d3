import type { Behavior } from './behavior.ts';
import { type AnswerHeaders, headerText } from './headers.ts';

/** How long an answer may be served without asking the origin; undefined: it may not be kept at all. */
export type FreshSeconds = number | undefined;

/**
 * How long CloudFront keeps a good answer.
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/Expiration.html
 */
export function freshSeconds(
  headers: AnswerHeaders,
  { minTtlSeconds, defaultTtlSeconds, maxTtlSeconds }: Behavior,
  now: Date,
): FreshSeconds {
  if (maxTtlSeconds === 0) return undefined;
  const directives = cacheControl(headerText(headers, 'cache-control'));
  if (directives.has('no-store') || directives.has('private')) return minTtlSeconds > 0 ? minTtlSeconds : undefined;
  if (directives.has('no-cache')) return minTtlSeconds;
  const stated = statedSeconds(directives) ?? secondsUntil(headerText(headers, 'expires'), now);
  return stated === undefined
    ? Math.max(minTtlSeconds, defaultTtlSeconds)
    : Math.max(minTtlSeconds, Math.min(stated, maxTtlSeconds));
}

/** The number in s-maxage, or else in max-age. */
export function statedSeconds(directives: ReadonlyMap<string, string>): number | undefined {
  const text = directives.get('s-maxage') ?? directives.get('max-age');
  return text !== undefined && /^\d+$/.test(text) ? Number(text) : undefined;
}

/** `public, max-age=60` as a map from names to values. */
export function cacheControl(header = ''): ReadonlyMap<string, string> {
  return new Map(
    header.split(',').map((part) => {
      const [name = '', value = ''] = part.trim().split('=');
      return [name.toLowerCase(), value.replaceAll('"', '')];
    }),
  );
}

function secondsUntil(expires: string | undefined, now: Date): number | undefined {
  if (expires === undefined) return undefined;
  const at = Date.parse(expires);
  return Number.isNaN(at) ? 0 : Math.max(0, Math.floor((at - now.getTime()) / 1000));
}

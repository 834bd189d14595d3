import type { Result } from './result.ts';

/**
 * A cache tag as CloudFront takes it: up to 256 visible ASCII characters without a comma; case makes no difference.
 * Source: https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/invalidation-specifying-objects.html
 */
export function parseCacheTag(text: string): Result<string> {
  if (text.length > 256) return { ok: false, reason: 'it is longer than 256 characters' };
  if (!/^[\x21-\x2b\x2d-\x7e]+$/.test(text))
    return { ok: false, reason: 'it holds a character that is no visible ASCII character, or a comma' };
  return { ok: true, value: text.toLowerCase() };
}

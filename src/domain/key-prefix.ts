import type { Result } from './result.ts';

/** A folder in a bucket, or a path of a site: what S3 would take as a part of keys, and browsers and CloudFront would resolve or merge, is refused. */
export function parsePrefix(text: string): Result<string> {
  const segments = keyPrefix(text).split('/').slice(0, -1);
  if (segments.some((segment) => segment === '.' || segment === '..'))
    return { ok: false, reason: 'it has . or .. as a folder, which no address of a site keeps' };
  if (segments.includes('')) return { ok: false, reason: 'it has // in it' };
  if (/[\x00-\x1f\x7f\\]/.test(text)) return { ok: false, reason: 'it has a backslash or a control character' };
  return { ok: true, value: text };
}

/** What stands in front of each key below a folder of a bucket. A prefix is a folder: `site` never touches `site-2`. */
export function keyPrefix(prefix: string): string {
  let [start, end] = [0, prefix.length];
  while (prefix[start] === '/') start++;
  while (end > start && prefix[end - 1] === '/') end--;
  return start === end ? '' : `${prefix.slice(start, end)}/`;
}

import { AwsError } from '../core/errors.ts';

/** What is cached, as far as an invalidation looks at it. */
export interface CachedObject {
  /** The path as the viewer sent it or a function rewrote it, with the query where that is part of the cache key. */
  readonly pathAndQuery: string;
  readonly tags: readonly string[];
}

/**
 * Throws InvalidArgument for a path that CloudFront does not take.
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/invalidation-specifying-objects.html
 */
export function checkPaths(paths: readonly string[]): void {
  const bad = paths.filter((path) => !(path.startsWith('#') ? isTag(path.slice(1)) : isPath(path)));
  if (bad.length > 0)
    throw new AwsError('InvalidArgument', 'Your request contains one or more invalid invalidation paths.');
}

/** Whether an item of an invalidation covers a cached object: by path, by a path with a closing `*`, or by a tag. */
export function covers(item: string, { pathAndQuery, tags }: CachedObject): boolean {
  if (item.startsWith('#')) return tags.some((tag) => tag.toLowerCase() === item.slice(1).toLowerCase());
  const path = item.replace(/%[0-9a-f]{2}/gi, (escape) => (/%7e/i.test(escape) ? '~' : escape.toUpperCase()));
  return isWildcard(path) ? pathAndQuery.startsWith(path.slice(0, -1)) : pathAndQuery === path;
}

export function isWildcard(item: string): boolean {
  return item.startsWith('/') && item.endsWith('*');
}

function isPath(path: string): boolean {
  return (
    path.startsWith('/') &&
    path.length <= 4000 &&
    !path.slice(0, -1).includes('*') &&
    // What RFC 1738 calls unsafe must be percent-encoded, and so must all that is not ASCII.
    /^[\x21-\x7e]*$/.test(path) &&
    !/[<>"\\^`{|}[\]~#]/.test(path)
  );
}

/** A cache tag: up to 256 visible ASCII characters without a comma; no wildcard. */
function isTag(tag: string): boolean {
  return /^[\x21-\x2b\x2d-\x7e]{1,256}$/.test(tag);
}

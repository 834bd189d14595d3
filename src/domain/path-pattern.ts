/**
 * Whether a CloudFront cache behavior with this path pattern handles a path: `*` stands for any number of characters,
 * `?` for exactly one, case matters, and the leading slash may be left out. Source:
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/DownloadDistValuesCacheBehavior.html
 */
export function matchesPathPattern(path: string, pattern: string): boolean {
  const rooted = /^[/*]/.test(pattern) ? pattern : `/${pattern}`;
  const source = rooted
    .replace(/[.+^${}()|[\]\\]/g, '\\$&')
    .replace(/\*+/g, '.*')
    .replaceAll('?', '.');
  return new RegExp(`^${source}$`, 's').test(path);
}

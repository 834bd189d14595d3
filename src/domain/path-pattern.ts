/**
 * Whether a CloudFront cache behavior with this path pattern handles a path: `*` stands for any number of characters,
 * `?` for exactly one, case matters, and the leading slash may be left out. Source:
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/DownloadDistValuesCacheBehavior.html
 */
export function matchesPathPattern(path: string, pattern: string): boolean {
  const rooted = /^[/*]/.test(pattern) ? pattern : `/${pattern}`;
  let [at, wanted] = [0, 0];
  // Where the last star stands, and up to where it stands for the path's characters: an earlier one need never take more.
  let [star, taken] = [-1, 0];
  while (at < path.length) {
    if (rooted[wanted] === '*') {
      [star, taken] = [wanted, at];
      wanted++;
    } else if (rooted[wanted] === '?' || rooted[wanted] === path[at]) {
      at++;
      wanted++;
    } else if (star >= 0) {
      taken++;
      [at, wanted] = [taken, star + 1];
    } else return false;
  }
  while (rooted[wanted] === '*') wanted++;
  return wanted === rooted.length;
}

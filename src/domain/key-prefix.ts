/** What stands in front of each key below a folder of a bucket. A prefix is a folder: `site` never touches `site-2`. */
export function keyPrefix(prefix: string): string {
  let [start, end] = [0, prefix.length];
  while (prefix[start] === '/') start++;
  while (end > start && prefix[end - 1] === '/') end--;
  return start === end ? '' : `${prefix.slice(start, end)}/`;
}

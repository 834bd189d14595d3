/** What stands in front of each key. A prefix is a folder: `site` never touches `site-2`. */
export function keyPrefix(prefix: string): string {
  const trimmed = prefix.replace(/^\/+|\/+$/g, '');
  return trimmed === '' ? '' : `${trimmed}/`;
}

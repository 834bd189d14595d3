/** What stands in front of each key. A prefix is a folder: `site` never touches `site-2`. */
export function keyPrefix(prefix: string): string {
  const trimmed = prefix.replace(/^\/+|\/+$/g, '');
  return trimmed === '' ? '' : `${trimmed}/`;
}

/** What stands between the slash that begins a viewer's path and the file's own path: a prefix is part of it, unless told otherwise. */
export function publicPrefix({
  prefix,
  publicPath = prefix,
}: {
  readonly prefix: string;
  readonly publicPath?: string | undefined;
}) {
  return keyPrefix(publicPath);
}

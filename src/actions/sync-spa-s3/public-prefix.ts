import { keyPrefix } from '../../domain/key-prefix.ts';

/** The site's public URL prefix, without the leading slash: the prefix in the bucket, unless `public-path` says otherwise. */
export function publicPrefix({
  prefix,
  publicPath = prefix,
}: {
  readonly prefix: string;
  readonly publicPath?: string | undefined;
}): string {
  return keyPrefix(publicPath);
}

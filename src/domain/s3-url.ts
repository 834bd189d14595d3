/** An object in S3. */
export interface S3Place {
  readonly bucket: string;
  readonly key: string;
}

/** The object behind an S3 URL, in whichever style it is written; undefined when it is none of S3's. */
export function parseS3Url(text: string): S3Place | undefined {
  if (!URL.canParse(text)) return undefined;
  const { hostname, pathname } = new URL(text);
  const path = decodeURIComponent(pathname.slice(1));
  const [, bucket] = /^(.+)\.s3[.-][a-z0-9.-]*amazonaws\.com(?:\.cn)?$/.exec(hostname) ?? [];
  if (bucket) return path === '' ? undefined : { bucket, key: path };
  const [first = '', ...rest] = path.split('/');
  return /^s3[.-][a-z0-9.-]*amazonaws\.com(?:\.cn)?$/.test(hostname) && rest.length > 0
    ? { bucket: first, key: rest.join('/') }
    : undefined;
}

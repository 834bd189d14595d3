/** An object in S3. */
export interface S3Place {
  readonly bucket: string;
  readonly key: string;
}

/** The object behind an S3 URL, in whichever style it is written; undefined when it is none of S3's. */
export function parseS3Url(text: string): S3Place | undefined {
  const url = URL.parse(text);
  const path = url && decoded(url.pathname.slice(1));
  if (!url || !path) return undefined;
  const [first = '', ...rest] = path.split('/');
  if (isS3Host(url.hostname)) return rest.length > 0 ? { bucket: first, key: rest.join('/') } : undefined;
  // A bucket's name may hold dots.
  const dot = url.hostname.lastIndexOf('.s3');
  return isS3Host(url.hostname.slice(dot + 1)) ? { bucket: url.hostname.slice(0, dot), key: path } : undefined;
}

/** DNS knows no longer names. */
const maxHostCharacters = 253;

function isS3Host(host: string): boolean {
  return (
    host.length <= maxHostCharacters &&
    /^s3[.-][a-z0-9.-]*$/.test(host) &&
    /\.amazonaws\.(?:com(?:\.cn)?|eu)$/.test(host)
  );
}

function decoded(path: string): string | undefined {
  try {
    return decodeURIComponent(path);
  } catch {
    return undefined;
  }
}

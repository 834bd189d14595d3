import { AwsError } from '../core/errors.ts';
import type { CloudRequest } from '../core/service.ts';

/** What a request is about: nothing (the account), a bucket, or an object in it. */
export interface Target {
  readonly request: CloudRequest;
  readonly bucket: string;
  /** Empty for a request about the bucket itself. */
  readonly key: string;
  header(name: string): string | undefined;
  parameter(name: string): string | undefined;
}

const longestKeyBytes = 1024;

/** Finds bucket and key, in the path or with the bucket as the host's first label. */
export function targetOf(request: CloudRequest): Target {
  const hosted = bucketOfHost(request.headers.host ?? '');
  const path = decoded(request.path.slice(1));
  const [bucket = '', key = ''] = hosted === undefined ? path.split(/\/(.*)/s) : [hosted, path];
  if (Buffer.byteLength(key) > longestKeyBytes)
    throw new AwsError('KeyTooLongError', 'Your key is too long', 400, {
      Size: Buffer.byteLength(key),
      MaxSizeAllowed: longestKeyBytes,
    });
  return {
    request,
    bucket,
    key,
    header: (name) => {
      const value = request.headers[name];
      return typeof value === 'string' ? value : undefined;
    },
    parameter: (name) => request.query.get(name) ?? undefined,
  };
}

/** `bucket.localhost:1234` and `bucket.s3.eu-central-1.amazonaws.com` name a bucket; an IP address does not. */
function bucketOfHost(host: string): string | undefined {
  return /^(.+?)\.(?:localhost|s3[.-][\w.-]*amazonaws\.com)(?::\d+)?$/.exec(host)?.[1];
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    throw new AwsError('InvalidURI', "Couldn't parse the specified URI.", 400, { URI: path });
  }
}

import * as zlib from 'node:zlib';

/** The largest body that is read, as sent and as unpacked. */
export const maxBodyBytes = 64 * 1024 * 1024;

export const bodyTooLarge = 'BODY_TOO_LARGE';

export function tooLarge(): Error {
  return Object.assign(new Error(`the body is larger than ${maxBodyBytes / 1024 / 1024} MiB`), { code: bodyTooLarge });
}

/** A body without its content encoding (gzip, br, deflate, zstd); any other is left as it came. */
export function decoded(body: Uint8Array, encoding: string | undefined): Uint8Array {
  const unpack = body.length === 0 ? undefined : unpacking(encoding?.toLowerCase());
  if (!unpack) return body;
  try {
    return unpack(body, { maxOutputLength: maxBodyBytes });
  } catch (error) {
    throw (error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE' ? tooLarge() : error;
  }
}

type Unpack = (body: Uint8Array, options: { readonly maxOutputLength: number }) => Uint8Array;

function unpacking(encoding: string | undefined): Unpack | undefined {
  switch (encoding) {
    case 'gzip':
    case 'x-gzip':
      return zlib.gunzipSync;
    case 'br':
      return zlib.brotliDecompressSync;
    case 'deflate':
      return zlib.inflateSync;
    case 'zstd':
      // Node.js has it from 22.15 on; the runner's is 24.
      return zlib.zstdDecompressSync as Unpack | undefined;
    default:
      return undefined;
  }
}

import { brotliDecompressSync, gunzipSync, inflateSync } from 'node:zlib';

/** A body without its content encoding (gzip, br, deflate); any other is left as it came. */
export function decoded(body: Uint8Array, encoding: string | undefined): Uint8Array {
  if (body.length === 0) return body;
  switch (encoding?.toLowerCase()) {
    case 'gzip':
      return gunzipSync(body);
    case 'br':
      return brotliDecompressSync(body);
    case 'deflate':
      return inflateSync(body);
    default:
      return body;
  }
}

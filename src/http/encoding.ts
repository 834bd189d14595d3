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
      return 'zstdDecompressSync' in zlib ? zstdFrames : undefined;
    default:
      return undefined;
  }
}

/** A body may have several frames (RFC 8878, 3.1), of which Node unpacks the first only. */
function zstdFrames(body: Uint8Array, { maxOutputLength }: Parameters<Unpack>[1]): Uint8Array {
  const frames: Uint8Array[] = [];
  let [rest, room] = [body, maxOutputLength];
  while (rest.length > 0) {
    if (room <= 0) throw tooLarge();
    const options = { maxOutputLength: room, info: true };
    const { buffer, engine } = zlib.zstdDecompressSync(rest, options) as unknown as UnpackedFrame;
    frames.push(buffer);
    room -= buffer.length;
    rest = rest.subarray(engine.bytesWritten);
  }
  return Buffer.concat(frames);
}

/** With `info`, Node tells how much of its input it took: https://nodejs.org/api/zlib.html#zlibbyteswritten */
interface UnpackedFrame {
  readonly buffer: Uint8Array;
  readonly engine: { readonly bytesWritten: number };
}

import { AwsError } from '../core/errors.ts';

/**
 * Takes the `aws-chunked` framing off a body: `<size in hex>[;chunk-signature=…]`, data, and trailers after the last chunk.
 * https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming.html
 */
export async function* decodeAwsChunked(
  source: AsyncIterable<Buffer>,
  trailers: Map<string, string>,
): AsyncGenerator<Buffer> {
  let buffered: Buffer = Buffer.alloc(0);
  let state: 'size' | 'data' | 'end of data' | 'trailers' | 'done' = 'size';
  let remaining = 0;
  let sawLastChunk = false;
  for await (const piece of source) {
    buffered = buffered.length > 0 ? Buffer.concat([buffered, piece]) : piece;
    while (state !== 'done') {
      if (state === 'data') {
        const data = buffered.subarray(0, remaining);
        if (data.length === 0) break;
        yield data;
        remaining -= data.length;
        buffered = buffered.subarray(data.length);
        if (remaining === 0) state = 'end of data';
        continue;
      }
      const end = buffered.indexOf('\r\n');
      if (end < 0) break;
      const line = buffered.toString('latin1', 0, end);
      buffered = buffered.subarray(end + 2);
      if (state === 'end of data') state = 'size';
      else if (state === 'size') {
        remaining = sizeOf(line);
        sawLastChunk = remaining === 0;
        state = sawLastChunk ? 'trailers' : 'data';
      } else if (line === '') state = 'done';
      else addTrailer(trailers, line);
    }
  }
  // Some clients leave out the empty line after the last trailer.
  if (!sawLastChunk) throw new AwsError('IncompleteBody', 'The request body terminated unexpectedly', 400);
}

function sizeOf(line: string): number {
  const size = /^([0-9a-fA-F]+)(?:;|$)/.exec(line)?.[1];
  if (!size) throw new AwsError('InvalidRequest', 'The aws-chunked body has a malformed chunk header.', 400);
  return Number.parseInt(size, 16);
}

function addTrailer(trailers: Map<string, string>, line: string): void {
  const [name = '', value = ''] = line.split(/:(.*)/s);
  trailers.set(name.trim().toLowerCase(), value.trim());
}

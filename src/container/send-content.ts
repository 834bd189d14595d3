import type { ClientRequest } from 'node:http';
import { types } from 'node:util';

/** Sends content as the body of a request, no faster than the connection takes it. */
export async function sendContent(content: AsyncIterable<Buffer>, outgoing: ClientRequest): Promise<void> {
  for await (const chunk of content) {
    await written(chunk, outgoing);
    release(chunk);
  }
  outgoing.end();
}

function written(chunk: Buffer, outgoing: ClientRequest): Promise<void> {
  return new Promise((resolve, reject) => {
    outgoing.write(chunk, (error) => (error ? reject(error) : resolve()));
  });
}

/**
 * Gives the memory of a chunk back at once. The garbage collector does not hurry with buffers: of a gigabyte that passes
 * through, some 100 MB would wait for it. A chunk that shares its memory with others is left alone.
 */
function release({ buffer, byteLength }: Buffer): void {
  if (types.isArrayBuffer(buffer) && buffer.byteLength === byteLength) buffer.transfer(0);
}

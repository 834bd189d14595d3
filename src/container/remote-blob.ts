import type { IncomingMessage } from 'node:http';
import type { Descriptor } from '../domain/image-manifest.ts';
import { repositoryText } from '../domain/image-reference.ts';
import type { RepositoryClient } from './repository-client.ts';
import { isPassing, retried } from './retry.ts';
import { damaged } from './verified-content.ts';

/**
 * The content of a blob in a registry. A broken connection is resumed at the same byte, so that the receiver notices
 * nothing. The digest is verified by the target registry only: hashing a gigabyte here as well would make every copy slower.
 */
export async function openRemoteBlob(
  client: RepositoryClient,
  blob: Descriptor,
  signal: AbortSignal,
): Promise<AsyncIterable<Buffer>> {
  const readFrom = (offset: number) => request(client, blob, offset, signal);
  return resumed(await readFrom(0), readFrom, blob, repositoryText(client));
}

async function* resumed(
  first: IncomingMessage,
  readFrom: (offset: number) => Promise<IncomingMessage>,
  blob: Descriptor,
  origin: string,
): AsyncGenerator<Buffer> {
  let seenBytes = 0;
  for (let response = first; ; response = await readFrom(seenBytes)) {
    const before = seenBytes;
    try {
      for await (const chunk of response as AsyncIterable<Buffer>) {
        seenBytes += chunk.length;
        if (seenBytes > blob.sizeBytes)
          throw damaged(blob.digest, origin, `it is longer than its ${blob.sizeBytes} bytes`);
        yield chunk;
      }
      if (seenBytes === blob.sizeBytes) return;
      throw damaged(blob.digest, origin, `it ends after ${seenBytes} of ${blob.sizeBytes} bytes`);
    } catch (error) {
      // A connection that brings nothing at all is for the caller, who tries again less and less often.
      if (!isPassing(error) || seenBytes === before) throw error;
    }
  }
}

async function request(
  client: RepositoryClient,
  { digest, sizeBytes }: Descriptor,
  offset: number,
  signal: AbortSignal,
): Promise<IncomingMessage> {
  const doing = `Reading the blob ${digest} of ${repositoryText(client)}`;
  const rest =
    offset === 0 ? { expects: [200] } : { expects: [206], headers: { range: `bytes=${offset}-${sizeBytes - 1}` } };
  return retried(doing, client, signal, () =>
    client.send({ method: 'GET', path: `blobs/${digest}`, ...rest, doing }, signal),
  );
}

import { Readable } from 'node:stream';
import type { Network } from '../client.ts';
import { queryString } from './sign.ts';
import type { Send } from './transport.ts';

type Handle = Network['requestHandler']['handle'];
type SdkRequest = Parameters<Handle>[0];

/** Sends the SDK's requests as ours are sent: over the same connections, within the same bounds. */
export function sdkHandler(send: Send): Network['requestHandler'] {
  return {
    async handle(request: SdkRequest, options?: { readonly abortSignal?: AbortSignal }) {
      const { protocol, hostname, port, method, path, headers, body } = request;
      const pairs = Object.entries(request.query ?? {}).flatMap(([name, value]) =>
        [value ?? ''].flat().map((each): readonly [string, string] => [name, each]),
      );
      const endpoint = { secure: protocol === 'https:', hostname, port, pathPrefix: '' };
      const sent = {
        ...{ method, headers, path: pairs.length > 0 ? `${path}?${queryString(pairs)}` : path },
        body: typeof body === 'string' ? Buffer.from(body) : (body as Uint8Array | undefined),
      };
      const signal = options?.abortSignal ?? new AbortController().signal;
      const answer = await send(endpoint, sent, signal);
      const { status: statusCode } = answer;
      return { response: { statusCode, headers: { ...answer.headers }, body: Readable.from([answer.body]) } };
    },
  };
}

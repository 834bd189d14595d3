import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Readable } from 'node:stream';
import type { Network, PlayedRequest } from '../../src/aws/client.ts';

export interface ServedNetwork extends AsyncDisposable {
  readonly endpoint: string;
}

interface Answer {
  readonly response: {
    readonly statusCode: number;
    readonly headers: Readonly<Record<string, string>>;
    readonly body: Readable;
  };
}

/** Serves what is played in process to clients of other processes. What it throws breaks the connection. */
export async function serveNetwork({ requestHandler }: Network): Promise<ServedNetwork> {
  const server = createServer((request, response) => {
    answer(requestHandler, request, response).catch(() => request.socket.destroy());
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    endpoint: `http://127.0.0.1:${port}`,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      server.close();
    },
  };
}

async function answer(
  handler: Network['requestHandler'],
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const { pathname: path, search } = new URL(request.url ?? '/', 'http://played');
  const played = { method: request.method, path, search, headers: request.headers, body: Buffer.concat(chunks) };
  const { statusCode, headers, body } = ((await handler.handle(played as unknown as PlayedRequest)) as Answer).response;
  response.writeHead(statusCode, headers);
  for await (const chunk of body) response.write(chunk);
  response.end();
}

import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';

/** A request as a test's server saw it. */
export interface Seen {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: Buffer;
  /** Port of the client: the same one for requests over one connection. */
  readonly clientPort: number | undefined;
}

/** An answer of a test's server; `undefined` leaves the client waiting. */
export interface Answer {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string | readonly string[]>>;
  readonly body?: string | Uint8Array;
}

export type Answering = (request: Seen) => Answer | undefined | Promise<Answer | undefined>;

export interface TestServer {
  readonly url: string;
  readonly seen: readonly Seen[];
  close(): Promise<void>;
}

/** A real HTTP server on a free port of loopback, or an HTTPS one when it is given a key and a certificate. */
export async function startServer(
  answer: Answering,
  tls?: { readonly key: string; readonly cert: string; readonly minVersion?: 'TLSv1.3' },
): Promise<TestServer> {
  const seen: Seen[] = [];
  const listener = async (request: IncomingMessage, response: ServerResponse) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const { method = '', url: path = '', headers, socket } = request;
    const one = { method, path, headers, body: Buffer.concat(chunks), clientPort: socket.remotePort };
    seen.push(one);
    const given = await answer(one);
    if (!given) return;
    const { status = 200, headers: answered = {}, body = '' } = given;
    for (const [name, value] of Object.entries(answered)) response.setHeader(name, value);
    response.writeHead(status).end(body);
  };
  const server = tls ? createTlsServer(tls, listener) : createServer(listener);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  return {
    url: `http${tls ? 's' : ''}://${tls ? 'localhost' : '127.0.0.1'}:${port}`,
    seen,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** A JSON response. */
export function json(value: unknown, status = 200, headers: Answer['headers'] = {}): Answer {
  return { status, headers: { 'content-type': 'application/json', ...headers }, body: JSON.stringify(value) };
}

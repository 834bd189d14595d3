import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { HttpProblem, problemResponse } from './problem.ts';

/** A server that listens. */
export interface RunningServer {
  readonly port: number;
  /** Stops taking requests and resolves when those under way are answered. */
  close(): Promise<void>;
}

/** Serves a web-standard handler over HTTP; port 0 takes a free one. */
export async function serve(
  handle: (request: Request) => Promise<Response>,
  { host, port }: { readonly host: string; readonly port: number },
): Promise<RunningServer> {
  const server = createServer((incoming, outgoing) => void answer(handle, incoming, outgoing));
  server.requestTimeout = 60_000;
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(port, host, resolve));
  const address = server.address();
  return {
    port: typeof address === 'object' && address ? address.port : port,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeIdleConnections();
      }),
  };
}

async function answer(
  handle: (request: Request) => Promise<Response>,
  incoming: IncomingMessage,
  outgoing: ServerResponse,
): Promise<void> {
  try {
    const request = requestOf(incoming);
    await send(request ? await handle(request) : badRequest(), incoming, outgoing);
  } catch {
    outgoing.destroy(); // the client went away, or the body broke off: nobody is left to tell
  }
}

function requestOf(incoming: IncomingMessage): Request | undefined {
  const address = `http://${incoming.headers.host ?? 'localhost'}${incoming.url ?? '/'}`;
  if (!incoming.url?.startsWith('/') || !URL.canParse(address)) return undefined;
  const method = incoming.method ?? 'GET';
  const hasBody = method !== 'GET' && method !== 'HEAD';
  return new Request(address, {
    method,
    headers: headersOf(incoming),
    ...(hasBody && { body: Readable.toWeb(incoming) as ReadableStream<Uint8Array>, duplex: 'half' }),
  });
}

function headersOf(incoming: IncomingMessage): [string, string][] {
  return Object.entries(incoming.headersDistinct).flatMap(([name, values]) =>
    (values ?? []).map((value): [string, string] => [name, value]),
  );
}

function badRequest(): Response {
  return problemResponse(new HttpProblem(400, 'malformed', 'The address cannot be understood.'));
}

async function send(response: Response, incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
  outgoing.statusCode = response.status;
  for (const [name, value] of response.headers) outgoing.appendHeader(name, value);
  // What is left of a body that was refused would be read as the next request.
  if (!incoming.complete) outgoing.setHeader('connection', 'close');
  if (!response.body || incoming.method === 'HEAD') outgoing.end();
  else await pipeline(Readable.fromWeb(response.body as Parameters<typeof Readable.fromWeb>[0]), outgoing);
}

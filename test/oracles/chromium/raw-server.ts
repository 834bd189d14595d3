import { once } from 'node:events';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { createServer as createTlsServer } from 'node:tls';

/** A request as its bytes say. */
export interface RawRequest {
  readonly path: string;
  readonly host: string;
  /** Each character a byte; undefined without one. */
  readonly cookie: string | undefined;
}

export interface RawServer {
  readonly port: number;
  close(): Promise<void>;
}

/** A server that sends what it is told, byte for byte, also what no server should. It takes requests without bodies. */
export async function rawServer(
  answer: (request: RawRequest) => string,
  tls?: { readonly key: string; readonly cert: string },
): Promise<RawServer> {
  const open = new Set<Socket>();
  const serve = (socket: Socket) => {
    open.add(socket);
    socket.on('close', () => open.delete(socket));
    socket.on('error', () => socket.destroy());
    let waiting = '';
    socket.setEncoding('latin1').on('data', (text) => {
      waiting += text;
      for (let end = waiting.indexOf('\r\n\r\n'); end !== -1; end = waiting.indexOf('\r\n\r\n')) {
        socket.write(answer(requestOf(waiting.slice(0, end))), 'latin1');
        waiting = waiting.slice(end + 4);
      }
    });
  };
  const server: Server = tls ? createTlsServer(tls, serve) : createServer(serve);
  server.on('tlsClientError', () => {});
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    async close() {
      for (const socket of open) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function requestOf(head: string): RawRequest {
  const [first = '', ...lines] = head.split('\r\n');
  const headers = new Map(
    lines.map((line) => [line.slice(0, line.indexOf(':')).toLowerCase(), line.slice(line.indexOf(':') + 1).trim()]),
  );
  return { path: first.split(' ')[1] ?? '', host: headers.get('host') ?? '', cookie: headers.get('cookie') };
}

/** A whole response, with these lines among its headers. */
export function rawResponse(lines: readonly string[], body = '', type = 'text/html'): string {
  const length = Buffer.byteLength(body);
  const head = ['HTTP/1.1 200 OK', `content-type: ${type}`, `content-length: ${length}`, 'cache-control: no-store'];
  return [...head, ...lines, '', body].join('\r\n');
}

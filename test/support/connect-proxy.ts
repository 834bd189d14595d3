import { request as ask, createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';
import { createServer as createSecureServer } from 'node:tls';
import { closeServer, listen } from '../cloud/core/endpoint.ts';

/** A proxy that lets nobody through without this user, as the URL of a proxy says it. */
const user = 'user:pa%24sword';
const authorization = `Basic ${Buffer.from(decodeURIComponent(user)).toString('base64')}`;

export interface ConnectProxy {
  /** With the user's password. */
  readonly url: string;
  /** Hosts and ports that tunnels were asked to, in order. */
  readonly tunnels: readonly string[];
  close(): Promise<void>;
}

/**
 * A forward proxy that knows hosts that nobody else knows: each is TLS with this certificate, in front of a plain server. Those
 * of `plain` are asked without TLS.
 */
export async function startConnectProxy(
  hosts: Readonly<Record<string, string>>,
  certificate: { readonly key: string; readonly cert: string },
  plain: Readonly<Record<string, string>> = {},
): Promise<ConnectProxy> {
  const fronts = new Map<string, Server | ReturnType<typeof createSecureServer>>();
  const tunnels: string[] = [];
  const sockets = new Set<Socket>();
  for (const [host, url] of Object.entries(hosts)) {
    const front = createSecureServer(certificate, (socket) =>
      join(socket, connect(Number(new URL(url).port), '127.0.0.1')),
    );
    await new Promise<void>((resolve) => front.listen(0, '127.0.0.1', resolve));
    fronts.set(`${host}:443`, front);
  }
  const proxy = createServer((request, response) => forward(request, response, plain));
  proxy.on('connect', ({ url = '', headers }, socket: Socket) => {
    tunnels.push(url);
    sockets.add(socket);
    const front = fronts.get(url);
    const status =
      headers['proxy-authorization'] !== authorization ? '407 Proxy Authentication Required' : '403 Forbidden';
    if (!front || status.startsWith('407')) return socket.end(`HTTP/1.1 ${status}\r\n\r\n`);
    const { port } = front.address() as AddressInfo;
    const behind = connect(port, '127.0.0.1', () => {
      socket.write('HTTP/1.1 200 Connection established\r\n\r\n');
      join(socket, behind);
    });
  });
  const url = (await listen(proxy)).replace('//', `//${user}@`);
  return {
    url,
    tunnels,
    async close() {
      for (const socket of sockets) socket.destroy();
      await closeServer(proxy);
      await Promise.all([...fronts.values()].map((front) => new Promise((resolve) => front.close(resolve))));
    },
  };
}

function join(one: Socket, other: Socket): void {
  for (const [from, to] of [
    [one, other],
    [other, one],
  ] as const) {
    from.pipe(to);
    from.once('close', () => to.destroy()).once('error', () => to.destroy());
  }
}

/** A plain request comes with its whole address: https://www.rfc-editor.org/rfc/rfc9112#section-3.2.2 */
function forward(request: IncomingMessage, response: ServerResponse, plain: Readonly<Record<string, string>>): void {
  const { host, pathname, search } = URL.parse(request.url ?? '') ?? {};
  const server = plain[host ?? ''];
  if (server === undefined || request.headers['proxy-authorization'] !== authorization) {
    response.writeHead(server === undefined ? 400 : 407).end();
    return;
  }
  const { method, headers } = request;
  const asked = ask(server, { method, path: `${pathname}${search}`, headers }, (answer) => {
    response.writeHead(answer.statusCode ?? 502, answer.rawHeaders);
    answer.pipe(response);
  });
  asked.once('error', () => response.destroy());
  request.pipe(asked);
}

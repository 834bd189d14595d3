import { once } from 'node:events';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';

/** How a server does not answer, though it accepts connections. */
export const badServers = {
  /** Accepts, and never says anything. */
  silent: () => {},
  /** Sends the head, and then a byte now and then, without end. */
  dripping: (socket: Socket) => {
    socket.write('HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 1000000\r\n\r\n');
    const timer = setInterval(() => socket.write(' '), 60);
    socket.once('close', () => clearInterval(timer));
  },
  /** Sends the head a byte at a time. */
  'dripping its head': (socket: Socket) => {
    socket.write('HTTP/1.1 200 OK\r\nX-Slow: ');
    const timer = setInterval(() => socket.write('x'), 60);
    socket.once('close', () => clearInterval(timer));
  },
  /** Stops in the middle of a body, and holds the connection. */
  stopping: (socket: Socket) =>
    void socket.write('HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n\r\n{"half": '),
  /** Closes in the middle of a body. */
  breaking: (socket: Socket) =>
    socket.end('HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n\r\n{"half": '),
} as const;

export type BadServer = keyof typeof badServers;

export interface StartedBadServer extends AsyncDisposable {
  readonly port: number;
  readonly endpoint: string;
  /** How many requests began. */
  readonly requests: () => number;
}

/** Starts a server that treats each request in this way. */
export async function startBadServer(kind: BadServer): Promise<StartedBadServer> {
  const sockets = new Set<Socket>();
  let requests = 0;
  const server: Server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => {});
    socket.once('close', () => sockets.delete(socket));
    socket.once('data', () => {
      requests++;
      badServers[kind](socket);
    });
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    port,
    endpoint: `http://127.0.0.1:${port}`,
    requests: () => requests,
    async [Symbol.asyncDispose]() {
      for (const socket of sockets) socket.destroy();
      server.close();
    },
  };
}

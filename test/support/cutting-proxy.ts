import { connect, createServer, type Socket } from 'node:net';

/** A way to a server of this machine that breaks at one moment, for all connections at once, as when the client dies. */
export interface CuttingProxy {
  readonly port: number;
  /** How many pieces the clients have sent. */
  sent(): number;
  stop(): Promise<void>;
}

/** `at` counts the pieces that clients send, from 1; `answered` lets that piece through, and cuts where its answer comes. */
export async function startCuttingProxy(
  target: number,
  cut?: { readonly at: number; readonly answered: boolean },
): Promise<CuttingProxy> {
  const sockets = new Set<Socket>();
  let count = 0;
  let waiting: Socket | undefined;
  const cutAll = () => {
    for (const socket of sockets) socket.destroy();
    server.close();
  };
  const server = createServer((client) => {
    const upstream = connect(target, '127.0.0.1');
    for (const socket of [client, upstream]) {
      sockets.add(socket);
      socket.setNoDelay(true);
      socket.on('error', () => undefined);
      socket.on('close', () => {
        client.destroy();
        upstream.destroy();
      });
    }
    client.on('data', (piece) => {
      count++;
      if (count === cut?.at && !cut.answered) return cutAll();
      if (count === cut?.at) waiting = upstream;
      upstream.write(piece);
    });
    upstream.on('data', (piece) => {
      if (waiting === upstream) return cutAll();
      client.write(piece);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('No loopback port is free.');
  return {
    port: address.port,
    sent: () => count,
    stop: async () => cutAll(),
  };
}

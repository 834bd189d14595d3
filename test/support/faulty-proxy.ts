import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

/** What happens to the bytes of a server after a fault. */
export type Fault = 'silent' | 'dripping' | 'breaking';

/** A proxy that is well until told otherwise. */
export interface FaultyProxy extends AsyncDisposable {
  readonly port: number;
  /** From so many bytes on, for all connections together: nothing comes any more, or a byte now and then, or the end. */
  failAfter(bytes: number, fault: Fault): void;
  /** How many bytes have come from the server. */
  bytes(): number;
}

export async function startFaultyProxy(target: { readonly host: string; readonly port: number }): Promise<FaultyProxy> {
  const sockets = new Set<Socket>();
  let [passed, limit, fault]: [number, number, Fault] = [0, Number.POSITIVE_INFINITY, 'silent'];
  const server = createServer((client) => {
    const upstream = connect(target.port, target.host);
    for (const socket of [client, upstream]) {
      sockets.add(socket);
      socket.on('error', () => undefined);
    }
    client.on('data', (bytes) => upstream.write(bytes));
    client.once('close', () => upstream.destroy());
    upstream.once('close', () => {
      if (passed < limit) client.destroy();
    });
    upstream.on('data', (bytes) => {
      const whole = Math.max(0, Math.min(bytes.length, limit - passed));
      passed += whole;
      if (whole > 0) client.write(bytes.subarray(0, whole));
      if (whole === bytes.length) return;
      if (fault === 'breaking') client.destroy();
      if (fault === 'dripping') drip(client, bytes.subarray(whole));
    });
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    bytes: () => passed,
    failAfter(bytes, kind) {
      [limit, fault] = [bytes, kind];
    },
    async [Symbol.asyncDispose]() {
      for (const socket of sockets) socket.destroy();
      server.close();
    },
  };
}

function drip(client: Socket, bytes: Uint8Array): void {
  let at = 0;
  const timer = setInterval(() => {
    if (at === bytes.length - 1) return;
    client.write(bytes.subarray(at, ++at));
  }, 60);
  client.once('close', () => clearInterval(timer));
}

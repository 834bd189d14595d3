import { once } from 'node:events';
import { type AddressInfo, createServer, type Server } from 'node:net';
import { afterEach, expect, test } from '@jest/globals';
import { httpProbe } from '../../src/http/probe.ts';

const open: Server[] = [];
afterEach(() => {
  for (const server of open.splice(0)) server.close();
});

/** A server that answers so many requests of a connection, and closes it when one more comes. */
async function closingAfter(most: number) {
  const seen: string[] = [];
  let connections = 0;
  const server = createServer((socket) => {
    connections += 1;
    let answered = 0;
    socket.on('error', () => {});
    socket.on('data', (bytes) => {
      seen.push(String(bytes).split(' ')[0] ?? '');
      if (answered++ === most) socket.resetAndDestroy();
      else socket.write('HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok');
    });
  });
  open.push(server);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`, seen, connections: () => connections };
}

const ask = { headers: [], timeoutMilliseconds: 5_000 } as const;
const { signal } = new AbortController();

test('a kept connection that the server closes costs no request', async () => {
  const { url, connections } = await closingAfter(1);
  const probe = httpProbe();
  for (const _ of [1, 2, 3])
    expect(await probe.send({ ...ask, method: 'GET', url }, signal)).toMatchObject({ status: 200 });
  expect(connections()).toBe(3);
});

test('a connection of its own that the server closes is a failure, and nothing is sent twice', async () => {
  const { url, seen } = await closingAfter(0);
  const probe = httpProbe();
  for (const method of ['GET', 'POST'])
    expect(await probe.send({ ...ask, method, url }, signal)).toMatchObject({ kind: 'unreachable', reached: true });
  expect(seen).toEqual(['GET', 'POST']);
});

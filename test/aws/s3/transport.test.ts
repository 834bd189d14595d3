import { once } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import { afterEach, expect, test } from '@jest/globals';
import type { Endpoint } from '../../../src/aws/s3/place.ts';
import { transport } from '../../../src/aws/s3/transport.ts';
import { selfSigned } from '../../support/self-signed.ts';

let server: Server | undefined;
let connections = 0;

afterEach(() => {
  server?.closeAllConnections();
  server?.close();
});

async function endpointOf(made: Server, secure = false): Promise<Endpoint> {
  server = made;
  connections = 0;
  made.on(secure ? 'secureConnection' : 'connection', () => connections++);
  await once(made.listen(0, '127.0.0.1'), 'listening');
  const { port } = made.address() as AddressInfo;
  return { secure, hostname: secure ? 'localhost' : '127.0.0.1', port, pathPrefix: '' };
}

const { signal } = new AbortController();
const put = (path: string) => ({
  method: 'PUT',
  path,
  headers: { host: 'bucket.test', 'content-length': '5' },
  body: Buffer.from('hello'),
});

/** Answers with what it was sent. */
const echo: RequestListener = async (request, response) => {
  const pieces: Buffer[] = [];
  for await (const piece of request) pieces.push(piece as Buffer);
  response.end(`${request.method} ${request.url} ${request.headers.host} ${Buffer.concat(pieces).toString()}`);
};

test('one connection serves request after request, more of them serve side by side', async () => {
  const endpoint = await endpointOf(createServer(echo));
  const send = transport();
  for (const path of ['/a', '/b', '/c'])
    expect((await send(endpoint, put(path), signal)).body.toString()).toBe(`PUT ${path} bucket.test hello`);
  expect(connections).toBe(1);
  const paths = ['/d', '/e', '/f', '/g'];
  const answers = await Promise.all(paths.map((path) => send(endpoint, put(path), signal)));
  expect(answers.map(({ body }) => body.toString().split(' ')[1])).toEqual(paths);
  expect(connections).toBe(4);
});

test('over TLS, to whom the authorities of this machine vouch for', async () => {
  const { key, cert } = selfSigned('localhost');
  const trusted = getCACertificates('default');
  const endpoint = await endpointOf(createSecureServer({ key, cert }, echo), true);
  const send = transport();
  await expect(send(endpoint, put('/a'), signal)).rejects.toThrow(/self-signed/);
  setDefaultCACertificates([...trusted, cert]);
  try {
    expect((await send(endpoint, put('/a'), signal)).body.toString()).toBe('PUT /a bucket.test hello');
  } finally {
    setDefaultCACertificates(trusted);
  }
});

test('a connection that S3 says it closes, or has closed, is not used again', async () => {
  const endpoint = await endpointOf(
    createServer((request, response) => {
      if (request.url === '/last') response.setHeader('connection', 'close');
      response.end('');
      if (request.url === '/cut') response.once('close', () => request.socket.destroy());
    }),
  );
  const send = transport();
  await send(endpoint, put('/last'), signal);
  await send(endpoint, put('/cut'), signal);
  await new Promise((resolve) => setTimeout(resolve, 50));
  expect((await send(endpoint, put('/next'), signal)).status).toBe(200);
  expect(connections).toBe(3);
});

test('an answer that breaks off, and one that is none, are failures', async () => {
  const endpoint = await endpointOf(
    createServer((request, response) => {
      if (request.url === '/garbage') request.socket.end('SSH-2.0-OpenSSH\r\n\r\n');
      else response.writeHead(200, { 'content-length': '10' }).write('half', () => request.socket.destroy());
    }),
  );
  const send = transport();
  await expect(send(endpoint, put('/half'), signal)).rejects.toMatchObject({ code: 'ECONNRESET' });
  await expect(send(endpoint, put('/garbage'), signal)).rejects.toMatchObject({ code: 'EPROTO' });
});

test('an abort ends a request that waits, with its reason', async () => {
  const endpoint = await endpointOf(createServer(() => controller.abort(new Error('The deadline passed.'))));
  const controller = new AbortController();
  await expect(transport()(endpoint, put('/a'), controller.signal)).rejects.toThrow('The deadline passed.');
});

test('a header cannot begin another one', async () => {
  const endpoint = await endpointOf(createServer(echo));
  const headers = { host: 'bucket.test', 'x-amz-meta-a': 'b\r\nx-amz-acl: public-read' };
  await expect(transport()(endpoint, { ...put('/a'), headers }, signal)).rejects.toThrow(
    'A header holds characters that HTTP does not allow.',
  );
});

import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { type Doorway, handle } from './handle.ts';
import { type CloudRequest, type CloudResponse, readBody } from './service.ts';
import { signatureScope } from './signature-scope.ts';

/** Starts the one HTTP endpoint of the cloud's AWS APIs, for all accounts, regions and services. */
export async function startEndpoint(
  doorway: Doorway,
  port = 0,
): Promise<{ readonly url: string; close(): Promise<void> }> {
  const server = createServer((message, response) => {
    answer(doorway, message, response).catch(() => response.destroy());
  });
  server.keepAliveTimeout = 120_000;
  server.requestTimeout = 0;
  server.on('checkContinue', (message, response) => {
    response.writeContinue();
    server.emit('request', message, response);
  });
  return { url: await listen(server, port), close: () => closeServer(server) };
}

/** Listens on a loopback port, a free one unless told; the answer is the server's URL. */
export async function listen(server: Server, port = 0): Promise<string> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

export async function closeServer(server: Server): Promise<void> {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
}

async function answer(doorway: Doorway, message: IncomingMessage, response: ServerResponse): Promise<void> {
  const request = await cloudRequest(message);
  const result = await handle(doorway, request);
  if (!request.body.readableEnded) request.body.resume();
  if (result === 'reset') response.destroy();
  else await send(response, result);
}

/** S3 streams its bodies; those of the other services are short, and needed whole to check the signature. */
async function cloudRequest(message: IncomingMessage): Promise<CloudRequest> {
  const [path = '/', rawQuery = ''] = (message.url ?? '/').split(/\?(.*)/s);
  const request: CloudRequest = {
    method: message.method ?? 'GET',
    path,
    query: new URLSearchParams(rawQuery),
    rawQuery,
    headers: message.headers,
    body: message,
  };
  const service = signatureScope(request)?.service;
  if (service === 's3' || (!service && request.method !== 'POST')) return request;
  return { ...request, payload: await readBody(request) };
}

async function send(response: ServerResponse, answer: CloudResponse): Promise<void> {
  response.writeHead(answer.status, answer.headers as Record<string, string>);
  if (answer.body instanceof Readable) await pipeline(answer.body, response);
  else response.end(answer.body);
}

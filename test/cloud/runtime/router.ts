import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';
import { closeServer, listen } from '../core/endpoint.ts';
import type { Instance } from './runtime.ts';

/** The URL of one service: it stays, and what it leads to changes. */
export interface Router {
  /** A bare host and port. */
  readonly host: string;
  current(): Instance | undefined;
  /** Sends all further requests to another instance, or to none. */
  routeTo(instance: Instance | undefined): void;
  close(): Promise<void>;
}

export async function startRouter(serviceName: string, port = 0): Promise<Router> {
  let current: Instance | undefined;
  const server = createServer((message, response) => {
    if (!current) return answerText(response, 404, 'There is no running instance behind this URL.\n');
    if (current.port === undefined) return answerText(response, 200, `${serviceName} is served here.\n`);
    forward(message, response, current.port);
  });
  const host = new URL(await listen(server, port)).host;
  return {
    host,
    current: () => current,
    routeTo: (instance) => {
      current = instance;
    },
    close: () => closeServer(server),
  };
}

/** Passes a request on as App Runner's front does, which tells the application who asked. */
function forward(message: IncomingMessage, response: ServerResponse, port: number): void {
  const upstream = request(
    {
      host: '127.0.0.1',
      port,
      method: message.method,
      path: message.url,
      headers: { ...message.headers, 'x-forwarded-for': '127.0.0.1', 'x-forwarded-proto': 'http' },
      agent: false,
    },
    (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.rawHeaders);
      answer.pipe(response);
      answer.on('error', () => response.destroy());
    },
  );
  upstream.on('error', () => {
    if (response.headersSent) response.destroy();
    else answerText(response, 503, 'upstream connect error or disconnect/reset before headers\n');
  });
  response.on('close', () => upstream.destroy());
  message.pipe(upstream);
}

function answerText(response: ServerResponse, status: number, text: string): void {
  response.writeHead(status, { 'content-type': 'text/plain; charset=utf-8' }).end(text);
}

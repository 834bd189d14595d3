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
  /** Sends so many of each hundred requests to another instance, while the rest go to the current one. */
  share(instance: Instance, percent: number): void;
  /** Calls back with the status of each answer and the instance that gave it, until the answer is called. */
  watch(listener: AnswerListener): () => void;
  close(): Promise<void>;
}

export type AnswerListener = (instance: Instance, status: number) => void;

export async function startRouter(serviceName: string, port = 0): Promise<Router> {
  let current: Instance | undefined;
  let canary: { readonly instance: Instance; readonly percent: number } | undefined;
  let turn = 0;
  const listeners = new Set<AnswerListener>();
  const next = () => {
    if (!canary) return current;
    turn += canary.percent;
    if (turn < 100) return current;
    turn -= 100;
    return canary.instance;
  };
  const server = createServer((message, response) => {
    const instance = next();
    if (!instance) return answerText(response, 404, 'There is no running instance behind this URL.\n');
    response.once('finish', () => {
      for (const listener of listeners) listener(instance, response.statusCode);
    });
    if (instance.port === undefined) return answerText(response, 200, `${serviceName} is served here.\n`);
    forward(message, response, instance.port);
  });
  const host = new URL(await listen(server, port)).host;
  return {
    host,
    current: () => current,
    routeTo: (instance) => {
      current = instance;
      canary = undefined;
    },
    share: (instance, percent) => {
      canary = { instance, percent };
    },
    watch: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    close: () => closeServer(server),
  };
}

/** Passes a request on as a load balancer does, which tells the application who asked. */
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

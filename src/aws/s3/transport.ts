import { Agent as HttpAgent, request as httpRequest, type IncomingMessage } from 'node:http';
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https';
import type { Endpoint } from './endpoint.ts';

export interface HttpAnswer {
  readonly status: number;
  readonly headers: IncomingMessage['headers'];
  readonly body: Buffer;
}

export interface HttpRequest {
  readonly method: string;
  /** With the query. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: Uint8Array | undefined;
}

/** Sends one request; rejects when there is no whole answer. */
export type Send = (endpoint: Endpoint, request: HttpRequest, signal: AbortSignal) => Promise<HttpAnswer>;

const idleMilliseconds = 60_000;

/** HTTP over connections that stay open, without a layer between: a deployment is thousands of small requests. */
export function transport(): Send {
  const settings = { keepAlive: true, maxSockets: 256, scheduling: 'lifo', timeout: idleMilliseconds } as const;
  const agents = { http: new HttpAgent(settings), https: new HttpsAgent(settings) };
  return ({ secure, hostname, port }, { method, path, headers, body }, signal) =>
    new Promise((resolve, reject) => {
      if (signal.aborted) return reject(signal.reason);
      const place = { hostname, method, path, headers, ...(port === undefined ? {} : { port }) };
      const request = secure
        ? httpsRequest({ ...place, agent: agents.https })
        : httpRequest({ ...place, agent: agents.http });
      const cut = () => request.destroy(signal.reason);
      signal.addEventListener('abort', cut, { once: true });
      request.once('close', () => signal.removeEventListener('abort', cut));
      request.once('error', reject);
      request.once('timeout', () => request.destroy(timedOut()));
      request.once('response', (response) => {
        const pieces: Buffer[] = [];
        response.on('data', (piece: Buffer) => pieces.push(piece));
        response.once('error', reject);
        response.once('end', () =>
          resolve({ status: response.statusCode ?? 0, headers: response.headers, body: joined(pieces) }),
        );
      });
      request.end(body);
    });
}

/** Most answers come in one piece. */
function joined(pieces: readonly Buffer[]): Buffer {
  const [only] = pieces;
  return only && pieces.length === 1 ? only : Buffer.concat(pieces);
}

function timedOut(): Error {
  return Object.assign(new Error(`No answer for ${idleMilliseconds / 1_000} s.`), { code: 'ETIMEDOUT' });
}

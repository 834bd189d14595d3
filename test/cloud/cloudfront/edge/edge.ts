import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { closeServer, listen } from '../../core/endpoint.ts';
import type { CachedObject } from '../invalidation-paths.ts';
import { edgeCache, type Kept } from './cache.ts';
import type { EdgeAnswer, EdgeParts } from './errand.ts';
import { without } from './headers.ts';
import { serve } from './serve.ts';
import { viewerRequest } from './viewer-request.ts';

/** One request as a viewer saw it answered. */
export interface Visit {
  readonly method: string;
  readonly url: string;
  readonly status: number;
  readonly xCache: string;
}

/** One edge location that serves a distribution over HTTP. */
export interface Edge {
  readonly url: string;
  /** Removes the cached objects that an invalidation covers. */
  forget(covered: (cached: CachedObject) => boolean): void;
  cached(): readonly Kept[];
  visits(): readonly Visit[];
  close(): Promise<void>;
}

/** Starts the edge on a loopback port [a free one]. */
export async function startEdge(parts: EdgeParts, port = 0): Promise<Edge> {
  const cache = edgeCache();
  const visits: Visit[] = [];
  const server = createServer((message, response) => {
    serve(parts, cache, viewerRequest(message), message)
      .catch((error: unknown): EdgeAnswer => broken(error))
      .then((answer) => {
        visits.push(visitOf(message, answer));
        return write(message, response, answer);
      })
      .catch(() => response.destroy());
  });
  const url = await listen(server, port);
  return {
    url,
    forget: cache.forget,
    cached: cache.all,
    visits: () => visits,
    close: () => closeServer(server),
  };
}

/** Something that no distribution would do: a mistake in the test's set-up, shown rather than hidden. */
function broken(error: unknown): EdgeAnswer {
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return { status: 500, headers: { 'content-type': 'text/plain' }, body: Buffer.from(text), xCache: 'Error' };
}

function visitOf(message: IncomingMessage, { status, xCache }: EdgeAnswer): Visit {
  return { method: message.method ?? '', url: message.url ?? '', status, xCache };
}

async function write(message: IncomingMessage, response: ServerResponse, answer: EdgeAnswer): Promise<void> {
  const { status, body, xCache } = answer;
  const whole = !(body instanceof Readable);
  const origin = whole ? without(answer.headers, 'content-length') : answer.headers;
  const headers = Object.entries(origin).map(([name, value]) => [name, [value].flat()] as const);
  const length = whole && status !== 304 ? { 'content-length': String(body.byteLength) } : {};
  response.writeHead(status, {
    ...Object.fromEntries(headers.map(([name, values]) => [name, values.length === 1 ? values[0] : [...values]])),
    ...length,
    'x-cache': `${xCache} from cloudfront`,
    via: '1.1 edge.local (CloudFront)',
    'x-amz-cf-pop': 'LOC50-P1',
  });
  if (message.method === 'HEAD' || status === 304) {
    if (body instanceof Readable) body.destroy();
    response.end();
  } else if (body instanceof Readable) await pipeline(body, response);
  else response.end(body);
}

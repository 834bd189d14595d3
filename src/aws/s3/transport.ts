import type { HttpAnswer } from './answer.ts';
import { type Connection, type HttpRequest, openConnection } from './connection.ts';
import type { ExchangeBounds } from './exchange-bounds.ts';
import type { Endpoint } from './place.ts';

/** Sends one request; rejects when there is no whole answer. */
export type Send = (endpoint: Endpoint, request: HttpRequest, signal: AbortSignal) => Promise<HttpAnswer>;

/** HTTP over connections that stay open, without a layer between: a deployment is thousands of small requests. */
export function transport(bounds?: ExchangeBounds, ca?: string): Send {
  const idle = new Map<string, Connection[]>();
  return async (endpoint, request, signal) => {
    const place = `${endpoint.secure} ${endpoint.hostname} ${endpoint.port}`;
    const waiting = idle.get(place) ?? [];
    idle.set(place, waiting);
    const connection = lastOpen(waiting) ?? openConnection(endpoint, bounds, ca);
    const answer = await connection.send(request, signal);
    if (connection.isOpen()) waiting.push(connection);
    return answer;
  };
}

/** The one that was used last is the least likely to have been closed by S3. */
function lastOpen(connections: Connection[]): Connection | undefined {
  for (let last = connections.pop(); last; last = connections.pop()) if (last.isOpen()) return last;
  return undefined;
}

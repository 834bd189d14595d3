import * as http from 'node:http';
import * as https from 'node:https';
import type { Proxies } from '../../domain/proxies.ts';
import { demandNotTooLong, type HttpAnswer } from './answer.ts';
import { type ExchangeBounds, exchangeBounds, failWhenSlow, silent } from './exchange-bounds.ts';
import type { Send } from './transport.ts';

/** HTTP through a proxy, or past it where the environment says so: Node's own client knows how, and is quick enough for that. */
export function proxiedTransport(proxies: Proxies, bounds: ExchangeBounds = exchangeBounds, ca?: string): Send {
  const agents = {
    http: new http.Agent({ keepAlive: true }),
    https: new https.Agent({ keepAlive: true, proxyEnv: proxies, ...(ca === undefined ? {} : { ca }) }),
  };
  return ({ secure, hostname, port }, { method, path, headers, body }, signal) =>
    new Promise((resolve, reject) => {
      const [client, agent] = secure ? [https, agents.https] : [http, agents.http];
      const request = client.request({ method, hostname, port, path, headers, agent, signal });
      request.once('response', (message) => wholeAnswer(message).then(resolve, reject));
      request.once('error', (error) => reject(signal.aborted ? signal.reason : error));
      request.setTimeout(bounds.idleMilliseconds, () => request.destroy(silent(bounds)));
      request.once('socket', (socket) => {
        const slowness = failWhenSlow(socket, bounds, (error) => request.destroy(error));
        request.once('close', () => clearInterval(slowness));
      });
      request.end(body);
    });
}

async function wholeAnswer(message: http.IncomingMessage): Promise<HttpAnswer> {
  const pieces: Buffer[] = [];
  let received = 0;
  for await (const piece of message as AsyncIterable<Buffer>) {
    pieces.push(piece);
    received += piece.length;
    demandNotTooLong(received);
  }
  const headers = Object.entries(message.headers).map(([name, value = '']) => [name, [value].flat().join(', ')]);
  return { status: message.statusCode ?? 0, headers: Object.fromEntries(headers), body: Buffer.concat(pieces) };
}

import { createServer } from 'node:http';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { closeServer, listen } from '../core/endpoint.ts';
import type { CloudRequest, CloudResponse } from '../core/service.ts';

/** A website of S3 on a loopback port of its own: no name leads there. */
export interface WebsiteListener {
  readonly url: string;
  close(): Promise<void>;
}

export async function startWebsite(
  answer: (request: CloudRequest) => Promise<CloudResponse>,
  port = 0,
): Promise<WebsiteListener> {
  const server = createServer(async (message, response) => {
    try {
      const [path = '/', rawQuery = ''] = (message.url ?? '/').split(/\?(.*)/s);
      const query = new URLSearchParams(rawQuery);
      const { method = 'GET', headers } = message;
      const { status, headers: own, body } = await answer({ method, path, query, rawQuery, headers, body: message });
      response.writeHead(status, own as Record<string, string>);
      if (method === 'HEAD') response.end();
      else if (body instanceof Readable) await pipeline(body, response);
      else response.end(body);
    } catch {
      response.destroy();
    }
  });
  return { url: await listen(server, port), close: () => closeServer(server) };
}

import { readFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { join } from 'node:path';
import { closeServer, listen } from '../cloud/core/endpoint.ts';

/** A registry as public ones are: a token for whoever asks its realm, and blobs from another host. */
export interface TokenRegistry {
  readonly host: string;
  /** The authorization of each request, by who was asked. */
  readonly seen: { readonly registry: string[]; readonly realm: string[]; readonly storage: string[] };
  /** Answers so many of the next requests for blobs with this status. */
  fail(status: number, requests: number): void;
  /** Lets tokens that were given out expire. */
  expire(): void;
  close(): Promise<void>;
}

/** Serves the OCI layout of a folder as `repository`; private ones want `login` at the realm. */
export async function startTokenRegistry(
  folder: string,
  { repository, login }: { readonly repository: string; readonly login?: string },
): Promise<TokenRegistry> {
  const seen: TokenRegistry['seen'] = { registry: [], realm: [], storage: [] };
  const state = { token: 1, failure: { status: 0, left: 0 } };
  const blob = (digest: string) => readFile(join(folder, 'blobs', ...digest.split(':')));
  const storage = createServer(async (request, response) => {
    seen.storage.push(request.headers.authorization ?? '');
    response.end(await blob(request.url?.slice(1) ?? ''));
  });
  const storageUrl = await listen(storage);
  const realm = (request: IncomingMessage, response: ServerResponse) => {
    const given = request.headers.authorization ?? '';
    seen.realm.push(given);
    if (login !== undefined && given !== `Basic ${btoa(login)}`) return response.writeHead(401).end();
    return response.end(JSON.stringify({ token: `token-${state.token}` }));
  };
  const server = createServer(async (request, response) => {
    const { pathname } = new URL(request.url ?? '', 'http://registry');
    if (pathname === '/token') return realm(request, response);
    const given = request.headers.authorization ?? '';
    seen.registry.push(given);
    if (given !== `Bearer token-${state.token}`) {
      const challenge = `Bearer realm="http://${request.headers.host}/token",service="registry",scope="repository:${repository}:pull"`;
      return response.writeHead(401, { 'www-authenticate': challenge }).end();
    }
    const [, kind, reference = ''] = /^\/v2\/.+\/(manifests|blobs)\/(.+)$/.exec(pathname) ?? [];
    if (!pathname.startsWith(`/v2/${repository}/`)) return response.writeHead(404).end();
    if (kind === 'blobs' && state.failure.left-- > 0)
      return response.writeHead(state.failure.status, { 'retry-after': '1' }).end();
    if (kind === 'blobs') return response.writeHead(307, { location: `${storageUrl}/${reference}` }).end();
    const index = JSON.parse(await readFile(join(folder, 'index.json'), 'utf8'));
    const { mediaType, digest } = index.manifests[0];
    return response.setHeader('content-type', mediaType).end(await blob(digest));
  });
  const { host } = new URL(await listen(server));
  return {
    host,
    seen,
    fail: (status, left) => {
      state.failure = { status, left };
    },
    expire: () => {
      state.token++;
    },
    close: async () => {
      await closeServer(server);
      await closeServer(storage);
    },
  };
}

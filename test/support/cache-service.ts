import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { closeServer, listen } from '../cloud/core/endpoint.ts';

/** GitHub's cache, as a runner tells its steps of it. */
export interface CacheService {
  readonly environment: Readonly<Record<string, string>>;
  /** Keys of what was kept to the end. */
  readonly keys: () => readonly string[];
  readonly close: () => Promise<void>;
}

interface State {
  readonly entries: Map<string, Entry>;
  readonly authorization: string;
  url: string;
}

interface Entry {
  content: Buffer;
  readonly blocks: Map<string, Buffer>;
  isFinal: boolean;
}

/**
 * The cache service in its second version, with the blob storage behind it: the calls that BuildKit makes.
 * Source: https://github.com/tonistiigi/go-actions-cache
 */
export async function startCacheService(): Promise<CacheService> {
  const token = runtimeToken();
  const state: State = { entries: new Map(), authorization: `Bearer ${token}`, url: '' };
  const server = createServer((request, response) => {
    answer(state, request, response).catch((error: Error) => response.writeHead(500).end(error.message));
  });
  state.url = `${await listen(server)}/`;
  return {
    environment: {
      ACTIONS_CACHE_SERVICE_V2: 'True',
      ACTIONS_RESULTS_URL: state.url,
      // The first version answers no more.
      ACTIONS_CACHE_URL: `${state.url}gone/`,
      ACTIONS_RUNTIME_TOKEN: token,
    },
    keys: () => [...state.entries].filter(([, { isFinal }]) => isFinal).map(([key]) => key),
    close: () => closeServer(server),
  };
}

/** A token says which scopes its job may read and write; only the service looks at the signature. */
function runtimeToken(): string {
  const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const ac = JSON.stringify([{ Scope: 'refs/heads/main', Permission: 3 }]);
  return [part({ alg: 'HS256', typ: 'JWT' }), part({ ac, nbf: 0, exp: 4_102_444_800 }), 'c2lnbmF0dXJl'].join('.');
}

async function answer(state: State, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const url = new URL(request.url ?? '', 'http://cache');
  const body = await buffer(request);
  const call = /^\/twirp\/github\.actions\.results\.api\.v1\.CacheService\/(\w+)$/.exec(url.pathname)?.[1];
  if (url.pathname.startsWith('/blob/')) return storage(state, request, url, body, response);
  if (!call || request.headers.authorization !== state.authorization) return void response.writeHead(404).end();
  const { key, restore_keys = [] } = JSON.parse(body.toString()) as { key: string; restore_keys?: readonly string[] };
  response
    .writeHead(200, { 'content-type': 'application/json' })
    .end(JSON.stringify(perform(state, call, key, restore_keys)));
}

function perform(state: State, call: string, key: string, restoreKeys: readonly string[]): object {
  const { entries } = state;
  const signed = (name: string) => `${state.url}blob/${encodeURIComponent(name)}?sig=s`;
  switch (call) {
    case 'CreateCacheEntry':
      if (entries.has(key)) return { ok: false };
      entries.set(key, { content: Buffer.alloc(0), blocks: new Map(), isFinal: false });
      return { ok: true, signed_upload_url: signed(key) };
    case 'FinalizeCacheEntryUpload':
      Object.assign(entries.get(key) ?? {}, { isFinal: true });
      return { ok: entries.has(key), entry_id: '1' };
    case 'GetCacheEntryDownloadURL': {
      const final = [...entries].filter(([, { isFinal }]) => isFinal).map(([name]) => name);
      const found = [key, ...restoreKeys].flatMap(
        (wanted) => final.findLast((name) => name.startsWith(wanted)) ?? [],
      )[0];
      return found ? { ok: true, signed_download_url: signed(found), matched_key: found } : { ok: false };
    }
    default:
      throw new Error(`The cache service does not know ${call}.`);
  }
}

/** Block blobs: whole ones, or in blocks that a list then puts together. */
function storage({ entries }: State, request: IncomingMessage, url: URL, body: Buffer, response: ServerResponse): void {
  const entry = entries.get(decodeURIComponent(url.pathname.slice('/blob/'.length)));
  if (!entry) return void response.writeHead(404).end();
  const done = (status: number) => response.writeHead(status, { 'x-ms-request-id': '1' });
  if (request.method === 'GET') {
    const from = Number(/bytes=(\d+)-/.exec(String(request.headers['x-ms-range'] ?? ''))?.[1] ?? 0);
    return void done(from > 0 ? 206 : 200).end(entry.content.subarray(from));
  }
  const kind = url.searchParams.get('comp');
  if (kind === 'block') entry.blocks.set(url.searchParams.get('blockid') ?? '', body);
  else if (kind === 'blocklist') entry.content = Buffer.concat(listed(body.toString(), entry));
  else entry.content = body;
  done(201).end();
}

function listed(list: string, { blocks }: Entry): readonly Buffer[] {
  return [...list.matchAll(/<Latest>([^<]+)<\/Latest>/g)].map(([, id = '']) => blocks.get(id) ?? Buffer.alloc(0));
}

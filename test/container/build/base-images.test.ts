import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { resolveBaseImages } from '../../../src/container/build/base-images.ts';
import type { Credentials } from '../../../src/container/registry.ts';
import { closeServer, listen } from '../../cloud/core/endpoint.ts';
import { quickClock } from '../../support/quick-clock.ts';

const digest = `sha256:${'a'.repeat(64)}`;
const signal = new AbortController().signal;

let folder: string;
let server: Server;
let host: string;
let requests: string[];
let credentials: Credentials | undefined;

/** A registry that tells the digest of everything below `open/` to anybody, and below `token/` to who has a token. */
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'base-images-'));
  requests = [];
  credentials = undefined;
  server = createServer((request, response) => {
    const path = request.url ?? '';
    requests.push(`${request.method} ${path}`);
    if (path.startsWith('/token?')) return response.end(JSON.stringify({ token: 'anonymous' }));
    const isOpen = path.startsWith('/v2/open/') || request.headers.authorization === 'Bearer anonymous';
    const challenge = `Bearer realm="http://${host}/token",service="reg",scope="repository:token/base:pull"`;
    if (path.startsWith('/v2/slow/')) return;
    if (path.startsWith('/v2/down/')) return response.writeHead(503).end();
    if (path.startsWith('/v2/long/'))
      return response.writeHead(401, { 'www-authenticate': `Bearer ${'realm="'.repeat(1_700)}` }).end();
    if (path.startsWith('/v2/endless/') || path === '/endless') {
      const realm = `Bearer realm="http://${host}/endless"`;
      return response
        .writeHead(path === '/endless' ? 200 : 401, { 'www-authenticate': realm })
        .end('x'.repeat(100_000));
    }
    if (path.startsWith('/v2/basic/') && request.headers.authorization === `Basic ${btoa('ada:secret')}`)
      response.writeHead(200, { 'docker-content-digest': digest });
    else if (path.startsWith('/v2/basic/')) response.writeHead(401, { 'www-authenticate': 'Basic realm="x"' });
    else if (isOpen) response.writeHead(200, { 'docker-content-digest': digest });
    else response.writeHead(401, { 'www-authenticate': challenge });
    response.end();
  });
  host = new URL(await listen(server)).host;
});
afterEach(async () => {
  await closeServer(server);
  await rm(folder, { recursive: true });
});

async function resolved(dockerfile: string) {
  await writeFile(join(folder, 'Dockerfile'), dockerfile);
  return resolveBaseImages(
    { workspace: folder, context: '.', dockerfile: undefined },
    {
      buildArguments: [],
      platforms: [{ os: 'linux', architecture: 'amd64' }],
      accessTo: async ({ host, repository }) => ({ host, repository, credentials }),
      clock: quickClock(),
    },
    signal,
  );
}

test('a digest is asked for without a login, by one HEAD request', async () => {
  const { digests, unknown } = await resolved(`FROM ${host}/open/base:1\n`);
  expect(digests).toEqual({ [`${host}/open/base:1`]: digest });
  expect(unknown).toEqual([]);
  expect(requests).toEqual(['HEAD /v2/open/base/manifests/1']);
});

test('a token that anybody gets is taken', async () => {
  const { digests } = await resolved(`FROM ${host}/token/base\n`);
  expect(digests).toEqual({ [`${host}/token/base`]: digest });
  expect(requests[1]).toBe('GET /token?service=reg&scope=repository%3Atoken%2Fbase%3Apull');
  expect(requests[2]).toBe('HEAD /v2/token/base/manifests/latest');
});

test('a login of this machine is given to who asks for it, and to nobody else', async () => {
  credentials = { username: 'ada', password: 'secret' };
  const { digests } = await resolved(`FROM ${host}/basic/base\nFROM ${host}/open/base\n`);
  expect(digests).toEqual({ [`${host}/basic/base`]: digest, [`${host}/open/base`]: digest });
});

test('what needs a login, does not answer in time or is not there stays unknown', async () => {
  const open = ['basic', 'slow', 'long', 'endless', 'down'].map((kind) => `${host}/${kind}/base:1`);
  const images = [...open, '127.0.0.1:1/base:1'];
  const { digests, unknown } = await resolved(images.map((image) => `FROM ${image}\n`).join(''));
  expect(digests).toEqual({});
  const reasons = {
    basic: ' asks for a login',
    slow: ' does not answer in time',
    long: ' asks for a login',
    endless: ': A registry answered with more than 65536 bytes',
    down: ' answers 503',
  };
  const expected = Object.entries(reasons).map(([kind, why]) => `the digest of ${host}/${kind}/base:1 (${host}${why})`);
  expect(unknown.toSorted()).toEqual(
    [...expected, 'the digest of 127.0.0.1:1/base:1 (127.0.0.1:1 cannot be reached)'].toSorted(),
  );
});

test('a Dockerfile that doubles its arguments is refused', async () => {
  const doubling = Array.from({ length: 40 }, (_, number) => `ARG A${number + 1}=$A${number}$A${number}\n`).join('');
  await expect(resolved(`ARG A0=x\n${doubling}FROM $A40\n`)).rejects.toThrow(
    /^The base images of Dockerfile could not be read; nothing was built\. Of the Dockerfile, the value of ARG A14 has more/,
  );
});

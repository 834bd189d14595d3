import { createServer, type RequestListener, type Server } from 'node:http';
import { afterEach, expect, test } from '@jest/globals';
import type { ImageSource, RepositoryWriter } from '../../src/container/registry.ts';
import { registry } from '../../src/container/registry.ts';
import { digestOf } from '../../src/container/verified-content.ts';
import { runProcess } from '../../src/machine/process.ts';
import { scriptedClock } from '../cloud/core/clock.ts';
import { closeServer, listen } from '../cloud/core/endpoint.ts';

const signal = new AbortController().signal;
let server: Server | undefined;
afterEach(async () => {
  if (server) await closeServer(server);
  server = undefined;
});

/** A registry that takes what it is given, as `before` lets it. */
async function started(before: (...asked: Parameters<RequestListener>) => boolean) {
  const asked: string[] = [];
  server = createServer((request, response) => {
    asked.push(`${request.method} ${request.url?.replace(/^\/v2\/clinic\//, '')}`);
    request.resume();
    if (before(request, response)) return;
    request.once('end', () => {
      if (request.method === 'POST') response.writeHead(202, { location: '/v2/clinic/blobs/uploads/1' }).end();
      else response.writeHead(201).end();
    });
  });
  const { host } = new URL(await listen(server));
  return { host, asked };
}

/** Time that passes only by waiting. */
function leapingTime() {
  const time = scriptedClock(new Date('2026-01-01T00:00:00Z'));
  const clock = {
    now: () => time.now(),
    async sleep(milliseconds: number) {
      time.advance(milliseconds);
    },
  };
  return { clock, seconds: () => (time.now().getTime() - Date.parse('2026-01-01T00:00:00Z')) / 1_000 };
}

function image(mountFrom?: ImageSource['mountFrom']): ImageSource {
  const blob = (text: string) => ({ digest: digestOf(Buffer.from(text)), size: text.length, mediaType: 'x' });
  const manifest = { schemaVersion: 2, config: blob('{}'), layers: [blob('layer')] };
  const text = JSON.stringify(manifest);
  const mediaType = 'application/vnd.oci.image.manifest.v1+json';
  const contents = new Map(['{}', 'layer'].map((content) => [blob(content).digest, content]));
  return {
    name: 'an image',
    manifest: { digest: digestOf(Buffer.from(text)), mediaType, text },
    parts: [],
    ...(mountFrom && { mountFrom }),
    async open({ digest }) {
      return (async function* () {
        yield Buffer.from(contents.get(digest) ?? '');
      })();
    },
  };
}

async function push(target: RepositoryWriter, source = image(), attempts?: number): Promise<void> {
  await target.push(source, { attempts, present: async () => new Set<string>() });
  await target.putManifest(source.manifest, attempts);
}

type Answer = (...asked: Parameters<RequestListener>) => unknown;
const outages: Readonly<Record<string, Answer>> = {
  '503 with HTML': (_, response) => response.writeHead(503, { 'content-type': 'text/html' }).end('<html>sorry</html>'),
  '429': (_, response) => response.writeHead(429).end('{"errors":[{"code":"TOOMANYREQUESTS"}]}'),
  '429 with Retry-After': (_, response) => response.writeHead(429, { 'retry-after': '7' }).end(),
  '500': (_, response) => response.writeHead(500).end(),
  resets: (request) => request.socket.destroy(),
};

test.each(Object.entries(outages))('a push outlives 30 s of %s by default', async (_, answer) => {
  const { clock, seconds } = leapingTime();
  const { host } = await started((request, response) => {
    if (seconds() >= 30) return false;
    answer(request, response);
    return true;
  });
  const login = { host, repository: 'clinic', username: 'AWS', password: 'p' };
  await push(registry({ run: runProcess, clock }).writer.repository(login, signal));
  expect(seconds()).toBeGreaterThanOrEqual(30);
  expect(seconds()).toBeLessThan(60);
});

test('an outage that does not end is given up after a minute, with the last answer', async () => {
  const { clock, seconds } = leapingTime();
  const { host } = await started((_, response) => Boolean(response.writeHead(503).end('{}')));
  const login = { host, repository: 'clinic', username: 'AWS', password: 'p' };
  const target = registry({ run: runProcess, clock }).writer.repository(login, signal);
  await expect(push(target)).rejects.toThrow(/^Pushing the blob .* failed, \d+ times in a row\. .* answered 503/);
  expect(seconds()).toBeGreaterThan(40);
  expect(seconds()).toBeLessThan(200);
});

test('Retry-After is honoured', async () => {
  const { clock, seconds } = leapingTime();
  let refused = 0;
  const { host } = await started((_, response) => {
    if (refused++ > 0) return false;
    response.writeHead(429, { 'retry-after': '20' }).end();
    return true;
  });
  const login = { host, repository: 'clinic', username: 'AWS', password: 'p' };
  await registry({ run: runProcess, clock }).writer.repository(login, signal).putManifest(image().manifest, undefined);
  expect(seconds()).toBe(20);
});

test.each([401, 403, 404, 405])('where a mount is refused by %s, the blob is uploaded', async (status) => {
  const { host, asked } = await started((request, response) => {
    if (!request.url?.includes('mount=')) return false;
    response.writeHead(status).end();
    return true;
  });
  const login = { host, repository: 'clinic', username: 'AWS', password: 'p' };
  const target = registry({ run: runProcess, clock: leapingTime().clock }).writer.repository(login, signal);
  await push(target, image({ host, repository: 'other' }));
  expect(asked.filter((line) => line.includes('mount='))).toHaveLength(2);
  expect(asked.filter((line) => line === 'POST blobs/uploads/')).toHaveLength(2);
  expect(asked.filter((line) => line.startsWith('PUT blobs/uploads/'))).toHaveLength(2);
});

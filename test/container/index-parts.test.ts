import { createServer, type Server } from 'node:http';
import { afterEach, expect, test } from '@jest/globals';
import { type ImageSource, registry } from '../../src/container/registry.ts';
import { digestOf } from '../../src/container/verified-content.ts';
import type { StoredManifest } from '../../src/domain/image-manifest.ts';
import { runProcess } from '../../src/machine/process.ts';
import { closeServer, listen } from '../cloud/core/endpoint.ts';
import { quickClock } from '../support/quick-clock.ts';

let server: Server | undefined;
afterEach(async () => {
  if (server) await closeServer(server);
});

const imageType = 'application/vnd.oci.image.manifest.v1+json';
const indexType = 'application/vnd.oci.image.index.v1+json';

function stored(mediaType: string, content: object): StoredManifest {
  const text = JSON.stringify({ schemaVersion: 2, mediaType, ...content });
  return { digest: digestOf(text), mediaType, text };
}

function described({ digest, mediaType, text }: StoredManifest) {
  return { digest, mediaType, size: text.length };
}

test('images of an index are put side by side, and an index in it after them', async () => {
  const config = { mediaType: 'application/vnd.oci.image.config.v1+json', digest: digestOf('{}'), size: 2 };
  const images = [1, 2, 3].map((number) => stored(imageType, { config, layers: [], annotations: { number } }));
  const inner = stored(indexType, { manifests: images.slice(0, 2).map(described) });
  const outer = stored(indexType, { manifests: [...images, inner].map(described) });
  const arrived: string[] = [];
  let release = () => {};
  const all = new Promise<void>((resolve) => {
    release = resolve;
  });
  server = createServer(async (request, response) => {
    const digest = request.url?.split('/').at(-1) ?? '';
    arrived.push(digest);
    if (images.every((image) => arrived.includes(image.digest))) release();
    // No image has its answer before all have been sent.
    if (images.some((image) => image.digest === digest)) await all;
    request.resume();
    response.writeHead(201).end();
  });
  const { host } = new URL(await listen(server));
  const source: ImageSource = {
    name: 'an index',
    manifest: outer,
    parts: [...images, inner],
    open: () => Promise.reject(new Error('The blobs are there.')),
  };
  const login = { host, repository: 'clinic', username: 'AWS', password: 'p' };
  const { writer } = registry({ run: runProcess, clock: quickClock() });
  const present = async (digests: readonly string[]) => new Set(digests);
  await writer.repository(login, AbortSignal.timeout(20_000)).push(source, { attempts: 1, present });
  expect(arrived.slice(0, 3).toSorted()).toEqual(images.map(({ digest }) => digest).toSorted());
  expect(arrived.slice(3)).toEqual([inner.digest]);
}, 30_000);

import { createHash } from 'node:crypto';
import { createServer, type RequestListener, type Server } from 'node:http';
import { afterEach, expect, test } from '@jest/globals';
import { type RepositoryReader, registry } from '../../src/container/registry.ts';
import { UserError } from '../../src/errors.ts';
import { runProcess } from '../../src/machine/process.ts';
import { closeServer, listen } from '../cloud/core/endpoint.ts';
import { quickClock } from '../support/quick-clock.ts';

let server: Server;
afterEach(() => closeServer(server));

const ociIndex = 'application/vnd.oci.image.index.v1+json';
const ociImage = 'application/vnd.oci.image.manifest.v1+json';

/** A repository of a registry that answers so. */
async function repositoryOf(answer: RequestListener): Promise<RepositoryReader> {
  server = createServer(answer);
  const { host } = new URL(await listen(server));
  const login = { host, repository: 'clinic', username: 'AWS', password: 'secret' };
  return registry({ run: runProcess, clock: quickClock() }).reader.repository(login, new AbortController().signal);
}

async function refusalOf(answer: RequestListener): Promise<string> {
  const repository = await repositoryOf(answer);
  const begun = performance.now();
  const error = await repository.image('latest').catch((thrown) => thrown);
  expect(performance.now() - begun).toBeLessThan(30_000);
  expect(error).toBeInstanceOf(UserError);
  return String(error.message);
}

/** Serves an index that has the one below `width` times, `depth` times over; counts the requests. */
function nestedIndexes(depth: number, width: number) {
  const texts = new Map<string, readonly [mediaType: string, text: string]>();
  const stored = (mediaType: string, content: unknown) => {
    const text = JSON.stringify(content);
    const digest = `sha256:${createHash('sha256').update(text).digest('hex')}`;
    texts.set(digest, [mediaType, text]).set('latest', [mediaType, text]);
    return { mediaType, digest, size: text.length };
  };
  const empty = { mediaType: 'x', digest: `sha256:${'0'.repeat(64)}`, size: 0 };
  let child = stored(ociImage, { mediaType: ociImage, config: empty, layers: [] });
  for (let level = 0; level < depth; level++)
    child = stored(ociIndex, { mediaType: ociIndex, manifests: Array(width).fill(child) });
  const counted = { requests: 0 };
  const answer: RequestListener = ({ url = '' }, response) => {
    counted.requests++;
    const [mediaType = '', text] = texts.get(url.split('/').at(-1) ?? '') ?? [];
    response.writeHead(text ? 200 : 404, { 'content-type': mediaType }).end(text);
  };
  return { answer, counted };
}

test.each([
  ['9 levels of 10', 9, 10, 'Its index refers to more than 1000 manifests.'],
  ['20 levels of 1', 20, 1, 'Its index nests indexes more than 8 deep.'],
])('indexes of %s are refused', async (_, depth, width, reason) => {
  const { answer, counted } = nestedIndexes(depth, width);
  expect(await refusalOf(answer)).toMatch(new RegExp(`^The image .* cannot be copied\\. ${reason}`));
  expect(counted.requests).toBeLessThan(1_100);
});

test('an index of indexes is copied with each manifest once, behind those that it refers to', async () => {
  const { answer, counted } = nestedIndexes(3, 2);
  const image = await (await repositoryOf(answer)).image('latest');
  expect(image?.parts.map(({ mediaType }) => mediaType)).toEqual([ociImage, ociIndex, ociIndex]);
  expect(counted.requests).toBe(1 + 2 + 4 + 8);
});

test('a manifest without end is refused', async () => {
  const answer: RequestListener = (_, response) => {
    response.writeHead(200, { 'content-type': ociImage });
    const more = () => {
      while (!response.destroyed && response.write('x'.repeat(65_536)));
      if (!response.destroyed) response.once('drain', more);
    };
    more();
  };
  expect(await refusalOf(answer)).toMatch(/^A registry answered with more than 4194304 bytes\./);
});

test.each([
  ['to nowhere', 'http://['],
  ['to a file', 'file:///etc/passwd'],
  ['to itself', '/v2/clinic/manifests/latest'],
])('a redirect %s is refused', async (_, location) => {
  const message = await refusalOf((_request, response) => response.writeHead(307, { location }).end());
  expect(message).toMatch(/^Reading the image latest .* failed/);
});

test.each([
  ['spaces', ' '.repeat(1_000_000)],
  ['backslashes', `{"message":"${'\\'.repeat(1_000_000)}`],
  ['messages without end', '{"message":"a'.repeat(80_000)],
  ['full stops', '.'.repeat(1_000_000)],
])('a refusal of 1 MB of %s is told shortly', async (_, text) => {
  const message = await refusalOf((_request, response) => response.writeHead(403).end(text));
  expect(message).toMatch(/^Reading the image latest .* failed\. .* answered 403/);
  expect(message.length).toBeLessThan(70_000);
});

test('a configuration that is none tells nothing', async () => {
  const repository = await repositoryOf((_request, response) =>
    response.end(JSON.stringify({ config: { Labels: { a: 1, b: 'c' } }, rootfs: { diff_ids: {} } })),
  );
  const config = { mediaType: 'x', digest: `sha256:${'0'.repeat(64)}`, sizeBytes: 1 };
  expect(await repository.config(config)).toEqual({ labels: { b: 'c' }, diffIds: [] });
});

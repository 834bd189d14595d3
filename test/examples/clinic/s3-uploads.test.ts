import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, test } from '@jest/globals';
import { openUploads } from '../../../examples/clinic/backend/src/files/uploads.ts';

/** Enough of S3 for one object: path-style addresses, as an SDK uses them with an endpoint that is an IP address. */
async function startObjectStore() {
  const objects = new Map<string, { body: Buffer; type: string }>();
  const server = createServer(async (request, response) => {
    const key = new URL(request.url ?? '', 'http://s3').pathname;
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const object = objects.get(key);
    if (request.method === 'PUT')
      objects.set(key, { body: Buffer.concat(chunks), type: request.headers['content-type'] ?? '' });
    if (request.method === 'DELETE') objects.delete(key);
    if (request.method !== 'GET') return void response.writeHead(request.method === 'DELETE' ? 204 : 200).end();
    if (object) return void response.writeHead(200, { 'content-type': object.type }).end(object.body);
    response
      .writeHead(404, { 'content-type': 'application/xml' })
      .end('<Error><Code>NoSuchKey</Code><Message>gone</Message></Error>');
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return { objects, server, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
}

const saved = { ...process.env };
afterEach(() => {
  process.env = { ...saved };
});

describe('uploads in S3', () => {
  test('are put under the prefix, come back, and go', async () => {
    const store = await startObjectStore();
    Object.assign(process.env, {
      AWS_ENDPOINT_URL: store.url,
      AWS_REGION: 'us-east-1',
      AWS_ACCESS_KEY_ID: 'AKIAEXAMPLE',
      AWS_SECRET_ACCESS_KEY: 'example',
    });
    const uploads = openUploads({ kind: 's3', bucket: 'clinic-files', prefix: 'dev/' });
    await uploads.put('7/a', new TextEncoder().encode('bytes'), 'text/plain');
    expect([...store.objects.keys()]).toEqual(['/clinic-files/dev/7/a']);
    expect(await new Response(await uploads.get('7/a')).text()).toBe('bytes');
    await uploads.delete('7/a');
    await expect(uploads.get('7/a')).rejects.toThrow('gone');
    store.server.close();
    store.server.closeAllConnections();
  });
});

import { once } from 'node:events';
import { createServer } from 'node:http';
import { afterEach, describe, expect, test } from '@jest/globals';
import { pageOf } from '../../../examples/clinic/frontend/src/routing/page.ts';
import { loadRuntimeConfig } from '../../../examples/clinic/frontend/src/runtime-config.ts';

describe('the page that a URL means', () => {
  test.each([
    ['/', { name: 'requests', state: null }],
    ['/requests?state=paid', { name: 'requests', state: 'paid' }],
    ['/requests/?state=lost', { name: 'requests', state: null }],
    ['/requests/42', { name: 'request', id: 42 }],
    ['/requests/new', { name: 'new-request' }],
    ['/requests/007', { name: 'not-found' }],
    ['/reports/', { name: 'reports' }],
    ['/reports/x', { name: 'not-found' }],
  ])('%s', (path, expected) => {
    expect(pageOf(new URL(path, 'https://app.example.com'))).toEqual(expected);
  });
});

describe('the configuration of the site', () => {
  const fetchOfTheMachine = globalThis.fetch;
  afterEach(() => {
    globalThis.fetch = fetchOfTheMachine;
  });

  /** A browser's fetch takes a path; here it is the path on a server that gives this answer. */
  async function loadFrom(type: string, body: string) {
    const server = createServer((_request, response) => response.writeHead(200, { 'content-type': type }).end(body));
    await once(server.listen(0, '127.0.0.1'), 'listening');
    const address = server.address();
    const port = typeof address === 'object' && address ? address.port : 0;
    globalThis.fetch = (path) => fetchOfTheMachine(`http://127.0.0.1:${port}${String(path)}`);
    try {
      return await loadRuntimeConfig();
    } finally {
      server.close();
      server.closeAllConnections();
    }
  }

  test('says where the API is', async () => {
    const json = JSON.stringify({ API_URL: 'https://api.example.com/', DEMO_HINT: 'Try it' });
    expect(await loadFrom('application/json', json)).toEqual({ apiUrl: 'https://api.example.com', demoHint: 'Try it' });
  });

  test('is the same host where the fallback page comes in its place', async () => {
    expect(await loadFrom('text/html', '<!doctype html>')).toEqual({ apiUrl: '', demoHint: '' });
  });
});

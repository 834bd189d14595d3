import { createServer } from 'node:http';
import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import { expect, test } from '@jest/globals';
import { repositoryClients } from '../../src/container/repository-client.ts';
import { systemClock } from '../../src/machine/clock.ts';
import { closeServer, listen } from '../cloud/core/endpoint.ts';
import { startConnectProxy } from '../support/connect-proxy.ts';
import { selfSigned } from '../support/self-signed.ts';

test('a registry is asked through the proxy of the environment', async () => {
  const certificate = selfSigned('registry.test');
  const server = createServer((request, response) => {
    request.resume().once('end', () => response.end(`${request.method} ${request.url}`));
  });
  const proxy = await startConnectProxy({ 'registry.test': await listen(server) }, certificate);
  const trusted = getCACertificates('default');
  setDefaultCACertificates([...trusted, certificate.cert]);
  process.env['HTTPS_PROXY'] = proxy.url;
  try {
    const login = { host: 'registry.test', repository: 'clinic', username: 'AWS', password: 'x' };
    const client = repositoryClients({ clock: systemClock() })(login);
    const content = Promise.resolve(
      (async function* () {
        yield Buffer.from('a blob');
      })(),
    );
    const upload = { sizeBytes: 6, content };
    const { signal } = new AbortController();
    for (const request of [
      { method: 'GET', path: 'manifests/latest' },
      { method: 'PUT', path: 'blobs/uploads/1', body: upload },
    ] as const) {
      const answer = await client.send({ ...request, expects: [200], doing: 'Asking' }, signal);
      const pieces: Buffer[] = [];
      for await (const piece of answer) pieces.push(piece);
      expect(Buffer.concat(pieces).toString()).toBe(`${request.method} /v2/clinic/${request.path}`);
    }
    expect(new Set(proxy.tunnels)).toEqual(new Set(['registry.test:443']));
  } finally {
    delete process.env['HTTPS_PROXY'];
    setDefaultCACertificates(trusted);
    await proxy.close();
    await closeServer(server);
  }
});

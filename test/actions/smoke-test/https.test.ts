import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { selfSigned } from '../../support/self-signed.ts';
import { type Answer, startServer, type TestServer } from './support/server.ts';
import { findings, smoke } from './support/smoke.ts';

const right = selfSigned('localhost');
const other = selfSigned('other.example');
const answers = { plain: (): Answer => ({}), secure: (): Answer => ({}) };
let secure: TestServer;
let wrongHost: TestServer;
let plain: TestServer;

beforeAll(async () => {
  secure = await startServer(() => answers.secure(), { ...right, minVersion: 'TLSv1.3' });
  wrongHost = await startServer(() => ({}), other);
  plain = await startServer(() => answers.plain());
});

afterAll(() => Promise.all([secure, wrongHost, plain].map((server) => server.close())));

async function check(options: string, url = secure.url, ca: string | undefined = right.cert + other.cert) {
  const suite = `name: s\nchecks:\n  - { name: c, https: { url: "${url}"${options} } }`;
  return findings(await smoke(suite, ca === undefined ? {} : { ca }), 'c');
}

test('a right server holds', async () => {
  answers.plain = () => ({ status: 301, headers: { location: 'https://localhost/' } });
  answers.secure = () => ({ headers: { 'strict-transport-security': 'max-age=63072000' } });
  expect(await check(`, min-days: 20, min-tls: TLSv1.3, hsts: true, redirect-from: "${plain.url}"`)).toEqual([]);
});

describe('what is wrong is found', () => {
  test('a certificate that ends soon', async () => {
    expect(await check(', min-days: 60')).toEqual([
      expect.stringMatching(/^certificate \| valid for 60 days more \| 29 days, until \d{4}-\d\d-\d\d$/),
    ]);
  });

  test('a certificate that nobody vouches for', async () => {
    expect(await check('', secure.url, '')).toEqual([expect.stringContaining('the certificate is self-signed')]);
  });

  test('a certificate for another host', async () => {
    expect(await check('', wrongHost.url)).toEqual([expect.stringContaining('the certificate is for another host')]);
  });

  test('no HSTS', async () => {
    answers.secure = () => ({ headers: { 'strict-transport-security': 'max-age=0' } });
    expect(await check(', hsts: true')).toEqual(['strict-transport-security | with max-age above 0 | max-age=0']);
  });

  test('a page over plain HTTP', async () => {
    answers.plain = () => ({ body: 'hello' });
    expect(await check(`, redirect-from: "${plain.url}/"`)).toEqual([
      `status of ${plain.url}/ | 301 or 308 | 200`,
      expect.stringMatching(/^redirect of .* \| to https:\/\/localhost:\d+ \| none$/),
    ]);
  });

  test('a temporary redirect to another host', async () => {
    answers.plain = () => ({ status: 302, headers: { location: 'https://elsewhere.example/?code=c0de' } });
    expect(await check(`, redirect-from: "${plain.url}/"`)).toEqual([
      `status of ${plain.url}/ | 301 or 308 | 302`,
      expect.stringMatching(/ \| https:\/\/elsewhere\.example$/),
    ]);
  });
});

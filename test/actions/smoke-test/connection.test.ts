import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createServer as createPlainServer } from 'node:http';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { selfSigned } from '../../support/self-signed.ts';
import { type Answer, json, startServer, type TestServer } from './support/server.ts';
import { findings, smoke } from './support/smoke.ts';

let server: TestServer;

beforeAll(async () => {
  server = await startServer(({ path, method, headers }): Answer => {
    switch (path) {
      case '/one':
        return { status: 302, headers: { location: '/two' } };
      case '/two':
        return { status: 301, headers: { location: '/three' } };
      case '/three':
        return json({}, 200, {
          'set-cookie': ['a=1; Max-Age=3600', 'b=2; Expires=Wed, 13 Jan 2021 22:23:01 GMT', 'c=3'],
        });
      case '/basic':
        return json({}, headers.authorization === `Basic ${btoa('ada:p4ssword')}` ? 200 : 401);
      case '/events-at-end':
        return {
          headers: { 'content-type': 'text/event-stream' },
          body: 'data: 1\n\nevent: x\ndata: a\ndata: b\nid: 7\n\ndata: cut',
        };
      default:
        return digestAnswer(path, method, headers.authorization);
    }
  });
});

afterAll(() => server.close());

/** A server that asks for a digest, in the words of RFC 7616. */
function digestAnswer(path: string, method: string, authorization = ''): Answer {
  const algorithm = { '/digest-md5': 'MD5', '/digest-sha?a=b,c': 'SHA-256', '/digest-sess': 'MD5-sess' }[path] ?? '';
  const qop = path === '/digest-old' ? '' : ', qop="auth,auth-int"';
  const named = algorithm === '' ? '' : `, algorithm=${algorithm}`;
  const challenge = `Digest realm="the \\"realm\\", ours", nonce="n0nce"${qop}${named}, opaque="op"`;
  const refused = { status: 401, headers: { 'www-authenticate': ['Basic realm="x"', challenge] } };
  const given = new Map(
    [...authorization.matchAll(/(\w+)=(?:"((?:[^"\\]|\\.)*)"|([^,\s]+))/g)].map(([, n = '', q, p]) => [
      n,
      q ?? p ?? '',
    ]),
  );
  const hash = (text: string) =>
    createHash(algorithm === 'SHA-256' ? 'sha256' : 'md5')
      .update(text)
      .digest('hex');
  const user = hash('ada:the "realm", ours:p4ssword');
  const first = algorithm.endsWith('-sess') ? hash(`${user}:n0nce:${given.get('cnonce')}`) : user;
  const second = hash(`${method}:${given.get('uri')}`);
  const parts = qop === '' ? ['n0nce'] : ['n0nce', given.get('nc'), given.get('cnonce'), given.get('qop')];
  const isRight = given.get('response') === hash([first, ...parts, second].join(':')) && given.get('uri') === path;
  return isRight && given.get('opaque') === 'op' ? json({ user: given.get('username') }) : refused;
}

const run = (check: string, options: Parameters<typeof smoke>[1] = {}) =>
  smoke(`name: s\nvariables: { PASSWORD: "" }\nchecks:\n  - { name: c, ${check} }`, {
    ...options,
    inputs: { 'api-url': server.url, 'secrets-from': 'PASSWORD=P', ...options.inputs },
    environment: { P: 'p4ssword', ...options.environment },
  });
const found = async (check: string, options: Parameters<typeof smoke>[1] = {}) =>
  findings(await run(check, options), 'c');

describe('redirects on the way', () => {
  const hops = (list: string) => found(`get: "\${API}/one", follow: true, expect: { redirects: [${list}] }`);

  test('hold and fail', async () => {
    expect(await hops('{ status: 302, to: "${API}/two" }, { to: { ends-with: /three } }')).toEqual([]);
    expect(await hops('{ status: 301 }, { to: "${API}/two" }')).toEqual([
      'status of redirect 1 | 301 | 302',
      expect.stringMatching(/^redirect 2 \| "http.*\/two" \| another address at http/),
    ]);
    expect(await hops('{ status: 302 }')).toEqual([expect.stringMatching(/^redirects \| 1 \| 2: 302 another address/)]);
  });

  test('lead to an address', async () => {
    const at = (url: string) => found(`get: "\${API}/one", follow: true, expect: { url: "${url}" }`);
    expect(await at('${API}/three')).toEqual([]);
    expect(await at('${API}/two')).toEqual([expect.stringMatching(/^address of the response \| ".*\/two" \| another/)]);
  });
});

describe('headers that are sent several times, and the end of cookies', () => {
  const three = (expectation: string) => found(`get: "\${API}/three", expect: { ${expectation} }`);

  test('are counted', async () => {
    expect(await three('header-counts: { set-cookie: 3, x-none: 0, Content-Type: { at-least: 1 } }')).toEqual([]);
    expect(await three('header-counts: { set-cookie: { less-than: 3 } }')).toEqual([
      'number of headers set-cookie | less than 3 | 3',
    ]);
  });

  test('is a date, from Max-Age or Expires', async () => {
    const now = 'a: { expires: { within: { seconds: 5, of: "${NOW} +1h" } } }';
    expect(await three(`cookies: { ${now}, c: { expires: { exists: false } } }`)).toEqual([]);
    expect(
      await three('cookies: { a: { expires: { after: "${NOW} +2h" } }, c: { expires: { exists: true } } }'),
    ).toEqual([
      expect.stringMatching(/^end of cookie a \| a date after .* \+2h \| \d{4}-/),
      'end of cookie c | a value | none',
    ]);
    expect(await three('cookies: { b: { expires: "2021-01-13T22:23:01.000Z" } }')).not.toContainEqual(
      expect.stringContaining('end of cookie'),
    );
  });
});

describe('who asks', () => {
  test.each(['digest-md5', 'digest-sha?a=b,c', 'digest-sess', 'digest-old'])('%s, as curl answers', async (path) => {
    const curl = await promisify(execFile)('curl', ['-s', '--digest', '-u', 'ada:p4ssword', `${server.url}/${path}`]);
    expect(curl.stdout).toBe('{"user":"ada"}');
    const auth = 'auth: { digest: { username: ada, password: "${PASSWORD}" } }';
    expect(await found(`get: "\${API}/${path}", ${auth}, expect: { json: { $.user: ada } }`)).toEqual([]);
    const wrong = 'auth: { digest: { username: bob, password: "${PASSWORD}" } }';
    const ended = await run(`get: "\${API}/${path}", ${wrong}`);
    expect(findings(ended, 'c')).toEqual([expect.stringContaining('status | 200–299 | 401')]);
    expect(ended.shown.report).toContain("curl -i --digest -u 'bob'");
    expect(JSON.stringify(ended.shown)).not.toContain('p4ssword');
  });

  test('a user and a password', async () => {
    const auth = (user: string) =>
      `get: "\${API}/basic", auth: { basic: { username: ${user}, password: "\${PASSWORD}" } }`;
    expect(await found(auth('ada'))).toEqual([]);
    const ended = await run(auth('bob'));
    expect(findings(ended, 'c')).toEqual([expect.stringContaining('401')]);
    expect(JSON.stringify(ended.shown)).not.toContain('p4ssword');
    expect(JSON.stringify(ended.shown)).not.toContain(btoa('bob:p4ssword'));
  });
});

describe('server-sent events', () => {
  test('are a list, and a stream that goes on is left', async () => {
    const stream = createPlainServer((_, response) => {
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      let count = 0;
      const timer = setInterval(
        () => response.write(`: note\r\nevent: tick\r\ndata: {"count":${(count += 1)}}\r\n\r\n`),
        10,
      );
      response.on('close', () => clearInterval(timer));
    }).listen(0, '127.0.0.1');
    await once(stream, 'listening');
    const url = `http://127.0.0.1:${(stream.address() as AddressInfo).port}`;
    const expected = '"$[1]": { event: tick, data: { count: 2 }, id: "" }, $: { length: { at-least: 2 } }';
    expect(await found(`get: "${url}", events: 2, expect: { json: { ${expected} } }`)).toEqual([]);
    expect(
      await found(`get: "${url}", events: 3, timeout-seconds: 5, expect: { json: { "$[2].data.count": 4 } }`),
    ).toEqual(['$[2].data.count | 4 | another number']);
    stream.closeAllConnections();
    stream.close();
  });

  test('only whole events count', async () => {
    const events = '[{ event: message, data: 1, id: "" }, { event: x, data: "a\\nb", id: "7" }]';
    expect(await found(`get: "\${API}/events-at-end", expect: { json: { $: ${events} } }`)).toEqual([]);
  });
});

describe('certificates', () => {
  const ours = selfSigned('localhost', 'www.example.test');
  const client = selfSigned('client.test');
  const other = selfSigned('other.test');
  const tls = createServer(
    { ...ours, ca: client.cert, requestCert: true, rejectUnauthorized: false },
    (request, response) => {
      const { authorized } = request.socket as unknown as { authorized: boolean };
      response.writeHead(authorized ? 200 : 403, { 'content-type': 'application/json' }).end('{}');
    },
  );
  let url = '';

  beforeAll(async () => {
    tls.listen(0, '127.0.0.1');
    await once(tls, 'listening');
    url = `https://localhost:${(tls.address() as AddressInfo).port}/`;
  });
  afterAll(() => {
    tls.closeAllConnections();
    tls.close();
  });

  test('their fields hold and fail', async () => {
    const fields = (text: string) =>
      found(`get: "${url}", expect: { status: 403, certificate: { ${text} } }`, { ca: ours.cert });
    expect(
      await fields(
        'subject: localhost, issuer: localhost, names: { contains: www.example.test }, valid-from: { before: "${NOW}" }, valid-to: { after: "${NOW} +20d", before: "${NOW} +31d" }, sha256: { matches: "^[0-9a-f]{64}$" }, serial-number: { matches: "^[0-9A-F]+$" }',
      ),
    ).toEqual([]);
    expect(await fields('names: { contains: api.example.test }, valid-to: { after: "${NOW} +60d" }')).toEqual([
      'names of the certificate | something with "api.example.test" in it | localhost, www.example.test',
      expect.stringMatching(/^valid-to of the certificate \| a date after .* \+60d \| \d{4}-\d\d-\d\dT/),
    ]);
    expect(await found('get: "${API}/basic", expect: { status: 401, certificate: { subject: x } }')).toEqual([
      'connection | TLS | plain HTTP',
    ]);
  });

  test('one of ours is shown to the server, and its key to nobody', async () => {
    const certificate = 'client-certificate: { certificate: "${CERTIFICATE}", key: "${CLIENT_KEY}" }';
    const as = (pair: typeof client) =>
      run(`get: "${url}", ${certificate}`, {
        ca: ours.cert,
        inputs: { 'secrets-from': 'CERTIFICATE=C\nCLIENT_KEY=K' },
        environment: { C: pair.cert, K: pair.key },
      });
    expect(findings(await as(client), 'c')).toEqual([]);
    const refused = await as(other);
    expect(findings(refused, 'c')).toEqual([expect.stringContaining('status | 200–299 | 403')]);
    expect(JSON.stringify(refused.shown)).not.toContain(other.key.split('\n')[1]);
    const broken = await as({ cert: client.cert, key: 'no key at all' });
    expect(broken.outputs).toMatchObject({ failed: 1, 'safe-to-rollback': false });
  });
});

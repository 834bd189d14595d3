import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { json, startServer, type TestServer } from './support/server.ts';
import { findings, smoke, statuses } from './support/smoke.ts';

let server: TestServer;

beforeAll(async () => {
  server = await startServer(({ method, path, headers, body }) => {
    switch (path) {
      case '/health':
        return json({ ok: true, items: [{ id: 7, name: 'first' }], note: 'all is well' }, 200, { 'x-kind': 'a, b' });
      case '/echo':
        return json({ method, type: headers['content-type'] ?? null, body: body.toString() });
      case '/login':
        return json({}, 200, {
          'set-cookie': ['sid=0123456789abcdef; HttpOnly; Path=/; SameSite=Lax', 'theme=dark; Path=/; SameSite=None'],
        });
      case '/moved':
        return { status: 301, headers: { location: '/health' } };
      case '/page':
        return { headers: { 'content-type': 'text/html' }, body: '<h1>Sign in</h1>' };
      default:
        return json({ error: 'no such thing' }, 404);
    }
  });
});

afterAll(() => server.close());

/** Runs one check that asks for this path with these expectations, in YAML's flow style. */
async function check(path: string, expectation: string, more = '') {
  const suite = `name: s\nchecks:\n  - name: c\n    get: \${API}${path}\n    expect: ${expectation}\n${more}`;
  return smoke(suite, { inputs: { 'api-url': server.url } });
}

describe('each expectation holds and fails', () => {
  test.each([
    [
      '/health',
      '{ status: 200 }',
      '{ status: [201, 204] }',
      /^status \| 201 or 204 \| 200 with 66 bytes of application\/json$/,
    ],
    ['/health', '{}', '{ redirect: /x }', /^status \| 300–399 \| 200/],
    ['/nothing', '{ status: 404 }', '{}', /^status \| 200–299 \| 404 with 25 bytes of application\/json$/],
    ['/health', '{ json: { $.ok: true } }', '{ json: { $.ok: "true" } }', /^\$\.ok \| "true" \| a boolean$/],
    ['/health', '{ json: { "$.items[0].id": 7 } }', '{ json: { "$.items[1].id": 7 } }', /\| 7 \| nothing$/],
    [
      '/health',
      '{ json: { "$.items[-1]": { id: 7, name: first } } }',
      '{ json: { "$.items[-1]": { id: 7, name: x } } }',
      /\| another object with 2 members$/,
    ],
    [
      '/health',
      '{ json: { $.items: { length: 1 } } }',
      '{ json: { $.items: { length: 2 } } }',
      /2 items or characters \| a list of 1 item$/,
    ],
    [
      '/health',
      '{ json: { $.items: { contains: { id: 7 } } } }',
      '{ json: { $.items: { contains: { id: 8 } } } }',
      /"id":8/,
    ],
    [
      '/health',
      '{ json: { $.note: { matches: "^all", contains: well } } }',
      '{ json: { $.note: { matches: "^well" } } }',
      /\^well/,
    ],
    [
      '/health',
      '{ json: { $.nope: { exists: false } } }',
      '{ json: { $.nope: { exists: true } } }',
      /a value \| nothing/,
    ],
    [
      '/health',
      '{ json: { $.ok: { one-of: [true, 1] } } }',
      '{ json: { $.ok: { one-of: [1] } } }',
      /one of \[1\] \| a boolean$/,
    ],
    [
      '/health',
      '{ json: { "$.items[0].id": { at-least: 7, at-most: 7 } } }',
      '{ json: { "$.items[0].id": { at-least: 8 } } }',
      /8 or more \| a number$/,
    ],
    [
      '/health',
      '{ json: { $.note: { not-contains: bad } } }',
      '{ json: { $.note: { not-contains: well } } }',
      /without "well"/,
    ],
    ['/page', '{ body: { contains: Sign } }', '{ json: { $.ok: true } }', /^body \| JSON \| 16 bytes of text\/html$/],
    [
      '/page',
      '{ body: { matches: "<h1>" } }',
      '{ body: { contains: Welcome } }',
      /Welcome.*\| 16 bytes of text\/html$/,
    ],
    [
      '/health',
      '{ headers: { X-Kind: "a, b" } }',
      '{ headers: { x-kind: a } }',
      /^header x-kind \| "a" \| another text of 4 characters$/,
    ],
    [
      '/health',
      '{ headers: { x-none: { exists: false } } }',
      '{ headers: { x-none: { exists: true } } }',
      /a value \| nothing/,
    ],
    [
      '/moved',
      '{ status: 301, redirect: "${API}/health" }',
      '{ redirect: "${API}/login" }',
      /^redirect \| .*\/login" \| another address at http:\/\/127\.0\.0\.1:\d+$/,
    ],
    [
      '/health',
      '{ duration-ms: 20000 }',
      '{ sha256: "00" }',
      /^SHA-256 of the body \| 00 \| another one \(\d+ bytes\)$/,
    ],
    [
      '/login',
      '{ cookies: { sid: { httpOnly: true, secure: false, sameSite: Lax, path: / } } }',
      '{ cookies: { sid: { secure: true } } }',
      /^secure of cookie sid \| "true" \| "false"$/,
    ],
    [
      '/login',
      '{ cookies: { nope: { exists: false } } }',
      '{ cookies: { nope: {} } }',
      /^cookie nope \| set \| not set; set: sid, theme$/,
    ],
    [
      '/login',
      '{ cookies: { sid: { value: { matches: "^0123" } } } }',
      '{ cookies: { sid: { value: x } } }',
      /^value of cookie sid \| "x" \| another value$/,
    ],
    [
      '/login',
      '{ cookies: { sid: { maxAge: "", domain: "" } } }',
      '{ cookies: { theme: {} } }',
      /browsers refuse it: SameSite=None without Secure/,
    ],
  ])('%s %s, but not %s', async (path, holding, failing, finding) => {
    const good = await check(path, holding);
    expect(findings(good, 'c')).toEqual([]);
    expect(good.outputs).toMatchObject({ passed: 1, failed: 0, changed: false, 'failed-checks': [] });
    const bad = await check(path, failing);
    expect(findings(bad, 'c')).toEqual([expect.stringMatching(finding)]);
    expect(bad.outputs).toMatchObject({ passed: 0, failed: 1, 'failed-checks': ['c'], 'safe-to-rollback': true });
    expect(bad.failure?.message).toContain('The smoke test failed: c.');
  });

  test('a time that is too long', async () => {
    const slow = await startServer(async () => {
      await new Promise((resolve) => setTimeout(resolve, 30));
      return json({});
    });
    const suite = 'name: s\nchecks:\n  - { name: c, get: "${API}", expect: { duration-ms: 1 } }';
    const ended = await smoke(suite, { inputs: { 'api-url': slow.url } });
    expect(findings(ended, 'c')).toEqual([expect.stringMatching(/^duration \| at most 1 ms \| \d+ ms$/)]);
    await slow.close();
  });
});

describe('what is sent', () => {
  const send = async (body: string, expected: string) =>
    smoke(
      `name: s\nvariables: { N: 5, TEXT: 'a&b "c"' }\nchecks:\n  - name: c\n    post: \${API}/echo\n    body: ${body}\n    expect: { json: ${expected} }`,
      { inputs: { 'api-url': server.url } },
    );

  test.each([
    [
      '{ json: { n: "${N}", t: "n=${N}", deep: ["${TEXT}"] } }',
      `{ $.type: application/json, $.body: '{"n":5,"t":"n=5","deep":["a&b \\"c\\""]}' }`,
    ],
    [
      '{ form: { a: "${TEXT}", b: 1 } }',
      "{ $.type: application/x-www-form-urlencoded, $.body: 'a=a%26b+%22c%22&b=1' }",
    ],
    ['{ text: "hello ${N}", type: text/markdown }', '{ $.type: text/markdown, $.body: hello 5 }'],
    [
      '{ multipart: { who: me, file: { text: hi, filename: a.txt, type: text/plain } } }',
      `{ $.type: { matches: "^multipart/form-data; boundary=" }, $.body: { contains: 'filename="a.txt"' } }`,
    ],
  ])('%s', async (body, expected) => {
    const ended = await send(body, expected);
    expect(findings(ended, 'c')).toEqual([]);
  });

  test('random bytes arrive, and their SHA-256 is known', async () => {
    const store = new Map<string, Buffer>();
    const uploads = await startServer(({ method, path, headers, body }) => {
      if (method === 'GET') return { body: store.get(path) ?? '' };
      const boundary = /boundary=(.+)$/.exec(headers['content-type'] ?? '')?.[1] ?? '';
      const from = body.indexOf('\r\n\r\n') + 4;
      store.set('/files/1', body.subarray(from, body.lastIndexOf(`\r\n--${boundary}--`)));
      return json({ id: 1 }, 201);
    });
    const suite = `
name: s
checks:
  - name: upload
    post: \${API}/files
    body: { multipart: { file: { random-bytes: 2048, filename: r.bin } } }
    capture: { ID: $.id, SENT: body.sha256-sent }
  - name: download
    get: \${API}/files/\${ID}
    expect: { sha256: "\${SENT}" }
  - name: other bytes
    get: \${API}/files/2
    expect: { sha256: "\${SENT}" }
`;
    const ended = await smoke(suite, { inputs: { 'api-url': uploads.url } });
    expect(statuses(ended)).toEqual(['upload: passed', 'download: passed', 'other bytes: failed']);
    expect(store.get('/files/1')).toHaveLength(2048);
    await uploads.close();
  });
});

test('a redirect is followed when asked for', async () => {
  const ended = await check('/moved', '{ json: { $.ok: true } }', '    follow: true\n');
  expect(statuses(ended)).toEqual(['c: passed']);
});

test('nothing listens there: the check fails with the reason, and the others run', async () => {
  const suite = `
name: s
checks:
  - { name: dead, get: "http://127.0.0.1:1/" }
  - { name: alive, get: "\${API}/health" }
`;
  const ended = await smoke(suite, { inputs: { 'api-url': server.url } });
  expect(statuses(ended)).toEqual(['dead: failed', 'alive: passed']);
  expect(findings(ended, 'dead')).toEqual([expect.stringContaining('the connection was refused')]);
});

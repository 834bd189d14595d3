import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { json, startServer, type TestServer } from './support/server.ts';
import { findings, smoke, statuses } from './support/smoke.ts';

let server: TestServer;

beforeAll(async () => {
  server = await startServer(({ path, headers, body }) =>
    json({ path, version: headers['x-version'] ?? null, sent: body.toString(), number: 1.1, zip: '01067' }, 200, {
      'x-version': '1.10',
      'set-cookie': 'build=007; Path=/',
    }),
  );
});

afterAll(() => server.close());

test('where a text is meant, a value is what was written; in JSON it has its type', async () => {
  const suite = `
name: s
variables: { VERSION: 1.10, ZIP: 01067, ON: True }
checks:
  - name: header, query and form
    post: \${API}/v/\${VERSION}?zip=\${ZIP}&on=\${ON}
    headers: { x-version: 1.10 }
    body: { form: { zip: 01067, hex: 0x10, on: True } }
    expect:
      headers: { x-version: 1.10 }
      cookies: { build: { value: 007, path: / } }
      json:
        $.path: /v/1.10?zip=01067&on=True
        $.version: "1.10"
        $.sent: zip=01067&hex=0x10&on=True
        $.number: 1.10
        $.zip: "\${ZIP}0"
  - name: json
    post: \${API}/
    body: { json: { version: "\${VERSION}", zip: 01067, text: "v\${VERSION}" } }
    expect: { json: { $.sent: '{"version":1.10,"zip":1067,"text":"v1.10"}' } }
  - name: round \${ROUND}
    for-each: { ROUND: [1.0, 02] }
    get: \${API}/\${ROUND}
    expect: { json: { $.path: "/\${ROUND}" }, headers: { x-version: { equals: 1.10 } } }
`;
  const ended = await smoke(suite, { inputs: { 'api-url': server.url } });
  expect(findings(ended, 'header, query and form')).toEqual(['$.zip | "010670" | another text of 5 characters']);
  expect(statuses(ended).slice(1)).toEqual(['json: passed', 'round 1.0: passed', 'round 02: passed']);
  expect(server.seen.map(({ path }) => path).slice(2)).toEqual(['/1.0', '/02']);
});

test('numbers are compared and handed on as the server sent them, whatever their size', async () => {
  const id = '9007199254740993';
  const seen: string[] = [];
  const api = await startServer(({ path, body }) => {
    seen.push(`${path} ${body.toString()}`);
    return {
      status: 200,
      headers: { 'content-type': 'application/json' },
      body: `{"id":${id},"price":19.90,"rate":2.0,"list":[${id}]}`,
    };
  });
  const suite = `
name: s
checks:
  - name: made
    post: \${API}/records
    expect:
      json:
        $.id: ${id}
        $.price: 19.9
        $.rate: { equals: 2, at-least: 1.99, at-most: 2.000 }
        $.list: { contains: ${id} }
    capture: { ID: $.id, RATE: $.rate }
  - name: used
    delete: \${API}/records/\${ID}?rate=\${RATE}
    body: { json: { id: "\${ID}", neighbours: [9007199254740992, 1.50] } }
  - { name: another, get: "\${API}/", expect: { json: { $.id: 9007199254740992 } } }
  - { name: too small, get: "\${API}/", expect: { json: { $.id: { at-least: 9007199254740994 } } } }
`;
  const ended = await smoke(suite, { inputs: { 'api-url': api.url } });
  await api.close();
  expect(statuses(ended)).toEqual(['made: passed', 'used: passed', 'another: failed', 'too small: failed']);
  expect(seen[1]).toBe(`/records/${id}?rate=2.0 {"id":${id},"neighbours":[9007199254740992,1.50]}`);
});

test('flags and whole numbers are read from what was written', async () => {
  const suite = (status: string, follow: string) =>
    `name: s\nchecks:\n  - { name: c, get: "\${API}/", follow: ${follow}, expect: { status: ${status} } }`;
  const inputs = { 'api-url': server.url };
  expect(statuses(await smoke(suite('"200"', 'TRUE'), { inputs }))).toEqual(['c: passed']);
  await expect(smoke(suite('2e2', 'yes'), { inputs })).rejects.toThrow(
    'got 2e2, but it must be a whole number from 100',
  );
  await expect(smoke(suite('200', 'yes'), { inputs })).rejects.toThrow('got "yes", but it must be true or false');
});

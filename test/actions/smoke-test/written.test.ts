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
    expect: { json: { $.sent: '{"version":1.1,"zip":1067,"text":"v1.10"}' } }
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

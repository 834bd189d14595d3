import { afterAll, beforeAll, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { redaction } from '../../../src/domain/secret/redaction.ts';
import { json, startServer, type TestServer } from './support/server.ts';
import { smoke } from './support/smoke.ts';

const cookie = 'c00kie-value-of-a-session';
const captured = 'captured-token-value';
const bearer = 'bearer-credential-value';
const password = 'p&ss "word" / ü';
const fromEnvironment = 'from the environment';

let server: TestServer;

/** Everything that travels comes back in the answers, so that reports would show it. */
beforeAll(async () => {
  server = await startServer(({ headers, path, body, method }) =>
    json(
      {
        token: captured,
        echo: { method, path, headers, body: body.toString() },
        accessToken: 'unknown-to-us-but-named-so',
        jwt: 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJtZSJ9.c2lnbmF0dXJl',
      },
      path === '/fail' ? 500 : 200,
      { 'set-cookie': `sid=${cookie}; HttpOnly` },
    ),
  );
});

afterAll(() => server.close());

const suite = `
name: s
variables: { PASSWORD: "" }
sessions: [me]
checks:
  - name: login
    session: me
    post: \${API}/login?p=\${PASSWORD}
    headers: { authorization: "Bearer ${bearer}" }
    body: { form: { password: "\${PASSWORD}", other: "\${ENV_SECRET}" } }
    capture: { TOKEN: $.token, PLAIN: { from: $.token, secret: false } }
  - name: fails
    session: me
    post: \${API}/fail
    headers: { authorization: "Bearer ${bearer}", x-token: "\${TOKEN}" }
    body: { json: { password: "\${PASSWORD}", other: "\${ENV_SECRET}" } }
    expect: { json: { $.echo: { exists: false }, $.token: "\${PASSWORD}" }, cookies: { sid: { value: "\${TOKEN}" } } }
    always: [{ delete: "\${API}/fail?token=\${TOKEN}" }]
`;

test.each([
  'false',
  'true',
])('no secret, cookie, credential or captured token is in the log, the summary, the report or the JUnit file (show-response-bodies: %s)', async (shows) => {
  const ended = await smoke(suite, {
    inputs: {
      'api-url': server.url,
      'secrets-from': 'clinic/smoke\nENV_SECRET=MY_SECRET',
      'show-response-bodies': shows,
    },
    environment: { MY_SECRET: fromEnvironment },
    secrets: async () => JSON.stringify({ PASSWORD: password, unused: 'unused-field' }),
  });
  const shown = { ...ended.shown, outputs: JSON.stringify(ended.outputs), plan: String(ended.outputs['plan']) };
  const forms = (value: string) => [value, JSON.stringify(value).slice(1, -1), encodeURIComponent(value)];
  const secrets = [cookie, captured, bearer, password, fromEnvironment].flatMap(forms);
  for (const [where, text] of Object.entries(shown)) {
    for (const secret of secrets) expect(`${where}: ${text}`).not.toContain(secret);
  }
  expect(shown.log).not.toContain('unknown-to-us-but-named-so');
  expect(shown.log).not.toContain('eyJhbGci');
  expect(shown.log).toContain('✗ fails');
  expect(shown.log).toContain('***');
});

test('secrets are masked before anything else: the whole and each field', async () => {
  const text = JSON.stringify({ PASSWORD: password, unused: 'unused-field' });
  const ended = await smoke(suite, {
    inputs: { 'api-url': server.url, 'secrets-from': 'clinic/smoke\nENV_SECRET=MY_SECRET' },
    environment: { MY_SECRET: fromEnvironment },
    secrets: async () => text,
  });
  expect(ended.masked).toEqual([text, password, 'unused-field', fromEnvironment]);
});

test('the requests themselves carry what is hidden', async () => {
  const before = server.seen.length;
  await smoke(suite, {
    inputs: { 'api-url': server.url, 'secrets-from': 'clinic/smoke\nENV_SECRET=MY_SECRET' },
    environment: { MY_SECRET: fromEnvironment },
    secrets: async () => JSON.stringify({ PASSWORD: password }),
  });
  const [login, fails] = server.seen.slice(before);
  expect(new URLSearchParams(login?.body.toString()).get('password')).toBe(password);
  expect(fails?.headers).toMatchObject({ 'x-token': captured, cookie: `sid=${cookie}` });
});

test('a secret is found in any text that holds it, and a text without it is left alone', () => {
  fc.assert(
    fc.property(fc.string({ minLength: 4 }), fc.string(), fc.string(), (secret, before, after) => {
      const { text } = redaction([secret]);
      expect(text(`${before}${secret}${after}`)).not.toBe(`${before}${secret}${after}`);
      expect(redaction([]).text('status: 200')).toBe('status: 200');
    }),
  );
});

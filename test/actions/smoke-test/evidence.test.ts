import { writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { tellsNetworkTrouble } from '../../../src/domain/network-trouble.ts';
import { selfSigned } from '../../support/self-signed.ts';
import { json, startServer, type TestServer } from './support/server.ts';
import { findings, type SmokeOptions, smoke, statuses } from './support/smoke.ts';

let api: TestServer;
let elsewhere: TestServer;
let untrusted: TestServer;

beforeAll(async () => {
  elsewhere = await startServer(() => json({ ok: true }));
  untrusted = await startServer(() => json({}), selfSigned('localhost'));
  api = await startServer(({ path, headers }) => {
    const [, status, to] = /^\/to\/(\d+)\/(.*)$/.exec(path) ?? [];
    if (to !== undefined) return { status: Number(status), headers: { location: decodeURIComponent(to) } };
    switch (path) {
      case '/broken':
        return json({}, 500);
      case '/proxy':
        return json({}, 407);
      case '/hang':
        return undefined;
      case '/gone':
        return { headers: { 'content-length': '100', connection: 'close' }, body: '' };
      case '/deep':
        return { body: '['.repeat(20_000) + ']'.repeat(20_000) };
      case '/login':
        return json({}, 200, { 'set-cookie': 'sid=0123456789abcdef' });
      case '/me':
        return json({}, headers.cookie === undefined ? 401 : 200);
      default:
        return json({ ok: true });
    }
  });
});

afterAll(() => Promise.all([api, elsewhere, untrusted].map((server) => server.close())));

const run = (checks: string, options: SmokeOptions = {}) =>
  smoke(`name: s\nsessions: [me]\nchecks:\n${checks}`, {
    ...options,
    inputs: { 'api-url': api.url, ...options.inputs },
  });

describe('a rollback needs a check that saw the release misbehave', () => {
  test.each([
    ['an error', 'get: "${API}/broken"'],
    ['no response on a connection that stands', 'get: "${API}/hang", timeout-seconds: 1'],
    ['another answer', 'get: "${API}/", expect: { json: { $.ok: false } }'],
    ['too little, in time', 'get: "${API}/broken", eventually: { within-seconds: 1 }'],
  ])('true: %s', async (_, check) => {
    const ended = await run(`  - { name: c, ${check} }`);
    expect(ended.outputs).toMatchObject({ failed: 1, 'safe-to-rollback': true });
  });

  test.each([
    ['nothing listens', 'get: "http://127.0.0.1:1/"'],
    ['no such name', 'get: "http://no-such-host.invalid/"'],
    ['a certificate that nobody trusts', 'get: "UNTRUSTED/"'],
    ['a proxy that wants a login', 'get: "${API}/proxy"'],
    ['no address', 'get: "x y"'],
    ['a header that cannot be sent', 'get: "${API}/", headers: { x-a: "a\\nb" }'],
    ['JSON deeper than is read', 'get: "${API}/deep", expect: { json: { "$[0]": 1 } }'],
    ['a pattern without an end', 'get: "${API}/deep", expect: { body: { matches: "^([[]+)+$" } }'],
  ])('false: %s', async (_, check) => {
    const ended = await run(`  - { name: c, ${check.replace('UNTRUSTED', untrusted.url)} }`);
    expect(ended.outputs).toMatchObject({ failed: 1, 'failed-checks': ['c'], 'safe-to-rollback': false });
  });

  test('one check that saw it is enough', async () => {
    const ended = await run('  - { name: a, get: "http://127.0.0.1:1/" }\n  - { name: b, get: "${API}/broken" }');
    expect(ended.outputs).toMatchObject({ failed: 2, 'safe-to-rollback': true });
  });

  test('a plan says so too, for a run that ends without more', async () => {
    const ended = await run('  - { name: c, get: "${API}/" }', { inputs: { 'dry-run': 'true' } });
    expect(ended.outputs).toMatchObject({ 'safe-to-rollback': false });
  });

  test.each([
    ['echo "2 failed"; exit 1', true],
    ['echo "npm error code EAI_AGAIN"; exit 1', false],
    ['echo "curl: (6) Could not resolve host: api.test"; exit 6', false],
    ["bash -c 'kill -9 $$'", false],
  ])('a command: %s', async (command, safe) => {
    const ended = await run('  - { name: c, get: "${API}/" }', { inputs: { command } });
    expect(ended.outputs).toMatchObject({ failed: 1, 'safe-to-rollback': safe });
  });

  test('what programs print of the network', () => {
    const lines = [
      'Error: page.goto: net::ERR_NAME_NOT_RESOLVED at https://app.test/',
      'E  requests.exceptions.ConnectionError: Failed to establish a new connection: [Errno -2] Name or service not known',
      'Error: connect ECONNREFUSED 127.0.0.1:80',
      'Get "https://app.test": dial tcp: lookup app.test: no such host',
    ];
    expect(lines.filter((line) => !tellsNetworkTrouble(line))).toEqual([]);
    expect(['expected 200, got 500', 'the order was refused', '1 failed'].filter(tellsNetworkTrouble)).toEqual([]);
  });
});

describe('the suite is checked before anything is sent', () => {
  test.each([
    ['get: "${API}/?a=${{ secrets.X }}"', 'suite.yml:4: ${{ secrets.X }} is no reference: expressions of workflows'],
    [
      'for-each: { role: [a] }, get: "${API}/${${role}_P}"',
      'suite.yml:4: ${${role} is no reference: a reference is a name alone',
    ],
    ['for-each: { role: ["${API}"] }, get: "${API}/${role}"', 'suite.yml:4: the value of a variable holds ${API}'],
  ])('%s', async (check, told) => {
    const sent = api.seen.length;
    await expect(run(`  - { name: c, ${check} }`)).rejects.toThrow(told);
    expect(api.seen.length).toBe(sent);
  });

  test('a secret that nobody gives, where a check that runs needs it', async () => {
    const suite =
      'name: s\nvariables: { PASSWORD: "" }\nchecks:\n  - { name: a, tags: [a], get: "${API}" }\n  - { name: b, post: "${API}", body: { text: "${PASSWORD}" } }';
    const inputs = { 'api-url': api.url };
    await expect(smoke(suite, { inputs })).rejects.toThrow(
      'suite.yml:5: ${PASSWORD} has no value; give it in `secrets-from`',
    );
    expect(statuses(await smoke(suite, { inputs: { ...inputs, tags: 'a' } }))).toEqual(['a: passed']);
  });

  test('a value with a reference in it', async () => {
    const inputs = { variables: 'A=${B}' };
    await expect(run('  - { name: c, get: "${API}/${A}" }', { inputs })).rejects.toThrow('The variable A of the input');
  });
});

describe('redirects', () => {
  const sent =
    'post: "ADDRESS", follow: true, headers: { x-own: mine, authorization: Bearer abcdefgh, cookie: a=b }, body: { text: mine }';
  const follow = async (status: number, more = '') => {
    const from = elsewhere.seen.length;
    const address = `\${API}/to/${status}/${encodeURIComponent(`${elsewhere.url}/x`)}`;
    const ended = await run(`  - { name: c, ${sent.replace('ADDRESS', address)}${more} }`);
    return { ended, seen: elsewhere.seen.slice(from) };
  };

  test('take nothing of the suite to another origin', async () => {
    const { ended, seen } = await follow(302);
    expect(statuses(ended)).toEqual(['c: passed']);
    expect(seen).toMatchObject([{ method: 'GET', body: Buffer.alloc(0) }]);
    for (const name of ['x-own', 'authorization', 'cookie']) expect(seen[0]?.headers).not.toHaveProperty(name);
  });

  test('take no body along, and say so', async () => {
    const { ended, seen } = await follow(307);
    expect(findings(ended, 'c')).toEqual([expect.stringContaining('a redirect that takes the body to')]);
    expect(seen).toEqual([]);
  });

  test('take it along where the suite says that they may', async () => {
    const { seen } = await follow(307, `, redirect-origins: ["${elsewhere.url}"]`);
    expect(seen).toMatchObject([
      { method: 'POST', headers: { 'x-own': 'mine', cookie: 'a=b' }, body: Buffer.from('mine') },
    ]);
  });

  test.each([
    'http://169.254.169.254/latest/meta-data/',
    'http://2852039166/',
    'http://[::ffff:169.254.169.254]/',
    'http://[fd00:ec2::254]/',
    'http://metadata.google.internal/',
    'http://169.254.170.2/v2/credentials',
  ])('do not lead to %s', async (target) => {
    const address = `\${API}/to/302/${encodeURIComponent(target)}`;
    const ended = await run(`  - { name: c, get: "${address}", follow: true }`);
    expect(findings(ended, 'c')).toEqual([expect.stringContaining('to which nothing is sent')]);
  });
});

test('a chosen check brings along the login of its session', async () => {
  const ended = await run(
    '  - { name: other, session: me, get: "${API}/" }\n  - { name: login, session: me, post: "${API}/login" }\n  - { name: more, session: me, post: "${API}/" }\n  - { name: me, tags: [x], session: me, get: "${API}/me" }',
    { inputs: { tags: 'x' } },
  );
  expect(statuses(ended)).toEqual(['other: passed', 'login: passed', 'me: passed']);
});

test('reports that cannot be written take nothing else with them', async () => {
  const file = join(tmpdir(), `smoke-no-folder-${process.pid}`);
  await writeFile(file, '');
  const ended = await run('  - { name: c, get: "${API}/broken" }', { inputs: { 'report-dir': file } });
  expect(ended.outputs).toMatchObject({ failed: 1, 'failed-checks': ['c'], 'safe-to-rollback': true });
  const good = await run('  - { name: c, get: "${API}/" }', { inputs: { 'report-dir': file } });
  expect(good.failure?.message).toContain('their reports could not be written');
});

test('an API that hangs costs the time of its check', async () => {
  const started = performance.now();
  const ended = await run(
    '  - { name: a, get: "${API}/to/302/%2Fhang", follow: true, timeout-seconds: 2 }\n  - { name: b, get: "${API}/" }',
  );
  expect(statuses(ended)).toEqual(['a: failed', 'b: passed']);
  expect(performance.now() - started).toBeLessThan(60_000);
});

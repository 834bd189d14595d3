import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { json, startServer, type TestServer } from './support/server.ts';
import { findings, smoke, statuses } from './support/smoke.ts';

let server: TestServer;

beforeAll(async () => {
  server = await startServer(({ path, body }) => {
    if (path === '/session') {
      const { user, password } = JSON.parse(body.toString());
      return json({ user }, password === `${user}-password` ? 200 : 401, { 'set-cookie': `sid=${user}; Path=/` });
    }
    return json({ path, count: 3 });
  });
});

afterAll(() => server.close());

const run = (suite: string, files: Readonly<Record<string, string>>, inputs = {}) =>
  smoke(suite, {
    files,
    inputs: { 'api-url': server.url, ...inputs },
    environment: { A: 'ada-password', B: 'bob-password' },
  });

const login = `
description: Signs somebody in.
parameters: { user: , password: "\${FALLBACK}", expected: 200 }
checks:
  - name: login as \${user}
    session: \${user}
    post: \${API}/session
    body: { json: { user: "\${user}", password: "\${password}" } }
    expect: { status: \${expected}, json: { $.user: "\${user}" } }
`.replaceAll('status: ${expected}', 'status: "${expected}"');

describe('fragments', () => {
  test('stand for their checks, with parameters, defaults and fragments of their own', async () => {
    const suite = `name: s
variables: { FALLBACK: nobody }
sessions: [ada, bob]
checks:
  - use: parts/logins.yml
  - { name: after, get: "\${API}/after", expect: { json: { $.count: 3 } } }
`;
    const ended = await run(
      suite,
      {
        'parts/logins.yml':
          'checks:\n  - { use: deep/login.yml, with: { user: ada, password: "${A}" } }\n  - { use: deep/login.yml, with: { user: bob, expected: 401 } }',
        'parts/deep/login.yml': login,
      },
      { 'secrets-from': 'A=A' },
    );
    expect(statuses(ended)).toEqual(['login as ada: passed', 'login as bob: passed', 'after: passed']);
  });

  test('a failure is told at its line of the fragment', async () => {
    const suite = 'name: s\nsessions: [ada]\nchecks:\n  - { use: login.yml, with: { user: ada, password: wrong } }';
    const ended = await run(suite, { 'login.yml': login });
    expect(findings(ended, 'login as ada')).toHaveLength(1);
    expect(ended.shown.log).toContain('login.yml:9: status');
  });

  test.each([
    [{ 'a.yml': 'checks: [{ use: a.yml }]' }, 'a.yml:1: it uses itself: suite.yml uses a.yml uses a.yml'],
    [
      { 'a.yml': 'checks:\n  - use: b/b.yml', 'b/b.yml': 'checks: [{ use: ../a.yml }]' },
      'b/b.yml:1: it uses itself: suite.yml uses a.yml uses b/b.yml uses a.yml',
    ],
    [{}, 'suite.yml:4: a.yml could not be read'],
    [{ 'a.yml': 'checks: [' }, 'a.yml:1: this is not valid YAML'],
    [{ 'a.yml': 'name: x' }, 'a.yml:1: a fragment has `checks`, a list'],
    [{ 'a.yml': 'sessions: []\nchecks: []' }, 'a.yml:1: unknown key "sessions" of a fragment'],
    [{ 'a.yml': 'parameters: { user: }\nchecks: []' }, 'suite.yml:4: a.yml needs `with: { user: … }` (a.yml:1)'],
    [{ 'a.yml': 'checks:\n  - { name: c, get: "${API}", expect: { stauts: 1 } }' }, 'a.yml:2: unknown key "stauts"'],
    [{ 'a.yml': 'checks:\n  - { name: c, get: "${API}/${NOBODY}" }' }, 'a.yml:2: ${NOBODY} is not defined'],
  ])('%j', async (files: Readonly<Record<string, string>>, told) => {
    const sent = server.seen.length;
    await expect(run('name: s\nchecks:\n\n  - { use: a.yml }', files)).rejects.toThrow(told);
    expect(server.seen).toHaveLength(sent);
  });

  test.each([
    ['use: ../a.yml', 'it must be a YAML file of the repository'],
    ['use: /etc/a.yml', 'it must be a YAML file of the repository'],
    ['use: a.yml, with: { usr: x }', 'a.yml has no parameter "usr"; did you mean "user"?'],
    ['use: a.yml, get: x', 'beside `use` stands only `with`, not "get"'],
    ['use: a.yml, with: [x]', 'it must be names with values'],
  ])('{ %s }', async (use, told) => {
    const files = { 'a.yml': 'parameters: { user: x }\nchecks: []' };
    await expect(run(`name: s\nchecks:\n  - { ${use} }`, files)).rejects.toThrow(`suite.yml:3: ${told}`);
  });

  test('fragments of fragments end where they become too many', async () => {
    const files = Object.fromEntries(
      Array.from({ length: 20 }, (_, at) => [
        `f${at}.yml`,
        `checks:\n  - use: f${at + 1}.yml\n  - use: f${at + 1}.yml`,
      ]),
    );
    const last = { 'f20.yml': 'checks: [{ name: c, get: "${API}" }]' };
    await expect(run('name: s\nchecks: [{ use: f0.yml }]', { ...files, ...last })).rejects.toThrow(
      'it uses more than 1000 fragments',
    );
  });
});

test('a long fragment that is used again and again', async () => {
  const items = Array.from({ length: 2_000 }, () => '1').join();
  const files = { 'a.yml': `checks: [{ name: c, post: "\${API}", body: { json: [${items}] } }]` };
  const uses = Array.from({ length: 60 }, () => '{ use: a.yml }').join();
  await expect(run(`name: s\nchecks: [${uses}]`, files)).rejects.toThrow(
    'with its fragments the suite has more than 100000 values',
  );
});

describe('rows of a loop', () => {
  const rows = (more: string) => `name: s
sessions: [ada, bob]
checks:
  - name: login as \${user} \${password}
    session: \${user}
    for-each:
      - { user: ada, password: "\${A}" }
      - { user: bob, password: ${more} }
    post: \${API}/session
    body: { json: { user: "\${user}", password: "\${password}" } }
    expect: { json: { $.user: "\${user}" } }
`;

  test('keep together what belongs together, and no name shows a secret', async () => {
    const ended = await run(rows('bob-password'), {}, { 'secrets-from': 'A=A' });
    expect(statuses(ended)).toEqual(['login as ada ${password}: passed', 'login as bob ${password}: passed']);
    expect(JSON.stringify(ended.shown)).not.toMatch(/ada-password|bob-password/);
  });

  test('a wrong password is not shown either', async () => {
    const ended = await run(rows('not-the-password'), {}, { 'secrets-from': 'A=A' });
    expect(statuses(ended)).toEqual([expect.stringContaining('passed'), expect.stringContaining('failed')]);
    expect(JSON.stringify(ended.shown)).not.toMatch(/ada-password|not-the-password/);
  });

  test.each([
    ['[{ a: 1 }, { b: 2 }]', 'a row has no `a`, which another has'],
    ['[{ a: 1 }, {}]', 'a row has no `a`, which another has'],
    ['[{}]', 'there is no row with a value'],
    ['[{ a: [1] }]', 'got a list, but it must be a text'],
    ['[{ NOW: 1 }]', 'NOW is a variable that every run has; take another name'],
    ['[{ a: "${NOBODY}" }]', '${NOBODY} is not defined'],
    [
      `{ a: [${Array.from({ length: 40 }, (_, n) => n).join()}], b: [${Array.from({ length: 40 }, (_, n) => n).join()}] }`,
      'it makes more than 1000 rounds',
    ],
  ])('%s', async (loop, told) => {
    await expect(run(`name: s\nchecks:\n  - { name: c, for-each: ${loop}, get: "\${API}" }`, {})).rejects.toThrow(told);
  });
});

test('a unique value is the same throughout a run, and another in the next', async () => {
  const suite = 'name: s\nchecks:\n  - { name: a, get: "${API}/${UNIQUE}" }\n  - { name: b, get: "${API}/${UNIQUE}" }';
  const before = server.seen.length;
  await run(suite, {});
  await run(suite, {});
  const paths = server.seen.slice(before).map(({ path }) => path);
  expect(paths[0]).toMatch(/^\/[0-9a-f]{12}$/);
  expect(paths[1]).toBe(paths[0]);
  expect(paths[3]).toBe(paths[2]);
  expect(paths[2]).not.toBe(paths[0]);
});

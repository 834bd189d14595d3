import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { selfSigned } from '../../support/self-signed.ts';
import { type Answer, json, type Seen, startServer, type TestServer } from './support/server.ts';
import { findings, smoke } from './support/smoke.ts';

const pair = selfSigned('localhost');
let api: TestServer;
let answer: (request: Seen) => Answer;

beforeAll(async () => {
  api = await startServer((request) => answer(request), pair);
});

afterAll(() => api.close());

const run = (check: string, page = 'https://localhost') =>
  smoke(`name: s\nvariables: { PASSWORD: "" }\nsessions: [ada]\nchecks:\n  - { name: c, ${check} }`, {
    ca: pair.cert,
    inputs: { 'api-url': api.url, 'site-url': page, 'secrets-from': 'PASSWORD=P' },
    environment: { P: 'p4ssword' },
  });

describe('login', () => {
  const login = `session: ada, login: { url: "\${API}/session", body: { json: { user: ada, password: "\${PASSWORD}" } }, cookie: sid,
    who: "\${API}/me", account: { $.email: ada@shop.test } }`;
  const cookie = 'sid=0123456789abcdef; Path=/; HttpOnly; Secure';
  /** A server that signs in with this cookie, and tells this account. */
  const server = (line: string | undefined, account: object = { email: 'ada@shop.test' }, status = 200) =>
    ((request) => {
      if (request.path === '/me')
        return request.headers.cookie?.includes('sid=0123456789abcdef') ? json(account) : { status: 401 };
      const isRight =
        JSON.parse(request.body.toString()).password === 'p4ssword' && request.headers.origin !== undefined;
      return json({}, isRight ? status : 401, line === undefined ? {} : { 'set-cookie': line });
    }) satisfies typeof answer;

  test('holds between two hosts of one domain, and between two sites', async () => {
    answer = server(`${cookie}; SameSite=Lax`);
    expect(findings(await run(login), 'c')).toEqual([]);
    answer = server(`${cookie}; SameSite=None`);
    expect(findings(await run(login, 'https://d111.cloudfront.net'), 'c')).toEqual([]);
  });

  test.each([
    [undefined, {}, /cookie sid: expected set, got not set\. Let the login set it/],
    ['sid=0123456789abcdef; Path=/; Secure', {}, /cookie sid: expected HttpOnly, got none\. Set HttpOnly/],
    ['sid=0123456789abcdef; Path=/; HttpOnly', {}, /cookie sid: expected Secure, got none\. Set Secure/],
    ['sid=0123456789abcdef; HttpOnly; SameSite=None', {}, /browsers refuse it: SameSite=None without Secure/],
    [`${cookie}; Domain=other.test`, {}, /browsers refuse it/],
    [
      `${cookie.replace('Path=/', 'Path=/admin')}`,
      {},
      /the session: expected 200 with JSON, got 401 .*its Path and Domain/,
    ],
    [
      cookie,
      { email: 'eve@shop.test' },
      /\$\.email: expected "ada@shop.test", got another text of 13 characters\. The session is of another account/,
    ],
  ])('%s, %j: the setting is named', async (line, account, told) => {
    answer = server(line, account);
    const ended = await run(login);
    expect(ended.shown.log).toMatch(told);
    expect(JSON.stringify(ended.shown)).not.toMatch(/p4ssword|0123456789abcdef|eve@/);
  });

  test('of another site, a cookie without SameSite=None is found out', async () => {
    answer = server(`${cookie}; SameSite=Lax`);
    expect((await run(login, 'https://d111.cloudfront.net')).shown.log).toMatch(
      /expected SameSite=None, for pages of https:\/\/d111\.cloudfront\.net, got lax\. Site and API are two sites/,
    );
  });

  test.each([
    [401, 'Check the account and its password in `secrets-from`'],
    [403, 'set its allowed origin to the address of the site'],
    [429, 'look at the limit of failed logins'],
    [500, 'Look at the log of the app'],
  ])('a status of %i names what to set', async (status, told) => {
    answer = server(cookie, {}, status);
    expect((await run(login)).shown.log).toContain(told);
  });

  test('needs a session, and paths to one value', async () => {
    await expect(run(login.replace('session: ada, ', ''))).rejects.toThrow('`login` needs a `session`');
    await expect(run(login.replace('$.email', '$..email'))).rejects.toThrow('is not a path to one value');
  });
});

describe('upload and download', () => {
  const check = 'upload-download: { upload: "${API}/files", bytes: 3000, download: "${API}/files/{id}" }';
  const kept = new Map<string, Buffer>();
  const server = (change: (content: Buffer) => Buffer, statuses: Partial<Record<string, number>> = {}) =>
    ((request) => {
      const status = statuses[request.method];
      if (status !== undefined) return { status };
      const id = decodeURIComponent(request.path.slice('/files/'.length));
      if (request.method === 'DELETE') return { status: kept.delete(id) ? 204 : 404 };
      if (request.method === 'GET') return { body: change(kept.get(id) ?? Buffer.alloc(0)) };
      const [, boundary = ''] = /boundary=(.*)$/.exec(request.headers['content-type'] ?? '') ?? [];
      const start = request.body.indexOf('\r\n\r\n') + 4;
      kept.set('a/b c', request.body.subarray(start, request.body.indexOf(`\r\n--${boundary}--`)));
      return json({ id: 'a/b c' }, 201);
    }) satisfies typeof answer;

  test('holds, and removes the file', async () => {
    answer = server((content) => content);
    expect(findings(await run(check), 'c')).toEqual([]);
    expect(kept.size).toBe(0);
    expect(findings(await run(check.replace('bytes: 3000', 'remove: false')), 'c')).toEqual([]);
    expect(kept.get('a/b c')).toHaveLength(65_536);
    kept.clear();
  });

  test.each([
    [{ POST: 413 }, /the upload: expected 200–299, got 413 .*Raise the limit of bodies/],
    [{ POST: 403 }, /got 403 .*Give the check a `session`/],
    [{ POST: 500 }, /got 500 .*may write to its storage/],
    [{ POST: 201 }, /\$\.id: expected the name of the file, got 201 .*Set `id`/],
    [{ GET: 500 }, /the download: expected 200, got 500 .*may read from its storage/],
    [{ DELETE: 403 }, /DELETE https:.*: expected removed, got 403\. It is left behind/],
  ])('%j names what to set', async (statuses, told) => {
    answer = server((content) => content, statuses);
    expect((await run(check)).shown.log).toMatch(told);
  });

  test('bytes that are taken for text are found out, and the file is removed all the same', async () => {
    kept.clear();
    answer = server((content) => Buffer.from(content.toString('utf8')));
    expect((await run(check)).shown.log).toMatch(
      /the download: expected the 3000 bytes that were sent, got 200 .*as bytes/,
    );
    expect(kept.size).toBe(0);
  });
});

import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { afterEach, expect, test } from '@jest/globals';
import { rowsOf } from '../../src/github/rest/pages.ts';
import { askingGitHub, type RestRequest } from '../../src/github/rest/request.ts';
import { closeServer, listen } from '../cloud/core/endpoint.ts';

const token = 'ghs_secret';
const signal = new AbortController().signal;
const reading: RestRequest = { method: 'GET', path: '/repos/a/b', doing: 'Reading' };

let close = async () => {};
afterEach(() => close());

type Answer = (response: ServerResponse, message: IncomingMessage) => void;

/** A server that answers request after request, and says what it was asked. */
async function answering(...answers: readonly Answer[]) {
  const asked: IncomingMessage[] = [];
  const server = createServer((message, response) => {
    asked.push(message);
    message.resume();
    (answers[asked.length - 1] ?? answers.at(-1))?.(response, message);
  });
  close = () => closeServer(server);
  const url = await listen(server);
  return { url, asked, ask: askingGitHub(url) };
}

const json =
  (status: number, body: unknown, headers: Readonly<Record<string, string>> = {}): Answer =>
  (response) => {
    response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body));
  };

test('asks as GitHub wants to be asked', async () => {
  const { ask, asked } = await answering(json(200, { id: 1 }));
  expect(await ask(token, reading, signal)).toMatchObject({ status: 200, body: { id: 1 } });
  expect(asked[0]).toMatchObject({
    url: '/repos/a/b',
    headers: {
      ...{ authorization: `Bearer ${token}`, accept: 'application/vnd.github+json' },
      ...{ 'x-github-api-version': '2022-11-28', 'user-agent': 'aws-webapp-actions' },
    },
  });
});

test('an address of the API with a path is kept: GitHub Enterprise Server', async () => {
  const { url, asked } = await answering(json(200, {}));
  await askingGitHub(`${url}/api/v3/`)(token, reading, signal);
  expect(asked[0]?.url).toBe('/api/v3/repos/a/b');
});

test('follows the pages that GitHub names, as they are wanted', async () => {
  const { ask, asked, url } = await answering(
    (response) =>
      json(200, [1, 2], { link: `<${url}/next?page=2>; rel="next", <${url}/next?page=9>; rel="last"` })(
        response,
        {} as never,
      ),
    (response) => json(200, [3], { link: `<${url}/next?page=1>; rel="prev"` })(response, {} as never),
  );
  const rows = () => rowsOf((request) => ask(token, request, signal), '/list', { state: 'a&b' }, 'Listing');
  const all = [];
  for await (const row of rows()) all.push(row);
  expect(all).toEqual([1, 2, 3]);
  expect(asked.map((message) => message.url)).toEqual(['/list?state=a%26b&per_page=100', '/next?page=2']);
});

test('a page that is somewhere else is not asked for: the token is for GitHub', async () => {
  const { ask, asked } = await answering(json(200, [1], { link: '<http://evil.example/x>; rel="next"' }));
  const rows = rowsOf((request) => ask(token, request, signal), '/list', {}, 'Listing');
  await rows.next();
  await expect(rows.next()).rejects.toThrow("http://evil.example/x is not GitHub's");
  expect(asked).toHaveLength(1);
});

test('answers that are no JSON, as proxies give them, are told by their status', async () => {
  const { ask } = await answering((response) => void response.writeHead(404).end('<html>secret stuff</html>'));
  await expect(ask(token, reading, signal)).rejects.toThrow(
    'Reading failed. GitHub answered: HTTP 404. Check that it exists',
  );
});

test('a limit that is over soon is waited for, one of an hour is told', async () => {
  const soon = json(429, { message: 'slow down' }, { 'retry-after': '1' });
  const { ask, asked } = await answering(soon, json(200, {}));
  expect((await ask(token, reading, signal)).status).toBe(200);
  expect(asked).toHaveLength(2);
  await close();
  const late = await answering(
    json(403, { message: 'You have exceeded a secondary rate limit' }, { 'retry-after': '3600' }),
  );
  await expect(late.ask(token, reading, signal)).rejects.toThrow('secondary rate limit');
  expect(late.asked).toHaveLength(1);
});

test('what GitHub found wrong is told in its words', async () => {
  const { ask } = await answering(
    json(422, { message: 'Validation Failed.', errors: [{ field: 'body', code: 'too_long' }] }),
  );
  await expect(ask(token, reading, signal)).rejects.toThrow(
    'Reading failed. GitHub answered: HTTP 422, Validation Failed: {"field":"body","code":"too_long"}.',
  );
});

test('no error holds the token', async () => {
  for (const answer of [json(401, { message: 'Bad credentials' }), json(403, {}), json(500, {})]) {
    const { ask } = await answering(answer);
    const error = await ask(token, reading, signal).catch((thrown: unknown) => thrown);
    expect(`${String(error)} ${JSON.stringify(error)} ${String((error as Error).cause)}`).not.toContain(token);
    await close();
  }
}, 60_000);

import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { afterEach, expect, test } from '@jest/globals';
import { explained } from '../../src/github/rest/explained.ts';
import { type Octokit, octokitFor } from '../../src/github/rest/octokit.ts';
import { fullPages, rowsOf } from '../../src/github/rest/pages.ts';
import { closeServer, listen } from '../cloud/core/endpoint.ts';

const token = 'ghs_secret';
const signal = new AbortController().signal;
const at = { owner: 'a', repo: 'b' };
const read = (octokit: Octokit) => explained('Reading', () => octokit.rest.repos.get(at));

const listing = (octokit: Octokit, filter: { readonly environment?: string }) =>
  octokit.paginate.iterator(octokit.rest.repos.listDeployments, { ...at, ...filter, ...fullPages });

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
  return { url, asked, octokit: octokitFor({ url, token }, signal) };
}

const json =
  (status: number, body: unknown, headers: Readonly<Record<string, string>> = {}): Answer =>
  (response) => {
    response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body));
  };

test('asks as GitHub wants to be asked', async () => {
  const { octokit, asked } = await answering(json(200, { id: 1 }));
  expect(await read(octokit)).toMatchObject({ status: 200, data: { id: 1 } });
  expect(asked[0]).toMatchObject({
    url: '/repos/a/b',
    headers: {
      ...{ authorization: `Bearer ${token}`, accept: 'application/vnd.github+json' },
      ...{ 'x-github-api-version': '2022-11-28', 'user-agent': expect.stringMatching(/^aws-webapp-actions /) },
    },
  });
});

test('an address of the API with a path is kept: GitHub Enterprise Server', async () => {
  const { url, asked } = await answering(json(200, {}));
  await read(octokitFor({ url: `${url}/api/v3/`, token }, signal));
  expect(asked[0]?.url).toBe('/api/v3/repos/a/b');
});

test('follows the pages that GitHub names, as they are wanted', async () => {
  const { octokit, asked, url } = await answering(
    (response) =>
      json(200, [1, 2], { link: `<${url}/next?page=2>; rel="next", <${url}/next?page=9>; rel="last"` })(
        response,
        {} as never,
      ),
    (response) => json(200, [3], { link: `<${url}/next?page=1>; rel="prev"` })(response, {} as never),
  );
  const rows = () => rowsOf(listing(octokit, { environment: 'a&b' }), 'Listing');
  const all = [];
  for await (const row of rows()) all.push(row);
  expect(all).toEqual([1, 2, 3]);
  expect(asked.map((message) => message.url)).toEqual([
    '/repos/a/b/deployments?environment=a%26b&per_page=100',
    '/next?page=2',
  ]);
});

test('a page is asked for as GitHub names it, with what Octokit would take for variables', async () => {
  const { octokit, asked, url } = await answering(
    (response) =>
      json(200, [1], { link: `<${url}/next?task=deploy:clinic&environment={x}&page=2>; rel="next"` })(
        response,
        {} as never,
      ),
    json(200, []),
  );
  for await (const _ of rowsOf(listing(octokit, {}), 'Listing'));
  expect(asked[1]?.url).toBe('/next?task=deploy%3Aclinic&environment=%7Bx%7D&page=2');
});

test('a list that never ends is left, with a sentence', async () => {
  const { octokit, asked, url } = await answering((response) =>
    json(200, [1], { link: `<${url}/next>; rel="next"` })(response, {} as never),
  );
  const all = async () => {
    for await (const _ of rowsOf(listing(octokit, {}), 'Listing'));
  };
  await expect(all()).rejects.toThrow('Listing was stopped after 100 pages.');
  expect(asked).toHaveLength(100);
});

test('a page that is somewhere else is not asked for: the token is for GitHub', async () => {
  const { octokit, asked } = await answering(json(200, [1], { link: '<http://evil.example/x>; rel="next"' }));
  const rows = rowsOf(listing(octokit, {}), 'Listing');
  await rows.next();
  await expect(rows.next()).rejects.toThrow("http://evil.example/x is not GitHub's");
  expect(asked).toHaveLength(1);
});

test('answers that are no JSON, as proxies give them, are told by their status', async () => {
  const { octokit } = await answering((response) => void response.writeHead(404).end('<html>secret stuff</html>'));
  await expect(read(octokit)).rejects.toThrow('Reading failed. GitHub answered: HTTP 404. Check that it exists');
});

test('an answer that ends early, or is no JSON, is asked for again', async () => {
  const { octokit, asked } = await answering(
    (response) => {
      response.writeHead(200, { 'content-type': 'application/json', 'content-length': '1000' }).write('{"id":');
      setImmediate(() => response.destroy());
    },
    (response) => void response.writeHead(200, { 'content-type': 'text/html' }).end('<html>log in</html>'),
    json(200, { id: 1 }),
  );
  expect((await read(octokit)).data).toEqual({ id: 1 });
  expect(asked).toHaveLength(3);
});

test('what an answer says of itself is never printed', async () => {
  const link = '<https://x.example/##[add-mask]>; rel="deprecation"';
  const { octokit } = await answering(json(200, { id: 1 }, { deprecation: 'true', link, sunset: '##[add-mask]' }));
  const printed: unknown[] = [];
  const { warn } = console;
  console.warn = (...words) => void printed.push(words);
  try {
    await read(octokit);
  } finally {
    console.warn = warn;
  }
  expect(printed).toEqual([]);
});

test('a limit that is over soon is waited for, one of an hour is told', async () => {
  const soon = json(429, { message: 'slow down' }, { 'retry-after': '1' });
  const { octokit, asked } = await answering(soon, json(200, {}));
  expect((await read(octokit)).status).toBe(200);
  expect(asked).toHaveLength(2);
  await close();
  const late = await answering(
    json(403, { message: 'You have exceeded a secondary rate limit' }, { 'retry-after': '3600' }),
  );
  await expect(read(late.octokit)).rejects.toThrow('secondary rate limit');
  expect(late.asked).toHaveLength(1);
});

test('what GitHub found wrong is told in its words', async () => {
  const { octokit } = await answering(
    json(422, { message: 'Validation Failed.', errors: [{ field: 'body', code: 'too_long' }] }),
  );
  await expect(read(octokit)).rejects.toThrow(
    'Reading failed. GitHub answered: HTTP 422, Validation Failed: {"field":"body","code":"too_long"}.',
  );
});

test('no error holds the token', async () => {
  for (const answer of [json(401, { message: 'Bad credentials' }), json(403, {}), json(500, {})]) {
    const { octokit } = await answering(answer);
    const error = await read(octokit).catch((thrown: unknown) => thrown);
    expect(`${String(error)} ${JSON.stringify(error)} ${String((error as Error).cause)}`).not.toContain(token);
    await close();
  }
}, 60_000);

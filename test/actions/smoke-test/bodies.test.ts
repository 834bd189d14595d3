import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { json, startServer, type TestServer } from './support/server.ts';
import { findings, smoke, statuses } from './support/smoke.ts';

let server: TestServer;

beforeAll(async () => {
  server = await startServer(async ({ path, headers, body }) => {
    if (path === '/form') return json(await partsOf(body, headers['content-type'] ?? ''));
    if (path === '/bytes') return json({ type: headers['content-type'], text: body.toString() });
    const { query, variables, operationName } = JSON.parse(body.toString());
    if (query.includes('broken')) return json({ data: null, errors: [{ message: 'no such field' }] });
    return json({ data: { echo: { variables, operationName } } });
  });
});

afterAll(() => server.close());

/** The parts of a form, as the parser of the web platform sees them. */
async function partsOf(body: Buffer, type: string) {
  const form = await new Response(new Uint8Array(body), { headers: { 'content-type': type } }).formData();
  return Promise.all(
    [...form].map(async ([name, value]) =>
      typeof value === 'string'
        ? { name, value }
        : { name, filename: value.name, type: value.type, text: await value.text() },
    ),
  );
}

const run = (check: string, files: Readonly<Record<string, string>> = {}) =>
  smoke(`name: s\nvariables: { NUMBER: 17 }\nchecks:\n${check}`, { files, inputs: { 'api-url': server.url } });

describe('files of the repository', () => {
  const files = { 'files/a.txt': 'first', 'files/b.txt': 'second' };

  test('several under one field, among other fields', async () => {
    const ended = await run(
      `  - name: c
    post: \${API}/form
    show-response-body: true
    body:
      multipart:
        note: [one, two]
        photos:
          - { file: files/a.txt, type: text/plain }
          - { file: files/b.txt, filename: renamed.txt }
          - { text: made up, filename: c.txt }
    expect:
      json:
        $:
          - { name: note, value: one }
          - { name: note, value: two }
          - { name: photos, filename: a.txt, type: text/plain, text: first }
          - { name: photos, filename: renamed.txt, type: application/octet-stream, text: second }
          - { name: photos, filename: c.txt, type: application/octet-stream, text: made up }
`,
      files,
    );
    expect(findings(ended, 'c')).toEqual([]);
    expect(statuses(ended)).toEqual(['c: passed']);
  });

  test('as the whole body, by the path from the fragment that names it', async () => {
    const check = `checks:
  - { name: c, post: "\${API}/bytes", body: { file: ../files/a.txt, type: text/plain },
      expect: { json: { $.text: first, $.type: text/plain } } }`;
    const ended = await run('  - { use: parts/upload.yml }', { ...files, 'parts/upload.yml': check });
    expect(statuses(ended)).toEqual(['c: passed']);
  });

  test.each([
    ['files/none.txt', 'could not be read'],
    ['../outside.txt', 'it is no file of the repository'],
    ['/etc/hostname', 'it must be a path from this file on'],
    ['files/${NUMBER}', 'a path holds no variables; take a fragment with a parameter'],
  ])('%s is told before anything is sent', async (file, told) => {
    const sent = server.seen.length;
    await expect(run(`  - { name: c, post: "\${API}/bytes", body: { file: "${file}" } }`, files)).rejects.toThrow(told);
    const part = `body: { multipart: { f: { file: "${file}" } } }`;
    const always = `always: [{ post: "\${API}/bytes", ${part} }]`;
    await expect(run(`  - { name: c, get: "\${API}", ${always} }`, files)).rejects.toThrow(told);
    expect(server.seen).toHaveLength(sent);
  });
});

describe('GraphQL', () => {
  const request = (query: string, more = '') =>
    `  - { name: c, post: "\${API}/graphql", body: { graphql: { query: "${query}", variables: { n: "\${NUMBER}" }, operation: Q } }${more} }`;

  test('variables have their types', async () => {
    const expected = ', expect: { json: { $.data.echo: { variables: { n: 17 }, operationName: Q } } }';
    expect(findings(await run(request('query Q { echo }', expected)), 'c')).toEqual([]);
  });

  test('errors are failures, whatever the status', async () => {
    const ended = await run(request('query Q { broken }'));
    expect(findings(ended, 'c')).toEqual(['$.errors | no value | a list of 1 item']);
    expect(ended.outputs).toMatchObject({ 'safe-to-rollback': true });
  });

  test('errors that are expected are none', async () => {
    const expected = ', expect: { json: { "$.errors[0].message": no such field } }';
    expect(findings(await run(request('query Q { broken }', expected)), 'c')).toEqual([]);
  });
});

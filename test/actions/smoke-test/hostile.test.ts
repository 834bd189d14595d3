import * as zlib from 'node:zlib';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { shortened } from '../../../src/actions/smoke-test/expect/finding.ts';
import { searched } from '../../../src/actions/smoke-test/expect/pattern.ts';
import { learningSecrets } from '../../../src/actions/smoke-test/probes/learning.ts';
import { stylesheetReferences } from '../../../src/actions/smoke-test/site/stylesheet-references.ts';
import { withinTime } from '../../../src/actions/smoke-test/time-limit.ts';
import { redaction } from '../../../src/domain/secret/redaction.ts';
import { withoutSlashAtEnd } from '../../../src/domain/web-address.ts';
import { pageReferences } from '../../../src/site/page-references.ts';
import { scriptReferences } from '../../../src/site/script-references.ts';
import { onePassSeconds, processorSeconds } from '../../support/processor-seconds.ts';
import { type Answer, startServer, type TestServer } from './support/server.ts';
import { findings, smoke, statuses } from './support/smoke.ts';

const megabyte = 1024 * 1024;

const page = (body: string): Answer => ({
  headers: { 'content-type': 'text/html', 'cache-control': 'no-cache' },
  body: `<!doctype html><html><head><script src="/app.js"></script></head><body>${body}</body></html>`,
});

const script = (body: string): Answer => ({ headers: { 'content-type': 'text/javascript' }, body });

const stylesheet = (body: string): Answer => ({ headers: { 'content-type': 'text/css' }, body });

const packed = (encoding: string, body: Uint8Array): Answer => ({ headers: { 'content-encoding': encoding }, body });

const zeros = Buffer.alloc(10 * megabyte);

const answers: Readonly<Record<string, () => Answer>> = {
  '/ambiguous': () => ({ body: `${'a'.repeat(60)}!` }),
  '/name': () => ({ body: JSON.stringify({ name: '(' }) }),
  '/deep': () => ({ body: '['.repeat(20_000) + ']'.repeat(20_000) }),
  '/gzip': () => packed('gzip', Buffer.concat(Array.from({ length: 60 }, () => gzipSync(zeros)))),
  '/br': () => packed('br', brotliCompressSync(Buffer.concat(Array.from({ length: 8 }, () => zeros)))),
  '/zstd': () => packed('zstd', zlib.zstdCompressSync(Buffer.concat(Array.from({ length: 8 }, () => zeros)))),
  '/long': () => ({ body: 'x'.repeat(2 * megabyte) }),
  '/broken': () => packed('gzip', Buffer.from('no gzip at all')),
  '/loop': () => ({ status: 302, headers: { location: '/loop' } }),
  '/headers': () => ({ headers: { 'x-long': 'x'.repeat(300_000) } }),
  '/cookies': () => ({
    headers: { 'set-cookie': Array.from({ length: 100 }, (_, index) => `c${index}=${'v'.repeat(100)}`) },
  }),
  '/made': () => ({ status: 201 }),
  '/nested/': () => page('<div>'.repeat(5_000)),
  '/crowded/': () => page('<b>x</b>'.repeat(200_001)),
  '/large/': () => page('x'.repeat(5 * megabyte)),
  '/comments/': () => page('<script src="/comments.js"></script>'),
  '/comments.js': () => ({ headers: { 'content-type': 'text/plain' }, body: `${'<!---->'.repeat(280)}!` }),
  '/endless/': () => ({
    ...page(''),
    body: '<!doctype html><script src="/app.js"></script><link rel=stylesheet href=/0.css>',
  }),
  '/app.js': () => script('go()'),
};

let server: TestServer;

beforeAll(async () => {
  server = await startServer(({ path, method }) => {
    if (method === 'DELETE') return { status: 204 };
    const [, sheet] = /^\/(\d+)\.css$/.exec(path) ?? [];
    if (sheet !== undefined)
      return stylesheet(
        Array.from({ length: 100 }, (_, index) => `a{background:url(/${sheet}${index + 100}.css)}`).join(),
      );
    return answers[path]?.() ?? { status: 404 };
  });
});

afterAll(() => server.close());

/** Runs one check between one that makes something and one that must still run. */
async function between(check: string) {
  const ended = await smoke(
    `name: s
checks:
  - { name: makes, post: "\${API}/made", always: [{ delete: "\${API}/made" }] }
${check}
  - { name: after, get: "\${API}/app.js" }
`,
    { inputs: { 'api-url': server.url, 'deadline-seconds': '60' } },
  );
  expect(statuses(ended)).toEqual(['makes: passed', expect.stringMatching(/^hostile: failed$/), 'after: passed']);
  expect(ended.results).toMatchObject({ cleanUps: [{ status: 'passed' }] });
  expect(ended.outputs).toMatchObject({ passed: 2, failed: 1, 'failed-checks': ['hostile'] });
  return findings(ended, 'hostile');
}

describe('what goes over a limit fails its check only: the next one, clean-up, outputs and reports still come', () => {
  test.each([
    [
      'get: "${API}/ambiguous", expect: { body: { matches: "^(a+)+$" } }',
      '/^(a+)+$/ (the search was stopped after 500 ms)',
    ],
    [
      'get: "${API}/ambiguous", capture: { A: { from: body, matches: "^(a+)+$" } }',
      'the search was stopped after 500 ms',
    ],
    [
      'get: "${API}/name", capture: { N: $.name }, expect: { body: { matches: "^${N}$" } }',
      'Invalid regular expression',
    ],
    ['get: "${API}/deep", expect: { json: { "$[0]": 1 } }', 'body | JSON nested at most 500 deep | 40000 bytes'],
    ['get: "${API}/deep", capture: { A: "$[0]" }', 'nothing there; the response is 200 with 40000 bytes'],
    ['get: "${API}/gzip"', 'the body is larger than 64 MiB'],
    ['get: "${API}/br"', 'the body is larger than 64 MiB'],
    ['get: "${API}/zstd"', 'the body is larger than 64 MiB'],
    ['get: "${API}/long", capture: { A: body }', 'a text of more than 1048576 characters'],
    ['get: "${API}/broken"', 'incorrect header check'],
    ['get: "${API}/loop", follow: true', 'more than 10 redirects'],
    ['get: "${API}/headers"', 'the headers are larger than what is read'],
    ['spa: { url: "${API}/nested" }', 'has elements nested deeper than 512'],
    ['spa: { url: "${API}/crowded" }', 'has more than 200000 elements'],
    ['spa: { url: "${API}/large" }', 'a page of at most 4194304 bytes'],
    ['spa: { url: "${API}/comments" }', '/comments.js | that of a script | text/plain'],
    ['spa: { url: "${API}/endless" }', '| at most 5000 files | more; the others were not fetched'],
  ])(
    '%s',
    async (check, told) => {
      expect((await between(`  - { name: hostile, ${check} }`)).join('\n')).toContain(told);
    },
    60_000,
  );
});

test('cookies without end are refused, so that what must be hidden stays little', async () => {
  const headers = new Map([
    ['set-cookie', Array.from({ length: 10_001 }, (_, index) => `c=${index}-${'v'.repeat(20)}`)],
  ]);
  const response = { kind: 'response', url: 'https://e.test/', status: 200, headers, milliseconds: 1 } as const;
  const probe = { send: async () => ({ ...response, body: Buffer.alloc(0), tls: undefined }) };
  const request = { method: 'GET', url: response.url, headers: [], timeoutMilliseconds: 1 };
  const result = await learningSecrets(probe, redaction([])).send(request, new AbortController().signal);
  expect(result).toMatchObject({ kind: 'unreachable', reason: expect.stringContaining('more cookies') });
});

test('what cannot be searched for in time is told, and what is no pattern', () => {
  expect(searched('^(a|a)*$', `${'a'.repeat(60)}!`)).toMatchObject({ kind: 'problem' });
  expect(searched('(', 'x')).toMatchObject({ kind: 'problem' });
  expect(searched('b(.)', 'abc')).toHaveProperty('match.1', 'c');
  expect(searched('x', 'abc')).toEqual({ kind: 'no-match' });
  expect(withinTime(50, () => undefined)).toEqual({ value: undefined });
  expect(
    withinTime(50, () => {
      for (;;);
    }),
  ).toBeUndefined();
  expect(() =>
    withinTime(50, () => {
      throw new TypeError('mine');
    }),
  ).toThrow('mine');
});

describe('a megabyte of text is read in a moment', () => {
  const base = 'https://e.test/';
  const hidden = redaction(['a-secret-of-mine']);
  const quotes = ['"', '"a.js', '"a.js"', "'assets/", '"token', '"token":"', '\\"', '"token":"\\', '{"a":'];
  const spaces = [' ', '\n', 'a ', '/', '/a'];
  const readers: readonly (readonly [string, (text: string) => unknown, readonly string[]])[] = [
    [
      'a stylesheet',
      (css) => [...stylesheetReferences(css, base)],
      ['url(', 'url( ', 'url("', 'url(")', '/*', '"\\', '@import ', '@import "', ...quotes],
    ],
    [
      'a script',
      (text) => [...scriptReferences(text, base, base)],
      ['/', '.js', 'a.', 'import(', 'import("', 'from', 'serviceWorker.register(', '`${', ...quotes],
    ],
    ['a source set', (text) => pageReferences(`<img srcset='${text}'>`, base), ['a, ', 'a,', ' ,', ',', 'a']],
    ['a link', (text) => pageReferences(`<link rel=prefetch href='${text}'>`, base), ['.a?', '.a', '.a\n', '?', '.']],
    [
      'redaction',
      hidden.text,
      ['eyJ', 'eyJ-', 'eyJaaaaaaaa.', 'eyJaaaaaaaa-', 'Bearer ', 'Bearer a', ...quotes, ...spaces],
    ],
    ['a line', shortened, spaces],
    ['an address', withoutSlashAtEnd, spaces],
  ];

  test.each(readers)(
    '%s',
    (_, read, units) => {
      for (const unit of units) {
        const long = unit.repeat(megabyte / unit.length);
        const started = processorSeconds();
        for (const text of [long, `"${long}\n!`]) read(text);
        expect([unit, processorSeconds() - started < onePassSeconds]).toEqual([unit, true]);
      }
    },
    120_000,
  );
});

test('stylesheets are read as before', () => {
  const addresses = (css: string) => [...stylesheetReferences(css, 'https://e.test/a/b.css')].map(({ url }) => url);
  expect(
    addresses(`a{b:url(x.png)} url( "y.png" ) url('z.png')url(  ) url() url("a'b") url('open") url(url("w.png"))
      url(data:image/png;base64,AA==) url(/c.png) url(`),
  ).toEqual(
    ['x.png', 'y.png', 'z.png', 'w.png'].map((name) => `https://e.test/a/${name}`).concat('https://e.test/c.png'),
  );
});

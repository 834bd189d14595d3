import { createHash } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import { type Answer, startServer } from './support/server.ts';
import { findings, smoke } from './support/smoke.ts';

const immutable = 'public, max-age=31536000, immutable';
const script = 'import("./Reports-9f8e7d6c.js"); const deps = ["assets/Chart-Ab3dEf9h.js"];';
const page = (integrity = '') => `<!doctype html><html><head>
<link rel="icon" href="/favicon.svg"><link rel="manifest" href="/site.webmanifest">
<link rel="stylesheet" href="/assets/index-1a2b3c4d.css"><link rel="modulepreload" href="/assets/vendor-5e6f7a8b.js">
<script type="module" src="/assets/index-0a1b2c3d.js" ${integrity}></script>
<script src="https://elsewhere.example/tracker.js"></script>
</head><body><div id="root"></div></body></html>`;

const file = (type: string, body: string, cache = immutable): Answer => ({
  headers: { 'content-type': type, 'cache-control': cache },
  body,
});

/** A site as sync-spa-s3 and a right distribution serve it. */
const rightSite: Readonly<Record<string, Answer>> = {
  '/index.html': file('text/html; charset=utf-8', page(), 'no-cache'),
  '/assets/index-0a1b2c3d.js': file('text/javascript', script),
  '/assets/vendor-5e6f7a8b.js': file('application/javascript', '1'),
  '/assets/Reports-9f8e7d6c.js': file('text/javascript', '2'),
  '/assets/Chart-Ab3dEf9h.js': file('text/javascript', '3'),
  '/assets/index-1a2b3c4d.css': file(
    'text/css',
    '@font-face{src:url("./font-0f1e2d3c.woff2")} i{background:url(data:,)}',
  ),
  '/assets/font-0f1e2d3c.woff2': file('font/woff2', 'f'),
  '/favicon.svg': file('image/svg+xml', '<svg/>', 'max-age=3600'),
  '/site.webmanifest': file('application/manifest+json', '{}', 'no-cache'),
  '/config.json': file('application/json', '{"API_URL":""}', 'no-cache'),
};

const missing: Answer = { status: 404, headers: { 'content-type': 'application/xml' }, body: '<Error/>' };

async function check(
  changes: Readonly<Record<string, Answer>>,
  fallback: (path: string) => Answer | undefined = () => undefined,
) {
  const site = { ...rightSite, ...changes };
  const server = await startServer(({ path }) => {
    const key = path === '/' ? '/index.html' : path;
    return changes[path] ?? site[key] ?? fallback(path) ?? (/\.\w+$/.test(path) ? missing : site['/index.html']);
  });
  const suite =
    'name: s\nchecks:\n  - name: site\n    spa: { url: "${SITE}", deep-links: [/reports], files: [/config.json] }';
  const ended = await smoke(suite, { inputs: { 'site-url': server.url } });
  await server.close();
  return { found: findings(ended, 'site').map((line) => line.replaceAll(server.url, '')), seen: server.seen };
}

test('a right site holds, and every file that it loads was fetched once', async () => {
  const { found, seen } = await check({});
  expect(found).toEqual([]);
  const paths = seen.map(({ path }) => path);
  for (const path of Object.keys(rightSite)) expect(paths.filter((seenPath) => seenPath === path)).toHaveLength(1);
  expect(paths).toContain('/reports');
  expect(paths).toContainEqual(expect.stringMatching(/^\/assets\/missing-[0-9a-f]{8}\.js$/));
});

test('a page with another nonce each time is one page', async () => {
  let count = 0;
  const server = await startServer(({ path }) => {
    const nonce = `nonce="bm9uY2U${count++}="`;
    if (path.startsWith('/missing')) return missing;
    if (path === '/a.js') return file('text/javascript', '1', 'no-cache');
    return file('text/html', `<!doctype html><script ${nonce} src="/a.js"></script>`, 'no-cache');
  });
  const suite = 'name: s\nchecks:\n  - { name: site, spa: { url: "${SITE}", deep-links: [/reports] } }';
  const ended = await smoke(suite, { inputs: { 'site-url': server.url } });
  await server.close();
  expect(findings(ended, 'site')).toEqual([]);
});

describe('what is wrong with a site is found', () => {
  const html = (cache = 'no-cache') => file('text/html', page(), cache);
  test.each<readonly [string, Readonly<Record<string, Answer>>, readonly string[]]>([
    ['a missing chunk', { '/assets/Reports-9f8e7d6c.js': missing }, ['/assets/Reports-9f8e7d6c.js | 200 | 404']],
    ['a missing preload', { '/assets/Chart-Ab3dEf9h.js': missing }, ['/assets/Chart-Ab3dEf9h.js | 200 | 404']],
    ['a missing font', { '/assets/font-0f1e2d3c.woff2': missing }, ['/assets/font-0f1e2d3c.woff2 | 200 | 404']],
    [
      'a page for a script, with the type of a script',
      { '/assets/vendor-5e6f7a8b.js': file('text/javascript', '<!doctype html><html></html>') },
      ['/assets/vendor-5e6f7a8b.js | a script | an HTML page'],
    ],
    [
      'a wrong type',
      { '/assets/index-1a2b3c4d.css': file('binary/octet-stream', 'i{}') },
      ['content-type of /assets/index-1a2b3c4d.css | that of a stylesheet | binary/octet-stream'],
    ],
    [
      'an empty file',
      { '/assets/vendor-5e6f7a8b.js': file('text/javascript', '') },
      ['/assets/vendor-5e6f7a8b.js | some content | an empty file'],
    ],
    [
      'a hashed file that browsers must ask for again',
      { '/assets/vendor-5e6f7a8b.js': file('text/javascript', '1', 'no-cache') },
      ['cache-control of /assets/vendor-5e6f7a8b.js | public, max-age=31536000, immutable | no-cache'],
    ],
    [
      'an icon that can never change',
      { '/favicon.svg': file('image/svg+xml', '<svg/>') },
      [`cache-control of /favicon.svg | to be asked for again | ${immutable}`],
    ],
    [
      'a page that browsers keep',
      { '/index.html': html('max-age=600') },
      ['/', '/index.html', '/reports'].map((path) => `cache-control of ${path} | no-cache | max-age=600`),
    ],
    [
      'another page behind a deep link',
      { '/reports': file('text/html', page().replace('root', 'old'), 'no-cache') },
      ['/reports | the page of / | another one'],
    ],
    ['a deep link that is not found', { '/reports': { ...missing, status: 403 } }, ['/reports | 200 | 403']],
    [
      'an old /index.html',
      { '/index.html': html(), '/': file('text/html', page().replace('root', 'new'), 'no-cache') },
      ['/index.html | the page of / | another one', '/reports | the page of / | another one'],
    ],
    ['a missing configuration', { '/config.json': missing }, ['/config.json | 200 | 404']],
    ['a page instead of the configuration', { '/config.json': html() }, ['/config.json | the file | an HTML page']],
    ['no page at all', { '/': { status: 503 } }, ['/ | 200 | 503']],
    [
      'a page that loads nothing',
      { '/': file('text/html', '<!doctype html><p>Coming soon') },
      ['/ | a page that loads a script | a page without one'],
    ],
    [
      'a page without its type',
      { '/': file('application/octet-stream', page()) },
      ['content-type of / | text/html | application/octet-stream'],
    ],
  ])('%s', async (_, changes, expected) => {
    const { found } = await check(changes);
    expect(found).toEqual(expected);
  });

  test('a fallback that answers for scripts too', async () => {
    const { found } = await check({}, () => rightSite['/index.html']);
    expect(found).toEqual([
      expect.stringMatching(
        /^a script that does not exist \(\/assets\/missing-.*\) \| 403 or 404 \| 200 with an HTML page$/,
      ),
    ]);
  });

  test('a file of another build, by its integrity', async () => {
    const hash = (text: string) => createHash('sha384').update(text).digest('base64');
    const withHash = (text: string) => ({
      '/index.html': file('text/html', page(`integrity="sha384-${hash(text)}"`), 'no-cache'),
    });
    expect((await check(withHash(script))).found).toEqual([]);
    expect((await check(withHash('other'))).found).toEqual([
      `integrity of /assets/index-0a1b2c3d.js | sha384-${hash('other')} | sha384-${hash(script)}`,
    ]);
  });
});

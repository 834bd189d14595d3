import { describe, expect, test } from '@jest/globals';
import { type Answer, startServer } from './support/server.ts';
import { smoke, statuses } from './support/smoke.ts';

const page = (body: string): Answer => ({
  headers: { 'content-type': 'text/html', 'cache-control': 'no-cache' },
  body: `<!doctype html>${body}`,
});
const style: Answer = { headers: { 'content-type': 'text/css' }, body: 'i { color: red }' };
const gone: Answer = { status: 404, headers: {}, body: '' };

async function look(
  answers: Readonly<Record<string, Answer>>,
  inputs: Readonly<Record<string, string>>,
  suite = 'name: [',
) {
  const server = await startServer(({ path }) => answers[path] ?? gone);
  try {
    const ended = await smoke(suite, { inputs: { 'site-url': `${server.url}/previews/pr-7`, ...inputs } });
    return { ...ended, paths: server.seen.map(({ path }) => path) };
  } finally {
    await server.close();
  }
}

const preview = {
  '/previews/pr-7/': page('<link rel="stylesheet" href="/previews/pr-7/app.css"><img src="logo.svg">'),
  '/previews/pr-7/app.css': style,
  '/previews/pr-7/logo.svg': { headers: { 'content-type': 'image/svg+xml' }, body: '<svg/>' },
};
const alone = { 'site-only': 'true', command: 'echo started' };

test('a site alone is looked at: its page and all that it loads; suite and command are left out', async () => {
  const { failure, paths, shown } = await look(preview, alone);
  expect(failure).toBeUndefined();
  expect(paths.filter((path) => !path.includes('/missing-')).toSorted()).toEqual(Object.keys(preview).toSorted());
  expect(shown.log).not.toContain('started');
});

test('a file that is not there is found', async () => {
  const { '/previews/pr-7/app.css': _, ...without } = preview;
  const { failure, shown } = await look(without, alone);
  expect(failure?.message).toContain('The smoke test failed: the site has its entry page and all that it loads.');
  expect(shown.log).toMatch(/previews\/pr-7\/app\.css: expected 200, got 404/);
});

describe('a page that does not exist', () => {
  const site =
    (fallback: Answer, notFound?: Answer) => async (inputs: Readonly<Record<string, string>>, suite?: string) => {
      const server = await startServer(({ path }) => {
        if (path.endsWith('/404.html')) return notFound ?? fallback;
        return path.includes('/missing-') ? fallback : (preview[path as never] ?? gone);
      });
      try {
        const ended = await smoke(suite ?? 'name: [', {
          inputs: { 'site-url': `${server.url}/previews/pr-7`, ...inputs },
        });
        return { ...ended, asked: server.seen.find(({ path }) => path.includes('/missing-')) };
      } finally {
        await server.close();
      }
    };
  const entry = preview['/previews/pr-7/'];
  const [honest, soft, refused] = [site(gone), site(entry), site({ ...gone, status: 403 })];

  test.each([
    ['pages', honest, undefined],
    ['pages', soft, /missing-[0-9a-f]{8}\)?: expected 404, got 200/],
    ['pages', refused, /expected 404, got 403.*s3:ListBucket/s],
    ['app', soft, undefined],
    ['app', honest, /missing-[0-9a-f]{8}\)?: expected 200, got 404/],
    ['app', site(page('home')), /expected the entry page, got another one/],
  ])('routing %s', async (routing, ask, flaw) => {
    const { failure, shown, asked } = await ask({ ...alone, routing });
    expect(asked?.path).toMatch(/^\/previews\/pr-7\/missing-[0-9a-f]{8}$/);
    expect(asked?.headers.accept).toContain('text/html');
    if (flaw === undefined) expect(failure).toBeUndefined();
    else expect(shown.log).toMatch(flaw);
  });

  const own = page('this page is gone');
  test.each([
    ['an app, or an honest server', [honest, soft, refused, site(page('home')), site(gone, own)], undefined],
    ['pages, whose 404.html is not what a missing page gets', [site(entry, own)], 'expected 404, got 200'],
    ['pages, of which nobody may know which there are', [site({ ...own, status: 403 }, own)], 's3:ListBucket'],
    ['pages, whose 404.html comes with its status', [site(entry, { ...own, status: 404 })], 'expected 404, got 200'],
  ] as const)('where nobody says the routing, the site shows it: %s', async (_, sites, note) => {
    for (const ask of sites) {
      const { failure, asked, shown } = await ask(alone);
      expect([failure, asked !== undefined]).toEqual([undefined, true]);
      if (note === undefined) expect(shown.log).not.toContain('Note:');
      else expect(shown.log).toMatch(new RegExp(`Note: .*/missing-.*${note}.*routing: pages`));
    }
  });

  test('a check says it for itself, over the input', async () => {
    const suite = 'name: s\nchecks:\n  - { name: pages, site: { url: "${SITE}", routing: pages } }';
    expect((await honest({ routing: 'app' }, suite)).failure).toBeUndefined();
    expect((await soft({}, suite)).failure).toBeDefined();
  });
});

test('`site` in a suite: further pages, with their files, need no script', async () => {
  const suite = 'name: s\nchecks:\n  - { name: pages, site: { url: "${SITE}", pages: [/about] } }';
  const about = { '/previews/pr-7/about': page('<img src="/previews/pr-7/me.png">') };
  const broken = await look({ ...preview, ...about }, {}, suite);
  expect(broken.shown.log).toMatch(/previews\/pr-7\/me\.png: expected 200, got 404/);
  const image = { '/previews/pr-7/me.png': { headers: { 'content-type': 'image/png' }, body: 'png' } };
  expect(statuses(await look({ ...preview, ...about, ...image }, {}, suite))).toEqual(['pages: passed']);
  const without = await look(preview, {}, suite);
  expect(without.shown.log).toMatch(/previews\/pr-7\/about: expected 200, got 404/);
});

test('a further page may be behind a redirect of the site, as a folder of a website of S3 is, and not behind one to elsewhere', async () => {
  const suite = 'name: s\nchecks:\n  - { name: pages, site: { url: "${SITE}", pages: [/about] } }';
  const to = (location: string): Answer => ({ status: 302, headers: { location }, body: '' });
  const at = '/previews/pr-7/about';
  const found = await look({ ...preview, [at]: to(`${at}/`), [`${at}/`]: page('us') }, {}, suite);
  expect(statuses(found)).toEqual(['pages: passed']);
  const other = await startServer(() => page('us'));
  const elsewhere = await look({ ...preview, [at]: to(`${other.url}/about`) }, {}, suite);
  await other.close();
  expect(elsewhere.shown.log).toMatch(/previews\/pr-7\/about: expected 200, got 302/);
});

import { createServer, type Server } from 'node:http';
import { CreateInvalidationCommand, type DistributionConfig } from '@aws-sdk/client-cloudfront';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { canonicalPath } from './cloudfront/edge/viewer-request.ts';
import { cachePolicy, managedResponseHeadersPolicyIds } from './cloudfront/policies.ts';
import { type SiteSettings, siteConfig } from './cloudfront/site-config.ts';
import type { Distribution } from './cloudfront/state.ts';
import { accountId, type Stage, startStage } from './cloudfront-stage.ts';
import { closeServer, listen } from './core/endpoint.ts';

const IMMUTABLE = { 'cache-control': 'public, max-age=31536000, immutable' };
const SPA = `
  function handler(event) {
    var request = event.request;
    if (request.uri.indexOf('.') < 0 && request.uri.indexOf('/api/') !== 0) request.uri = '/index.html';
    return request;
  }`;

let stage: Stage;
let site: Distribution;

beforeEach(async () => {
  stage = await startStage({ invalidationMilliseconds: 5_000 });
});
afterEach(() => stage.close());

async function start(
  settings: Partial<SiteSettings> = {},
  change: (config: DistributionConfig) => DistributionConfig = (config) => config,
): Promise<void> {
  const config = siteConfig({ bucket: 'site', region: 'us-east-1', ...settings });
  site = await stage.cloudFront.addDistribution({ accountId, config: change(config) });
}

/** `200 Hit: text` */
async function get(path: string, headers: Record<string, string> = {}): Promise<string> {
  const response = await fetch(site.edge.url + path, { headers, redirect: 'manual' });
  const how = response.headers.get('x-cache')?.replace(' from cloudfront', '');
  return `${response.status} ${how}: ${await response.text()}`;
}

async function invalidate(...Items: string[]): Promise<void> {
  const InvalidationBatch = { CallerReference: Items.join(), Paths: { Quantity: Items.length, Items } };
  await stage.client().send(new CreateInvalidationCommand({ DistributionId: site.id, InvalidationBatch }));
}

describe('a deployed page', () => {
  beforeEach(async () => {
    await start();
    stage.bucket.put('index.html', 'version 1');
    expect(await get('/')).toBe('200 Miss: version 1');
    stage.bucket.put('index.html', 'version 2');
  });

  test('stays stale without an invalidation, for as long as its TTL', async () => {
    expect(await get('/')).toBe('200 Hit: version 1');
    stage.clock.advance(86_399_000);
    expect(await get('/')).toBe('200 Hit: version 1');
    stage.clock.advance(1_000);
    expect(await get('/')).toBe('200 Miss: version 2');
  });

  test('is fresh once the invalidation has taken effect, not before', async () => {
    await invalidate('/');
    expect(await get('/')).toBe('200 Hit: version 1');
    stage.clock.advance(5_000);
    expect(await get('/')).toBe('200 Miss: version 2');
  });

  test('stays stale when another spelling of it was invalidated', async () => {
    await invalidate('/index.html', '/INDEX.HTML', '/?v=2');
    stage.clock.advance(5_000);
    expect(await get('/')).toBe('200 Hit: version 1');
    expect(await get('/index.html')).toBe('200 Miss: version 2');
  });
});

test('an invalidation removes exactly what it covers', async () => {
  await start({
    cachePolicyId: stage.cloudFront.addCachePolicy(cachePolicy('queries', 0, 60, 60, { queries: 'all' })),
  });
  const keys = ['a/one.js', 'a/two.js', 'ab.js', 'ä b.js', 'a+b.js'];
  for (const key of keys) stage.bucket.put(key, key);
  const paths = ['/a/one.js', '/a/two.js', '/ab.js', '/%C3%A4%20b.js', '/a+b.js', '/ab.js?lang=de'];
  for (const path of paths) await get(path);
  const cached = () => site.edge.cached().map(({ pathAndQuery }) => pathAndQuery);
  expect(cached()).toEqual(paths);
  await invalidate('/a/*', '/%c3%a4%20b.js', '/a%2Bb.js');
  stage.clock.advance(5_000);
  expect(cached()).toEqual(['/ab.js', '/a+b.js', '/ab.js?lang=de']);
  await invalidate('/ab.js');
  stage.clock.advance(5_000);
  expect(cached()).toEqual(['/a+b.js', '/ab.js?lang=de']);
  await invalidate('/a*');
  stage.clock.advance(5_000);
  expect(cached()).toEqual([]);
});

test('an invalidation by tag removes what carries the tag', async () => {
  await start({ cacheTagHeader: 'x-amz-meta-cache-tag' });
  stage.bucket.put('a.html', 'a', { 'x-amz-meta-cache-tag': 'release-1, HTML' });
  stage.bucket.put('b.js', 'b', { 'x-amz-meta-cache-tag': 'release-1' });
  await get('/a.html');
  await get('/b.js');
  await invalidate('#html');
  stage.clock.advance(5_000);
  expect(site.edge.cached().map(({ pathAndQuery }) => pathAndQuery)).toEqual(['/b.js']);
});

describe('freshness', () => {
  test.each([
    ['public, max-age=60', 59, 60],
    ['max-age=60, s-maxage=30', 29, 30],
    ['no-cache', 0, 1],
    ['public, max-age=99999999999', 31_535_999, 31_536_000],
  ])('Cache-Control: %s is a hit after %d s and asks again after %d s', async (header, fresh, stale) => {
    await start();
    stage.bucket.put('page.html', 'page', { 'cache-control': header });
    await get('/page.html');
    stage.clock.advance(fresh * 1000);
    expect(await get('/page.html')).toBe('200 Hit: page');
    stage.clock.advance((stale - fresh) * 1000);
    expect(await get('/page.html')).toBe('200 RefreshHit: page');
    expect(stage.bucket.opened).toEqual(['page.html 200', 'page.html 304']);
  });

  test('Expires counts where there is no max-age', async () => {
    await start();
    stage.bucket.put('page.html', 'page', { expires: new Date(stage.clock.now().getTime() + 10_000).toUTCString() });
    await get('/page.html');
    stage.clock.advance(9_000);
    expect(await get('/page.html')).toBe('200 Hit: page');
    stage.clock.advance(1_000);
    expect(await get('/page.html')).toBe('200 RefreshHit: page');
  });

  test('what must not be stored is asked for each time', async () => {
    await start({ cachePolicyId: stage.cloudFront.addCachePolicy(cachePolicy('zero', 0, 60, 60)) });
    stage.bucket.put('page.html', 'page', { 'cache-control': 'no-store' });
    expect([await get('/page.html'), await get('/page.html')]).toEqual(['200 Miss: page', '200 Miss: page']);
  });

  test('Age tells how long an object has been kept', async () => {
    await start();
    stage.bucket.put('app.js', 'js', IMMUTABLE);
    const age = async () => (await fetch(`${site.edge.url}/app.js`)).headers.get('age');
    expect(await age()).toBeNull();
    stage.clock.advance(42_500);
    expect(await age()).toBe('42');
  });

  test('a stale page is served while the origin is in trouble', async () => {
    await start();
    stage.bucket.put('index.html', 'page', { 'cache-control': 'max-age=5' });
    await get('/');
    stage.clock.advance(60_000);
    stage.bucket.fail(503);
    expect(await get('/')).toBe('200 Hit: page');
  });
});

test('a page that was being fetched while it was invalidated is not kept', async () => {
  await start();
  stage.bucket.put('index.html', 'version 1');
  const { asked, release } = stage.bucket.hold();
  const answer = get('/');
  await asked;
  stage.bucket.put('index.html', 'version 2');
  await invalidate('/');
  stage.clock.advance(5_000);
  release();
  expect(await answer).toBe('200 Miss: version 1');
  expect(await get('/')).toBe('200 Miss: version 2');
});

describe('a single-page app', () => {
  beforeEach(() => {
    stage.bucket.put('index.html', '<app>');
    stage.bucket.put('assets/app.1a2b.js', 'js', IMMUTABLE);
  });

  test('with a function serves every route from one cached entry page, and honest 404s for assets', async () => {
    await start({ viewerRequestFunction: stage.cloudFront.addFunction(accountId, 'spa', SPA) });
    expect(await get('/certificates/7')).toBe('200 Miss: <app>');
    expect(await get('/login')).toBe('200 Hit: <app>');
    expect(await get('/assets/app.1a2b.js')).toBe('200 Miss: js');
    expect(await get('/assets/gone.js')).toBe('404 Error: <Error>404</Error>');
    stage.bucket.put('index.html', '<next>');
    await invalidate('/index.html');
    stage.clock.advance(5_000);
    expect(await get('/certificates/7')).toBe('200 Miss: <next>');
  });

  test('with error pages caches the entry page under each route, and turns a missing asset into HTML', async () => {
    await start({ errorPages: true });
    expect(await get('/certificates/7')).toBe('200 Error: <app>');
    expect(await get('/assets/gone.js')).toBe('200 Error: <app>');
    stage.bucket.put('index.html', '<next>');
    await invalidate('/', '/index.html');
    stage.clock.advance(5_000);
    expect(await get('/certificates/7')).toBe('200 Error: <app>');
    stage.clock.advance(5_000);
    expect(await get('/certificates/7')).toBe('200 Error: <next>');
  });

  test('an error stays for the error caching minimum TTL, also when the object has come', async () => {
    await start();
    expect(await get('/late.html')).toBe('404 Error: <Error>404</Error>');
    stage.bucket.put('late.html', 'here');
    stage.clock.advance(9_000);
    expect(await get('/late.html')).toBe('404 Error: <Error>404</Error>');
    stage.clock.advance(1_000);
    expect(await get('/late.html')).toBe('200 Miss: here');
  });

  test('a 403 without an error page is not kept', async () => {
    await start();
    stage.bucket.fail(403);
    expect(await get('/')).toBe('403 Error: <Error>403</Error>');
    stage.bucket.fail(undefined);
    expect(await get('/')).toBe('200 Miss: <app>');
  });

  test('a function may answer itself, and a broken one is a 503', async () => {
    const redirect = `function handler() { return { statusCode: 301, headers: { location: { value: '/new' } } }; }`;
    await start({ viewerRequestFunction: stage.cloudFront.addFunction(accountId, 'move', redirect) });
    const response = await fetch(`${site.edge.url}/old`, { redirect: 'manual' });
    expect([response.status, response.headers.get('location')]).toEqual([301, '/new']);
    stage.cloudFront.addFunction(accountId, 'move', 'function handler() { throw new Error("no"); }');
    expect(await get('/old')).toMatch(/^503 Error/);
  });
});

describe('what a viewer asks for', () => {
  beforeEach(async () => {
    await start({ responseHeadersPolicyId: managedResponseHeadersPolicyIds.securityHeaders });
    stage.bucket.put('app.js', '0123456789', { ...IMMUTABLE, 'content-type': 'text/javascript' });
  });
  const ask = (headers: Record<string, string>, method = 'GET') =>
    fetch(`${site.edge.url}/app.js`, { method, headers });

  test('304 when it has the object already', async () => {
    const etag = (await ask({})).headers.get('etag') ?? '';
    const again = await ask({ 'if-none-match': etag });
    expect([again.status, await again.text(), again.headers.get('x-cache')]).toEqual([304, '', 'Hit from cloudfront']);
    expect((await ask({ 'if-none-match': '"other"' })).status).toBe(200);
    expect((await ask({ 'if-modified-since': 'Mon, 02 Nov 2026 08:00:00 GMT' })).status).toBe(304);
  });

  test('a part of it, also when nothing is cached yet', async () => {
    const part = await ask({ range: 'bytes=2-4' });
    expect([part.status, part.headers.get('content-range'), await part.text()]).toEqual([206, 'bytes 2-4/10', '234']);
    expect(await (await ask({ range: 'bytes=-3' })).text()).toBe('789');
    expect((await ask({ range: 'bytes=20-' })).status).toBe(416);
    expect(await (await ask({})).text()).toBe('0123456789');
  });

  test('its headers alone', async () => {
    const head = await ask({}, 'HEAD');
    expect([head.status, head.headers.get('content-length'), await head.text()]).toEqual([200, '10', '']);
    expect(await (await ask({})).text()).toBe('0123456789');
  });

  test('with the headers that the policy sets', async () => {
    const { headers } = await ask({});
    expect(headers.get('strict-transport-security')).toBe('max-age=31536000');
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('content-type')).toBe('text/javascript');
  });

  test('but nothing by another method, and nothing by a path that cannot be decoded', async () => {
    expect((await ask({}, 'DELETE')).status).toBe(403);
    expect(await get('/%E4')).toMatch(/^400 Error/);
  });
});

describe('an API behind the same distribution', () => {
  let api: Server;
  let url: string;
  const seen: { method: string; url: string; headers: NodeJS.Dict<string | string[]>; body: string }[] = [];

  beforeEach(async () => {
    seen.length = 0;
    api = createServer(async (message, response) => {
      let body = '';
      for await (const chunk of message) body += String(chunk);
      seen.push({ method: message.method ?? '', url: message.url ?? '', headers: message.headers, body });
      const status = message.url?.includes('missing') ? 404 : 200;
      response.writeHead(status, { 'set-cookie': ['a=1; HttpOnly', 'b=2'], 'content-type': 'application/json' });
      response.end(`{"n":${seen.length}}`);
    });
    url = await listen(api);
  });
  afterEach(() => closeServer(api));

  test('gets method, query, cookies and body, and is never cached', async () => {
    await start({ api: url.replace('http://', '') });
    const send = () =>
      fetch(`${site.edge.url}/api/login?next=%2F`, {
        method: 'POST',
        body: '{"user":"eve"}',
        headers: { cookie: 'session=1' },
      });
    const first = await send();
    expect(first.headers.getSetCookie()).toEqual(['a=1; HttpOnly', 'b=2']);
    expect([await first.text(), await (await send()).text()]).toEqual(['{"n":1}', '{"n":2}']);
    expect(seen[0]).toMatchObject({ method: 'POST', url: '/api/login?next=%2F', body: '{"user":"eve"}' });
    expect(seen[0]?.headers).toMatchObject({ cookie: 'session=1', host: url.replace('http://', '') });
    expect([await get('/api/list'), await get('/api/list')]).toEqual(['200 Miss: {"n":3}', '200 Miss: {"n":4}']);
  });

  test('without an origin request policy gets neither cookies nor queries', async () => {
    await start({ api: url.replace('http://', '') }, (config) => {
      for (const behavior of config.CacheBehaviors?.Items ?? []) delete behavior.OriginRequestPolicyId;
      return config;
    });
    await get('/api/list?page=2', { cookie: 'session=1', authorization: 'Bearer x' });
    expect(seen[0]?.url).toBe('/api/list');
    expect(seen[0]?.headers).toMatchObject({ 'user-agent': 'Amazon CloudFront' });
    expect(Object.keys(seen[0]?.headers ?? {})).not.toContain('cookie');
    expect(Object.keys(seen[0]?.headers ?? {})).not.toContain('authorization');
  });

  test('has its own 404 rewritten by error pages, which hold for the whole distribution', async () => {
    stage.bucket.put('index.html', '<app>');
    await start({ api: url.replace('http://', '') });
    expect(await get('/api/missing')).toBe('404 Error: {"n":1}');
    stage.cloudFront.changeDistribution(site.id, () =>
      siteConfig({ bucket: 'site', region: 'us-east-1', api: url.replace('http://', ''), errorPages: true }),
    );
    expect(await get('/api/missing')).toBe('200 Error: <app>');
  });

  test('that does not answer is a 502', async () => {
    await start({ api: '127.0.0.1:1' });
    expect(await get('/api/list')).toMatch(/^502 Error/);
  });
});

test('an edge listens where it is told to', async () => {
  const free = createServer();
  const port = Number(new URL(await listen(free)).port);
  await closeServer(free);
  const config = siteConfig({ bucket: 'site', region: 'us-east-1' });
  const { edge } = await stage.cloudFront.addDistribution({ accountId, config, port });
  expect(edge.url).toBe(`http://127.0.0.1:${port}`);
});

test.each([
  ['/a%41', '/aA'],
  ['/caf\u00e9', '/caf%C3%A9'],
  ['/a%2fb', '/a%2Fb'],
  ['/a%7Eb', '/a~b'],
  ['/a[1].js', '/a%5B1%5D.js'],
])('the path %s is cached as %s', (path, expected) => {
  expect(canonicalPath(path)).toBe(expected);
});

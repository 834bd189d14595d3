import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { action } from '../../../src/actions/invalidate-cloudfront/index.ts';
import { invalidationPathOfKey } from '../../../src/domain/invalidation-path.ts';
import { cachePolicy } from '../../cloud/cloudfront/policies.ts';
import { type SiteSettings, siteConfig } from '../../cloud/cloudfront/site-config.ts';
import type { Distribution } from '../../cloud/cloudfront/state.ts';
import { accountId, region, type Stage, startStage } from '../../support/action.ts';

const bucket = 'site';
let stage: Stage;
let site: Distribution;

beforeEach(async () => {
  stage = await startStage(action, { cloudFront: { invalidationMilliseconds: 30_000 } });
  const publicRead = {
    Effect: 'Allow',
    Principal: '*',
    Action: ['s3:GetObject'],
    Resource: `arn:aws:s3:::${bucket}/*`,
  };
  stage.cloud.s3.createBucket({ accountId, region, name: bucket });
  stage.cloud.s3.setPolicy(bucket, { Version: '2012-10-17', Statement: [publicRead] } as never);
});
afterEach(() => stage.close());

async function serve(settings: Partial<SiteSettings> = {}): Promise<void> {
  site = await stage.cloud.cloudFront.addDistribution({
    accountId,
    config: siteConfig({ bucket, region, ...settings }),
  });
}

/** Longer than an invalidation takes, or errors would be forgotten by themselves. */
function keepErrorsFor(seconds: number): void {
  stage.cloud.cloudFront.changeDistribution(site.id, (config) => {
    const pages = (config.CustomErrorResponses?.Items ?? []).map((page) => ({ ...page, ErrorCachingMinTTL: seconds }));
    return { ...config, CustomErrorResponses: { Quantity: pages.length, Items: pages } };
  });
}

/** What the visitor sees; an error is one, whichever request it was. */
async function visit(path: string): Promise<string> {
  const text = await (await fetch(site.edge.url + path)).text();
  return text.replace(/<RequestId>.*?<\/RequestId>/, '');
}

/** Visits every path, changes the page, invalidates, and visits again: what each visitor then sees. */
async function seenAfter(key: string, visited: readonly string[], inputs: Readonly<Record<string, string>>) {
  stage.cloud.s3.put(bucket, key, 'old', { 'content-type': 'text/html' });
  for (const path of visited) expect(await visit(path)).toBe('old');
  stage.cloud.s3.put(bucket, key, 'new', { 'content-type': 'text/html' });
  for (const path of visited) expect(await visit(path)).toBe('old');
  const ran = await stage.run({ 'distribution-id': site.id, wait: 'true', ...inputs });
  expect(ran.outputs['status']).toBe('Completed');
  return Promise.all(visited.map(visit));
}

describe('after a completed invalidation no visitor sees the page as it was', () => {
  test('under / and its own name', async () => {
    await serve();
    expect(await seenAfter('index.html', ['/', '/index.html'], { paths: '/index.html' })).toEqual(['new', 'new']);
  });

  test('under every route that an error page answered', async () => {
    await serve({ errorPages: true });
    keepErrorsFor(86_400);
    const routes = ['/', '/certificates/7', '/login?next=1', '/assets/gone.js'];
    expect(await seenAfter('index.html', routes, { paths: '/index.html' })).toEqual(routes.map(() => 'new'));
  });

  test('under every route that a function maps to it, with one path', async () => {
    const code = `function handler({ request }) { if (request.uri.indexOf('.') < 0) request.uri = '/index.html'; return request; }`;
    await serve({ viewerRequestFunction: stage.cloud.cloudFront.addFunction(accountId, 'spa', code) });
    const routes = ['/', '/certificates/7', '/login'];
    expect(await seenAfter('index.html', routes, { paths: '/index.html' })).toEqual(routes.map(() => 'new'));
  });

  test('with whatever query, where queries are part of the cache key', async () => {
    await serve({
      cachePolicyId: stage.cloud.cloudFront.addCachePolicy(cachePolicy('q', 0, 86_400, 86_400, { queries: 'all' })),
    });
    const asked = ['/page.html', '/page.html?v=1', '/page.html?utm=a&v=2'];
    expect(await seenAfter('page.html', asked, { paths: '/page.html' })).toEqual(asked.map(() => 'new'));
  });

  test.each([
    ['Grüße aus Köln.html', '/Gr%C3%BC%C3%9Fe%20aus%20K%C3%B6ln.html'],
    ['[id].html', '/[id].html'],
    ['[id].html', '/%5Bid%5D.html'],
    ['~eve.html', '/~eve.html'],
    ['~eve.html', '/%7Eeve.html'],
    ["a(1)!'&,;=:@$.html", "/a(1)!'&,;=:@$.html"],
    ['😀.html', '/%F0%9F%98%80.html'],
  ])('for the key %s, asked for as %s', async (key, asked) => {
    await serve();
    expect(await seenAfter(key, [asked], { paths: `/${key}` })).toEqual(['new']);
  });

  test('by a wildcard above max-paths', async () => {
    await serve();
    const paths = 'docs/a.html\ndocs/b.html\ndocs/c.html\ndocs/d.html';
    expect(await seenAfter('docs/c.html', ['/docs/c.html'], { paths, 'max-paths': '2' })).toEqual(['new']);
  });
});

const spa = `function handler({ request }) {
  if (request.uri.endsWith('/')) request.uri += 'index.html';
  else if (request.uri.indexOf('.') < 0) request.uri = '/index.html';
  return request;
}`;
const keys = ['index.html', 'docs/index.html', 'docs/a b.html', 'a(1)~[x].html', 'é.html', '100%.html'] as const;
const addresses = ['/', '/docs/', '/docs', '/route', '/route?x=1', '/gone.js', ...keys.map(addressOf)] as const;

function addressOf(key: string): string {
  return `/${key.split('/').map(encodeURIComponent).join('/')}`;
}

test('whatever the site and its distribution, visitors get what the origin has after the invalidation', async () => {
  const functionArn = stage.cloud.cloudFront.addFunction(accountId, 'spa', spa);
  const cachePolicyId = stage.cloud.cloudFront.addCachePolicy(cachePolicy('q', 0, 86_400, 86_400, { queries: 'all' }));
  const settings = fc.record(
    {
      errorPages: fc.boolean(),
      viewerRequestFunction: fc.constant(functionArn),
      cachePolicyId: fc.constant(cachePolicyId),
    },
    { requiredKeys: [] },
  );
  const changes = fc.subarray([...keys], { minLength: 1 });
  let run = 0;
  await fc.assert(
    fc.asyncProperty(settings, changes, fc.subarray([...addresses]), async (chosen, changed, visited) => {
      for (const key of keys) stage.cloud.s3.put(bucket, key, `${key} before`);
      await serve(chosen);
      if (chosen.errorPages) keepErrorsFor(86_400);
      for (const address of visited) await visit(address);
      for (const key of changed) stage.cloud.s3.put(bucket, key, `${key} after`);
      const paths = changed.map(invalidationPathOfKey).join('\n');
      await stage.run({ 'distribution-id': site.id, paths, wait: 'true' }, { attempt: `${++run}-1` });
      const seen = await Promise.all(visited.map(visit));
      await serve(chosen);
      expect(seen).toEqual(await Promise.all(visited.map(visit)));
    }),
    { numRuns: 40 },
  );
}, 60_000);

test('what did not change stays at the edge', async () => {
  await serve();
  stage.cloud.s3.put(bucket, 'assets/app.1a2b.js', 'js', { 'cache-control': 'public, max-age=31536000, immutable' });
  await visit('/assets/app.1a2b.js');
  await seenAfter('index.html', ['/'], { paths: '/index.html' });
  await visit('/assets/app.1a2b.js');
  expect(site.edge.visits().at(-1)).toMatchObject({ url: '/assets/app.1a2b.js', xCache: 'Hit' });
});

describe('cache tags', () => {
  test('a tag makes the edge forget what carries it, under whatever path', async () => {
    await serve({ errorPages: true, cacheTagHeader: 'cache-control' });
    keepErrorsFor(86_400);
    stage.cloud.s3.put(bucket, 'index.html', 'old', { 'cache-control': 'html' });
    expect(await visit('/some/route')).toBe('old');
    stage.cloud.s3.put(bucket, 'index.html', 'new', { 'cache-control': 'html' });
    const ran = await stage.run({ 'distribution-id': site.id, tags: 'HTML', wait: 'true' });
    expect(ran.outputs).toMatchObject({ paths: ['#html'], status: 'Completed', changed: true });
    expect(await visit('/some/route')).toBe('new');
  });

  test('a distribution without them says so before anything is invalidated', async () => {
    await serve();
    await expect(stage.run({ 'distribution-id': site.id, tags: 'html' })).rejects.toThrow(
      `The distribution ${site.id} has no cache tags; nothing was changed.`,
    );
    expect(stage.calls()).toEqual(['cloudfront:GetDistribution']);
  });
});

import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { routingOf } from '../../../src/actions/sync-spa-s3/routing.ts';
import { covers } from '../../cloud/cloudfront/invalidation-paths.ts';
import { siteConfig } from '../../cloud/cloudfront/site-config.ts';
import type { Distribution } from '../../cloud/cloudfront/state.ts';
import { environmentStack } from '../../infra/environment-stacks.ts';
import { accountId, type Ran, region } from '../../support/action.ts';
import { bucket, type Files, type SiteStage, startSite } from './site-stage.ts';

describe('the routing that a build shows', () => {
  const index = { path: 'index.html', sha256: 'a' };
  const file = (path: string, sha256 = path) => ({ path, sha256 });

  test.each([
    ['a page alone, as Vite leaves it', [index, file('assets/a.js')], 'app'],
    ['Astro, Docusaurus', [index, file('404.html'), file('about/index.html')], 'pages'],
    ['Next export, SvelteKit', [index, file('404.html'), file('about.html')], 'pages'],
    ['an app for GitHub Pages, copied to 404.html', [index, file('404.html', 'a')], 'app'],
    [
      'Nuxt: pages, and an app for what has none',
      [index, file('200.html'), file('404.html'), file('about/index.html')],
      undefined,
    ],
    ['an app with a fallback of its own', [index, file('200.html')], 'app'],
    ['one page and what is shown where none is', [index, file('404.html')], undefined],
    ['apps in several languages', [file('de/index.html'), file('en/index.html')], undefined],
    ['entries of a Vite app', [index, file('admin.html')], undefined],
  ] as const)('%s: %s', (_, files, routing) => {
    expect(routingOf({ routing: undefined }, files)).toBe(routing);
    expect(routingOf({ routing: 'pages' }, files)).toBe('pages');
  });
});

let stage: SiteStage;
let edge: Distribution;

beforeEach(async () => {
  stage = await startSite();
});
afterEach(() => stage.close());

/** A distribution with the function of infra/edge.yml, whose bucket answers honestly for what it does not have. */
async function serve(parameters: Readonly<Record<string, string>>): Promise<void> {
  const code = String(environmentStack('edge', parameters).resources['Routes']?.Properties['FunctionCode']);
  const { cloudFront, s3 } = stage.cloud;
  const viewerRequestFunction = cloudFront.addFunction(accountId, 'routes', code);
  const config = siteConfig({ bucket, region, viewerRequestFunction });
  edge = await cloudFront.addDistribution({ accountId, config });
  const allow = (Action: string, Resource: string) => ({ Effect: 'Allow', Principal: '*', Action, Resource });
  const statements = [
    allow('s3:GetObject', `arn:aws:s3:::${bucket}/*`),
    allow('s3:ListBucket', `arn:aws:s3:::${bucket}`),
  ];
  s3.setPolicy(bucket, { Version: '2012-10-17', Statement: statements } as never);
}

/** What a browser gets for an address: the page's text, or the status of an error. */
async function visit(path: string): Promise<string> {
  const answer = await fetch(edge.edge.url + path, { headers: { accept: 'text/html' } });
  const text = await answer.text();
  return answer.status === 200 ? text : String(answer.status);
}

/** What the edge keeps is as old as it may be: only what is invalidated is asked for again. */
async function release(files: Files | undefined, inputs: Readonly<Record<string, string>>): Promise<Ran> {
  const cached = { 'cache-control': '**/*.html = max-age=86400\n*.html = max-age=86400', ...inputs };
  const ran = files ? await stage.sync(files, cached) : await stage.run({ bucket, ...inputs });
  expect(ran.failure).toBeUndefined();
  const paths = ran.outputs['invalidation-paths'] as readonly string[];
  edge.edge.forget((kept) => paths.some((path) => covers(path, kept)));
  return ran;
}

describe('a site of pages', () => {
  const folders = (version: string): Files => ({
    'index.html': `home ${version}`,
    '404.html': `gone ${version}`,
    'about/index.html': `about ${version}`,
    'docs/v1.2/index.html': `docs ${version}`,
    '.well-known/security.txt': 'mail',
    '.well-known/apple-app-site-association': '{}',
  });
  const addresses = ['/', '/about', '/about/', '/about/index.html', '/docs/v1.2', '/docs/v1.2/'];
  const pages = (version: string) => [
    `home ${version}`,
    ...Array(3).fill(`about ${version}`),
    ...Array(2).fill(`docs ${version}`),
  ];
  const seen = (at = '') => Promise.all(addresses.map((path) => visit(at + path)));

  test('each address has its page, at a release and a rollback, and what is missing is a 404', async () => {
    await serve({ Routing: 'pages' });
    expect((await release(folders('1'), { 'release-id': 'one' })).outputs['routing']).toBe('pages');
    expect(await seen()).toEqual(pages('1'));
    await release(folders('2'), { 'release-id': 'two' });
    expect(await seen()).toEqual(pages('2'));
    const back = await release(undefined, { 'rollback-to': 'one' });
    expect(back.outputs['routing']).toBe('pages');
    expect(await seen()).toEqual(pages('1'));
    for (const path of ['/missing', '/missing/', '/users/john.doe', '/assets/gone.js'])
      expect([path, await visit(path)]).toEqual([path, '404']);
    expect(await visit('/.well-known/apple-app-site-association')).toBe('{}');
    expect(await visit('/.deploy/manifest.json')).toBe('404');
    expect(await visit('/%2Edeploy/manifest.json')).toBe('404');
  });

  test('and so has a preview of it', async () => {
    await serve({ Routing: 'pages' });
    const [prefix, at] = ['previews/pr-7', '/previews/pr-7'];
    await release(folders('1'), { prefix });
    expect(await seen(at)).toEqual(pages('1'));
    const { outputs } = await release(folders('2'), { prefix });
    expect(outputs['invalidation-paths']).toEqual(
      expect.arrayContaining([`${at}/about`, `${at}/about/`, at, `${at}/`]),
    );
    expect(await seen(at)).toEqual(pages('2'));
    expect(await visit(`${at}/missing`)).toBe('404');
  });

  test('also where a page is about.html', async () => {
    await serve({ Routing: 'pages', PageFiles: 'files' });
    const files = (version: string) => ({
      ...{ 'index.html': `home ${version}`, '404.html': 'gone', 'about.html': `about ${version}` },
    });
    await release(files('1'), {});
    const asked = ['/', '/about', '/about/', '/about.html'];
    expect(await Promise.all(asked.map(visit))).toEqual(['home 1', ...Array(3).fill('about 1')]);
    const { outputs } = await release(files('2'), {});
    expect(outputs['invalidation-paths']).toEqual(['/', '/about', '/about.html', '/index.html']);
    expect(await Promise.all(asked.map(visit))).toEqual(['home 2', ...Array(3).fill('about 2')]);
  });
});

test('an app answers every address that is no file, and two paths invalidate it', async () => {
  await serve({ Routing: 'app' });
  const app = (version: string) => ({ 'index.html': `app ${version}`, 'favicon.svg': '<svg/>' });
  await release(app('1'), {});
  const routes = ['/', '/index.html', '/requests/7', '/users/john.doe', '/a/b/'];
  expect(await Promise.all(routes.map(visit))).toEqual(routes.map(() => 'app 1'));
  const { outputs } = await release(app('2'), {});
  expect(outputs).toMatchObject({ routing: 'app', 'invalidation-paths': ['/', '/index.html'] });
  expect(await Promise.all(routes.map(visit))).toEqual(routes.map(() => 'app 2'));
  for (const path of ['/assets/gone.js', '/.well-known/gone']) expect([path, await visit(path)]).toEqual([path, '404']);
});

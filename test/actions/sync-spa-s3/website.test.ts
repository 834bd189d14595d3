import { readFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { PolicyDocument } from '../../cloud/iam/policy.ts';
import type { WebsiteConfiguration } from '../../cloud/s3/website-configuration.ts';
import { accountId, failureOf, policyOf, type Ran, region } from '../../support/action.ts';
import { bucket, type Files, type SiteStage, startSite } from './site-stage.ts';

const app: Files = {
  'index.html': '<script src="/assets/app-a1c0ffee0.js"></script>',
  'assets/app-a1c0ffee0.js': 'app',
};
const pages: Files = { 'index.html': 'home', '404.html': 'gone', 'about/index.html': 'about' };
const documents = (ErrorDocument?: string): WebsiteConfiguration => ({
  IndexDocument: { Suffix: 'index.html' },
  ...(ErrorDocument === undefined ? {} : { ErrorDocument: { Key: ErrorDocument } }),
});

/** The policy of a website, as the README has it. */
function forAll(name: string): PolicyDocument {
  const [, json = ''] =
    /```json\n([^`]*Principal[^`]*)```/.exec(readFileSync('actions/sync-spa-s3/README.md', 'utf8')) ?? [];
  return JSON.parse(json.replaceAll('BUCKET', name).replaceAll('ACCOUNT', accountId)) as PolicyDocument;
}

let stage: SiteStage;
beforeEach(async () => {
  stage = await startSite();
});
afterEach(() => stage.close());

let count = 0;
/** A bucket with this configuration, which everybody may read. */
function website(configuration: WebsiteConfiguration | undefined, { isPublic = true, blocked = false } = {}): string {
  const name = `website-${++count}`;
  const { s3 } = stage.cloud;
  s3.createBucket({ accountId, region, name, blockPublicAccess: blocked, website: configuration });
  if (isPublic) s3.setPolicy(name, forAll(name));
  return name;
}

function sync(files: Files, name: string, inputs: Readonly<Record<string, string>> = {}): Promise<Ran> {
  return stage.sync(files, { bucket: name, website: 'true', ...inputs });
}

async function warnings(ran: Promise<Ran>): Promise<string> {
  const { failure, log } = await ran;
  expect(failure).toBeUndefined();
  return log.filter((line) => /website|visitors|worker/i.test(line)).join('\n');
}

describe('a bucket that serves its visitors itself', () => {
  test('an app: its routes get the entry page; the summary says what plain HTTP costs', async () => {
    const name = website(documents('index.html'));
    const ran = await sync(app, name);
    expect(await warnings(Promise.resolve(ran))).toBe('');
    const facts = new Map(ran.report.facts);
    expect(facts.get('Website')).toMatch(/plain HTTP: .*Secure cookies.*service worker/);
    const url = await stage.cloud.s3.website(name);
    for (const path of ['/', '/users/7']) expect(await (await fetch(url + path)).text()).toBe(app['index.html']);
  });

  test('a site of pages: folders are found, and what is missing gets its page', async () => {
    const name = website(documents('404.html'));
    expect(await warnings(sync(pages, name))).toBe('');
    const url = await stage.cloud.s3.website(name);
    expect(await (await fetch(`${url}/about`)).text()).toBe('about');
    const missing = await fetch(`${url}/missing`);
    expect([missing.status, await missing.text()]).toEqual([404, 'gone']);
    // Our records are nobody's business.
    expect(stage.cloud.s3.keys(name)).toContain('.deploy/manifest.json');
    expect((await fetch(`${url}/.deploy/manifest.json`)).status).toBe(403);
  });

  test.each([
    ['is no website', undefined, pages, /The bucket website-\d+ is no website; nothing was uploaded\..*aws s3 website/],
    [
      'sends all visitors elsewhere',
      { RedirectAllRequestsTo: { HostName: 'www.example.com' } },
      pages,
      /sends all its visitors to www\.example\.com; nothing was uploaded/,
    ],
    [
      'has another index document',
      { IndexDocument: { Suffix: 'home.html' } },
      pages,
      /has home\.html as its index document, and the build has index\.html; nothing was uploaded/,
    ],
  ])('one that %s is refused before anything is uploaded', async (_, configuration, files, message) => {
    const name = website(configuration);
    expect(await failureOf(sync(files, name))).toMatch(message);
    expect(stage.cloud.s3.keys(name)).toEqual([]);
  });
});

describe('its error document', () => {
  test.each([
    ['app', app, undefined, 'has no error document, so no route of the app has a page'],
    ['app', { ...app, 'error.html': 'x' }, 'error.html', 'has the error document error.html, so no route'],
    ['pages', pages, undefined, 'has no error document, so visitors get no page of this site'],
    ['pages', pages, 'index.html', 'has the error document index.html, so visitors get no page'],
    ['pages', pages, 'error.html', 'has the error document error.html, and the build has no such file'],
  ] as const)('does not fit %s: that is refused where it was said, and told where it was found', async (routing, files, document, expected) => {
    const name = website(documents(document));
    expect(await failureOf(sync(files, name, { routing }))).toContain(expected);
    expect(stage.cloud.s3.keys(name)).toEqual([]);
    // An app beside another page shows no routing.
    const isShown = routing === 'pages' || !('error.html' in files);
    if (isShown) expect(await warnings(sync(files, name))).toContain(expected);
  });

  test('is one for the whole bucket, and so none of a preview', async () => {
    const name = website(documents('index.html'));
    const files = { 'index.html': '<script src="/previews/pr-7/a.js"></script>', 'a.js': 'app' };
    expect(await warnings(sync(files, name, { prefix: 'previews/pr-7' }))).toContain(
      'one error document for the whole bucket',
    );
  });
});

describe('what visitors will miss is told', () => {
  test.each([
    ['pages without folders', { ...pages, 'us.html': 'us' }, {}, 'us.html at /us.html only, and nothing at /us'],
    [
      'a service worker',
      { ...pages, 'sw.js': 'self.skipWaiting()' },
      {},
      'The build has a service worker. Browsers run none on a page that came by plain HTTP',
    ],
    ['a policy for few', pages, { isPublic: false }, 'does not let everybody read it: visitors get 403'],
    ['a block of public access', pages, { blocked: true }, 'blocks public access (RestrictPublicBuckets)'],
  ] as const)('%s', async (_, files, how, expected) => {
    expect(await warnings(sync(files, website(documents('404.html'), how)))).toContain(expected);
  });

  test('what a role may not see is not known', async () => {
    const name = website(documents('404.html'));
    const as = stage.caller(policyOf('sync-spa-s3', { SiteBucket: name }));
    const said = await warnings(stage.sync(pages, { bucket: name, website: 'true' }, { as }));
    expect(said).toContain(
      `Whether s3://${name} is a website, and with which documents, is not known: the role lacks s3:GetBucketWebsite.`,
    );
    expect(said).toContain(
      'is not known: the role lacks s3:GetBucketPolicyStatus; the role lacks s3:GetBucketPublicAccessBlock',
    );
    const optional = policyOf('sync-spa-s3', { SiteBucket: name }, 'optional');
    const able = stage.caller(policyOf('sync-spa-s3', { SiteBucket: name }), optional);
    expect(await warnings(stage.sync(pages, { bucket: name, website: 'true' }, { as: able }))).toBe('');
  });

  test('without `website` nobody asks', async () => {
    await stage.sync(pages);
    expect(stage.calls().filter((call) => /Website|Policy|PublicAccess/.test(call))).toEqual([]);
    expect(stage.cloud.s3.keys(bucket)).toContain('index.html');
  });
});

import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { failureOf } from '../../support/action.ts';
import { bucket, type Files, type SiteStage, site, startSite } from './site-stage.ts';

let stage: SiteStage;

beforeEach(async () => {
  stage = await startSite();
});
afterEach(() => stage.close());

const entry = { 'index.html': '' };
const long = (bytes: number) =>
  'x'
    .repeat(200)
    .concat('/')
    .repeat(6)
    .slice(0, bytes - 4)
    .concat('.txt');

describe('what must not be uploaded is told before anything is', () => {
  test.each<[string, Files, Readonly<Record<string, string>>, string]>([
    ['a source map', { 'assets/app-4f3a2b1c.js.map': '{}' }, {}, 'assets/app-4f3a2b1c.js.map is a source map'],
    ['.env', { '.env.production': 'A=1' }, {}, '.env.production may hold secrets'],
    ['a token', { '.npmrc': '//npm.example.com/:_authToken=abc' }, {}, '.npmrc holds a token of a registry'],
    ['.git', { '.git/config': '' }, {}, '.git/config belongs to the repository'],
    ['a frozen name', { 'js/app.js': '' }, { immutable: 'js/**' }, 'js/app.js would be cached for a year as immutable'],
    [
      'a frozen name by rule',
      { 'logo.svg': '' },
      { 'cache-control': '*.svg = public, max-age=9, immutable' },
      'logo.svg would be cached for a year',
    ],
    [
      'a cached service worker',
      { 'sw.js': '' },
      { 'cache-control': 'sw.js = public, max-age=600' },
      'sw.js is a service worker and would be cached (public, max-age=600)',
    ],
    ['a key too long', { [long(1_020)]: '' }, { prefix: 'site' }, 'has a key of more than 1,024 bytes'],
    [
      'too much metadata',
      {},
      { headers: `*.html = x-amz-meta-a: ${'x'.repeat(1_500)}\n*.html = x-amz-meta-b: ${'x'.repeat(600)}` },
      'index.html has more than 2048 bytes of x-amz-meta headers',
    ],
  ])('%s', async (_, files, inputs, message) => {
    expect(await failureOf(stage.sync({ ...entry, ...files }, inputs))).toContain(message);
    expect(stage.writes()).toEqual([]);
  });

  test('all findings in one message, and each can be accepted', async () => {
    stage.build({ ...entry, '.env': '', 'a.js.map': '', 'b.js.map': '' });
    symlinkSync('/etc/passwd', join(stage.workspace, 'dist', 'passwd.txt'));
    const message = await failureOf(stage.sync());
    for (const path of ['.env', 'a.js.map', 'b.js.map', 'passwd.txt']) expect(message).toContain(path);
    expect(stage.writes()).toEqual([]);
    await stage.sync(undefined, { 'lint-allow': '**' });
    // A link out of the folder is never followed.
    expect(stage.keys()).toEqual(['.env', 'a.js.map', 'b.js.map', 'index.html']);
  });

  test.each([
    [{ headers: '*.html = Set-Cookie: a=1' }, 'S3 does not serve Set-Cookie'],
    [{ headers: '*.html = nothing' }, 'it has no "Name: value"'],
    [{ headers: '*.html = Content-Language: d\u00fctsch' }, 'a header takes printable ASCII only'],
    [{ 'content-types': '*.x = text/\u00fc' }, 'a header takes printable ASCII only'],
    [{ prefix: '../x' }, 'it has . or .. as a folder'],
    [{ prefix: 'a//b' }, 'it has // in it'],
    [{ 'public-path': '/app/../x' }, 'it has . or .. as a folder'],
    [{ bucket: 's3://clinic-site' }, 'it is the bare name that is needed'],
    [{ bucket: 'Clinic_Site' }, 'it is not 3 to 63 lower-case letters'],
    [{ 'rollback-to': 'previous' }, 'Both source and rollback-to were given.'],
    [{ lock: 'maybe' }, 'lock (with): got "maybe"'],
  ])('%j: %s', async (inputs, message) => {
    expect(await failureOf(stage.sync(entry, inputs))).toContain(message);
    expect(stage.calls()).toEqual([]);
  });
});

test('names that differ in case or in their Unicode form only, and links within the site, are right', async () => {
  stage.build({
    ...entry,
    'Logo.svg': 'A',
    'logo.svg': 'a',
    'caf\u00e9.txt': 'c',
    'cafe\u0301.txt': 'd',
    'v2/a.txt': 'x',
  });
  symlinkSync('v2', join(stage.workspace, 'dist', 'latest'));
  const { failure } = await stage.sync();
  expect(failure).toBeUndefined();
  expect(stage.keys()).toEqual(
    expect.arrayContaining(['Logo.svg', 'caf\u00e9.txt', 'cafe\u0301.txt', 'latest/a.txt', 'logo.svg', 'v2/a.txt']),
  );
});

describe('what a page loads must be served', () => {
  const page = (...tags: string[]) => ({ 'index.html': `<!doctype html><head>${tags.join('')}</head>` });

  test.each([
    ['a script', '<script src="/assets/app.js"></script>', 'assets/app.js'],
    ['a relative script', '<script src="./main.js"></script>', 'main.js'],
    ['a module ahead', '<link rel="modulepreload" href="/a%20b.js">', 'a b.js'],
    ['a style', '<link rel=stylesheet href=style.css?v=1>', 'style.css'],
    ['a preload of code', '<link rel="preload" as="script" href="/late.js">', 'late.js'],
    ['below a base', '<base href="/app/"><script src="x.js"></script>', 'app/x.js'],
  ])('%s', async (_, tag, path) => {
    const message = await failureOf(stage.sync({ ...page(tag), 'small.png': '' }));
    expect(message).toContain('refers to files that nobody would serve; nothing was uploaded.');
    expect(message).toContain(`index.html loads /${path}`);
    expect(stage.writes()).toEqual([]);
    await stage.sync(undefined, { 'lint-allow': path });
  });

  test.each([
    ['an image of a set', '<img srcset="/small.png 1x, /large.png 2x">', 'large.png'],
    ['what comes next', '<link rel="prefetch" href="/about.js">', 'about.js'],
    ['an icon', '<link rel="icon" href="/favicon.ico">', 'favicon.ico'],
    ['the web manifest', '<link rel="manifest" href="/site.webmanifest">', 'site.webmanifest'],
    ['another behavior of the distribution', '<script src="/api/session"></script>', 'api/session'],
    ['what the CDN adds', '<script src="/cdn-cgi/scripts/email.min.js"></script>', 'cdn-cgi/scripts/email.min.js'],
  ])('%s is a gap at most: a warning', async (_, tag, path) => {
    const { failure, log } = await stage.sync({ ...page(tag), 'small.png': '' });
    expect(failure).toBeUndefined();
    expect(log.join('\n')).toContain(`index.html loads /${path}. Where nothing else serves them, visitors see a gap.`);
  });

  test("the bundler's own manifest counts", async () => {
    const vite = { 'index.html': { file: 'assets/app-4f3a2b1c.js', css: ['assets/app-4f3a2b1c.css'] } };
    const files = { ...entry, '.vite/manifest.json': JSON.stringify(vite), 'assets/app-4f3a2b1c.js': '' };
    expect(await failureOf(stage.sync(files))).toContain('.vite/manifest.json loads /assets/app-4f3a2b1c.css');
    const react = { files: { 'main.js': '/static/js/main.4f3a2b1c.js' } };
    expect(await failureOf(stage.sync({ ...entry, 'asset-manifest.json': JSON.stringify(react) }))).toContain(
      'asset-manifest.json loads /static/js/main.4f3a2b1c.js',
    );
  });

  test('other sites, data, anchors, templates and what others put into the bucket are no concern', async () => {
    stage.cloud.s3.put(bucket, 'uploads/photo.jpg', 'of a user');
    const tags = ['<script src="https://cdn.example/x.js"></script>', '<img src="data:image/gif;base64,R0=">'];
    const more = [
      '<a href="/nowhere">x</a>',
      '<link rel="prefetch" href="/next">',
      '<link rel="canonical" href="/x">',
      '<img src="/uploads/photo.jpg">',
    ];
    const { failure } = await stage.sync(page(...tags, ...more, '<link rel="icon" href="%PUBLIC_URL%/x.ico">'));
    expect(failure).toBeUndefined();
  });

  test('a file of an earlier release is not enough: it will be pruned one day', async () => {
    await stage.sync(site('a1'));
    const files = { 'index.html': '<script src="/assets/app-a1c0ffee0.js"></script>' };
    expect(await failureOf(stage.sync(files))).toContain('index.html loads /assets/app-a1c0ffee0.js');
  });
});

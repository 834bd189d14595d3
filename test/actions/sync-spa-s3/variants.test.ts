import { runInNewContext } from 'node:vm';
import { brotliCompressSync, brotliDecompressSync, gunzipSync, gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { failureOf } from '../../support/action.ts';
import { bucket, type SiteStage, site, startSite } from './site-stage.ts';

let stage: SiteStage;

beforeEach(async () => {
  stage = await startSite();
});
afterEach(() => stage.close());

describe('the runtime configuration', () => {
  const given = 'API_URL=https://api.example.com/?a=1&b=</script>\nTITLE=It\'s "here"';
  const values = { API_URL: 'https://api.example.com/?a=1&b=</script>', TITLE: 'It\'s "here"' };

  test('as a script sets a variable of window, and counts as what the page loads', async () => {
    const page = { 'index.html': '<script src="/env.js"></script>' };
    const inputs = { 'runtime-config': given, 'runtime-config-file': 'env.js', 'runtime-config-variable': 'settings' };
    expect((await stage.sync(page, inputs)).failure).toBeUndefined();
    const window: Record<string, unknown> = {};
    runInNewContext((await stage.content('env.js')) ?? '', { window });
    expect(JSON.stringify(window)).toBe(JSON.stringify({ settings: values }));
    expect(stage.headers('env.js')).toEqual({ type: 'text/javascript; charset=utf-8', cache: 'no-cache' });
    const puts = stage.writes().filter((write) => write.startsWith('put '));
    expect(puts).toEqual(['put env.js', 'put index.html']);
    expect((await stage.sync(undefined, inputs)).outputs['uploaded']).toBe(0);
  });

  test('takes the place of a file of the build, at any path', async () => {
    const files = { ...site('a1'), 'assets/env.js': 'window.__ENV = {};' };
    await stage.sync(files, { 'runtime-config': given, 'runtime-config-file': '/assets/env.js' });
    expect(await stage.content('assets/env.js')).toContain('window.__ENV = {');
    expect(await stage.content('assets/env.js')).toContain('api.example.com');
    await stage.sync(files, { 'runtime-config': given, 'runtime-config-file': 'assets/config.json' });
    expect(JSON.parse((await stage.content('assets/config.json')) ?? '')).toEqual(values);
  });

  test('is never frozen', async () => {
    const inputs = { 'runtime-config': given, 'runtime-config-file': 'assets/env.js', immutable: 'assets/**' };
    expect(await failureOf(stage.sync(site('a1'), inputs))).toContain(
      'assets/env.js would be cached for a year as immutable',
    );
  });

  test.each([
    [{ 'runtime-config-file': '../env.js' }, 'it is no path of a file within the site'],
    [{ 'runtime-config-file': 'a//env.js' }, 'it is no path of a file within the site'],
    [{ 'runtime-config-variable': 'a.b' }, 'it is no name for a variable'],
    [{ 'runtime-config-variable': 'a=1;alert()' }, 'it is no name for a variable'],
  ])('%j: %s', async (inputs, message) => {
    expect(await failureOf(stage.sync(site('a1'), { 'runtime-config': given, ...inputs }))).toContain(message);
  });
});

describe('what was compressed beforehand', () => {
  const script = 'let a = 1;\n'.repeat(500);
  const files = {
    'index.html': '<script src="/assets/app-4f3a2b1c.js"></script>',
    'index.html.br': brotliCompressSync('<script src="/assets/app-4f3a2b1c.js"></script>'),
    'assets/app-4f3a2b1c.js': script,
    'assets/app-4f3a2b1c.js.br': brotliCompressSync(script),
    'assets/app-4f3a2b1c.js.gz': gzipSync(script),
    'data.csv.gz': gzipSync('a;b'),
    'photo.png': 'png',
  };
  const headersOf = (key: string) => stage.cloud.s3.get(bucket, key)?.headers;
  const bytesOf = async (key: string) => (await stage.cloud.s3.get(bucket, key)?.bytes()) ?? Buffer.of();

  test('is a file like others, unless it is asked for', async () => {
    await stage.sync(files);
    expect(stage.keys()).toHaveLength(7);
    expect(headersOf('assets/app-4f3a2b1c.js')).not.toHaveProperty('content-encoding');
  });

  test('takes the place of the file, and of nothing else', async () => {
    const { failure, outputs } = await stage.sync(files, { precompressed: 'br' });
    expect(failure).toBeUndefined();
    expect(stage.keys()).toEqual(['assets/app-4f3a2b1c.js', 'data.csv.gz', 'index.html', 'photo.png']);
    expect(headersOf('assets/app-4f3a2b1c.js')).toMatchObject({
      'content-encoding': 'br',
      'content-type': 'text/javascript; charset=utf-8',
      'cache-control': 'public, max-age=31536000, immutable',
    });
    expect(brotliDecompressSync(await bytesOf('assets/app-4f3a2b1c.js')).toString()).toBe(script);
    expect(headersOf('photo.png')).not.toHaveProperty('content-encoding');
    expect(headersOf('data.csv.gz')).not.toHaveProperty('content-encoding');
    expect(Number(outputs['bytes'])).toBeLessThan(300);
    expect((await stage.sync(undefined, { precompressed: 'br' })).outputs['uploaded']).toBe(0);
    await stage.sync(undefined, { precompressed: 'gzip' });
    expect(headersOf('assets/app-4f3a2b1c.js')).toMatchObject({ 'content-encoding': 'gzip' });
    expect(gunzipSync(await bytesOf('assets/app-4f3a2b1c.js')).toString()).toBe(script);
  });

  test('is read as browsers read it where it is checked', async () => {
    const broken = { ...files, 'index.html': '<script src="/gone.js"></script>' };
    expect(await failureOf(stage.sync(broken, { precompressed: 'br' }))).toContain('index.html loads /gone.js');
  });
});

test('pages are kept at the edge for as long as is said, and browsers ask all the same', async () => {
  await stage.sync(site('a1'), { 's-maxage': '86400' });
  const page = 'public, max-age=0, must-revalidate, s-maxage=86400';
  expect(stage.headers('index.html').cache).toBe(page);
  expect(stage.headers('about/index.html').cache).toBe(page);
  expect(stage.headers('favicon.svg').cache).toBe('no-cache');
  expect(stage.headers('assets/vendor-0a1b2c3d.js').cache).toBe('public, max-age=31536000, immutable');
});

test('a canned ACL goes with each file, and a bucket without ACLs says so', async () => {
  // Refuses whatever comes without the ACL, but our own records.
  const as = stage.caller({
    Statement: [
      { Effect: 'Allow', Action: 's3:*', Resource: '*' },
      {
        Effect: 'Deny',
        Action: 's3:PutObject',
        NotResource: `arn:aws:s3:::${bucket}/.deploy/*`,
        Condition: { StringNotEquals: { 's3:x-amz-acl': 'bucket-owner-full-control' } },
      },
    ],
  });
  expect(await failureOf(stage.sync(site('a1'), {}, { as }))).toContain('AccessDenied');
  const { failure } = await stage.sync(site('a1'), { acl: 'bucket-owner-full-control' }, { as });
  expect(failure).toBeUndefined();
  expect(await failureOf(stage.sync(site('b2'), { acl: 'public-read' }))).toContain('AccessControlListNotSupported');
});

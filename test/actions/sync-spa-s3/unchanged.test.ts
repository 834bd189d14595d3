import { afterEach, describe, expect, test } from '@jest/globals';
import type { BucketSpec } from '../../cloud/s3/buckets.ts';
import { bucket, manifestKey, type SiteStage, site, startSite } from './site-stage.ts';

let stage: SiteStage;

afterEach(() => stage.close());

describe.each<[string, Partial<BucketSpec>]>([
  ['a plain bucket', {}],
  ["a bucket encrypted with KMS, whose ETags are no one's MD5", { encryption: { kind: 'sse-kms' } }],
])('in %s', (_, spec) => {
  test('a rebuild with the same content and new file times writes nothing at all', async () => {
    stage = await startSite(spec);
    await stage.sync(site('a1'));
    stage.calls();
    const { outputs, report } = await stage.sync(site('a1'), {}, { commit: 'f'.repeat(40) });
    expect(outputs).toMatchObject({ changed: false, uploaded: 0, unchanged: 5, bytes: 0, 'changed-paths': [] });
    expect(report).toMatchObject({ status: 'unchanged', result: 'The bucket serves this build already.' });
    expect(stage.calls().toSorted()).toEqual(['s3:GetObject', 's3:ListObjectsV2']);
  });

  test('a change of headers alone copies the object onto itself and uploads nothing', async () => {
    stage = await startSite(spec);
    await stage.sync(site('a1'));
    stage.writes();
    const { outputs } = await stage.sync(site('a1'), { 'cache-control': '*.svg = public, max-age=60' });
    expect(stage.writes()).toEqual(['copy favicon.svg']);
    expect(stage.headers('favicon.svg')).toEqual({ type: 'image/svg+xml', cache: 'public, max-age=60' });
    expect(await stage.content('favicon.svg')).toBe('<svg/>');
    expect(outputs).toMatchObject({ changed: true, uploaded: 0, 'invalidation-paths': ['/favicon.svg'] });
    expect((await stage.sync(site('a1'), { 'cache-control': '*.svg = public, max-age=60' })).outputs['changed']).toBe(
      false,
    );
  });

  test('what somebody else wrote over is put right again', async () => {
    stage = await startSite(spec);
    await stage.sync(site('a1'));
    stage.cloud.s3.put(bucket, 'favicon.svg', '<svg>defaced</svg>');
    stage.cloud.s3.delete(bucket, 'about/index.html');
    stage.writes();
    const { outputs, report } = await stage.sync(site('a1'));
    expect(stage.writes()).toEqual(['put favicon.svg', 'put about/index.html']);
    expect(await stage.content('favicon.svg')).toBe('<svg/>');
    expect(outputs['uploaded']).toBe(2);
    expect(JSON.stringify(report.sections)).toContain('drift');
  });

  test('a site that was there before us is taken over without touching what is not of the build', async () => {
    stage = await startSite(spec);
    stage.cloud.s3.put(bucket, 'favicon.svg', '<svg/>', { 'content-type': 'image/svg+xml' });
    stage.cloud.s3.put(bucket, 'uploads/photo.jpg', 'of a user');
    await stage.sync(site('a1'), { 'keep-releases': '1', 'keep-days': '0', 'max-delete': '100 %' });
    for (const version of ['b2', 'c3', 'd4']) {
      stage.days(1);
      await stage.sync(site(version), { 'keep-releases': '1', 'keep-days': '0', 'max-delete': '100 %' });
    }
    expect(await stage.content('uploads/photo.jpg')).toBe('of a user');
    expect(stage.headers('favicon.svg').cache).toBe('no-cache');
  });
});

describe('without a manifest', () => {
  const files = { ...site('a1'), 'video.bin': new Uint8Array(6_000_000).fill(7) };
  const withoutManifest = async (spec: Partial<BucketSpec>) => {
    stage = await startSite(spec);
    await stage.sync(files);
    stage.cloud.s3.delete(bucket, manifestKey);
    stage.calls();
  };

  test('what KMS encrypts is told by its checksum: nothing is uploaded, only the headers are set', async () => {
    await withoutManifest({ encryption: { kind: 'sse-kms' } });
    const { outputs } = await stage.sync(files);
    expect(outputs).toMatchObject({ uploaded: 0, bytes: 0 });
    expect(stage.calls().filter((call) => call === 's3:HeadObject')).toHaveLength(Object.keys(files).length);
    expect((await stage.sync(files)).outputs['changed']).toBe(false);
  });

  test('another content of the same size is uploaded all the same', async () => {
    await withoutManifest({ encryption: { kind: 'sse-kms' } });
    stage.writes();
    await stage.sync({ ...files, 'favicon.svg': '<SVG/>', 'about/index.html': 'ABOUT a1' });
    expect(await stage.content('about/index.html')).toBe('ABOUT a1');
    expect(stage.writes().filter((write) => write.startsWith('put'))).toEqual([
      'put favicon.svg',
      'put about/index.html',
    ]);
  });

  test('a checksum that the role may not see costs the upload, and no failure', async () => {
    await withoutManifest({ encryption: { kind: 'sse-kms' } });
    stage.cloud.faults.add({
      ...{ service: 's3', operation: 'HeadObject', times: Number.POSITIVE_INFINITY },
      fault: { kind: 'error', code: 'AccessDenied', status: 403 },
    });
    expect((await stage.sync(files)).outputs['uploaded']).toBe(Object.keys(files).length);
  });

  test('a plain bucket is compared without a request for any object', async () => {
    await withoutManifest({});
    expect((await stage.sync(files)).outputs['uploaded']).toBe(0);
    expect(stage.calls()).not.toContain('s3:HeadObject');
  });
});

describe('the record', () => {
  test('is where our next run finds it, and never in the cache of a browser', async () => {
    stage = await startSite();
    await stage.sync(site('a1'), { 'release-id': 'one' });
    const manifest = JSON.parse((await stage.content(manifestKey)) ?? '');
    expect(manifest).toMatchObject({ version: 2, releases: [{ id: 'one', at: '2026-11-02T09:00:00.000Z' }] });
    expect(Object.keys(manifest.objects).toSorted()).toEqual(Object.keys(site('a1')).toSorted());
    expect(stage.headers(manifestKey).cache).toBe('no-store');
  });

  test('of a later version, or broken, stops the run before it writes', async () => {
    stage = await startSite();
    for (const text of ['{"version":2,"releases":[],"objects":{}}', 'broken', '[]', 'null']) {
      stage.cloud.s3.put(bucket, manifestKey, text);
      await expect(stage.sync(site('a1'))).rejects.toThrow(
        `The manifest s3://${bucket}/${manifestKey} is not one that this version can read; nothing was changed.`,
      );
    }
    expect(stage.keys()).toEqual([]);
  });

  test('a build that brings a file in its place does not overwrite it', async () => {
    stage = await startSite();
    await stage.sync({ ...site('a1'), [manifestKey]: 'x' });
    expect(JSON.parse((await stage.content(manifestKey)) ?? '').version).toBe(2);
  });
});

describe('names', () => {
  const odd = [
    'a b.txt',
    'ünïcödé.txt',
    'a+b.txt',
    '100%.txt',
    "it's (1).txt",
    'a&b=c?.txt',
    'x#y.txt',
    '日本.txt',
    'a%20b.txt',
  ];

  test('any file name arrives under exactly that key, is found unchanged, and can be copied', async () => {
    stage = await startSite();
    const files = { 'index.html': 'entry', ...Object.fromEntries(odd.map((name) => [`odd/${name}`, name])) };
    await stage.sync(files);
    expect(stage.keys()).toEqual(['index.html', ...odd.map((name) => `odd/${name}`)].toSorted(byBytes));
    for (const name of odd) expect(await stage.content(`odd/${name}`)).toBe(name);
    expect((await stage.sync(files)).outputs['changed']).toBe(false);
    stage.writes();
    await stage.sync(files, { 'cache-control': 'odd/* = no-store' });
    expect(stage.writes().toSorted()).toEqual(odd.map((name) => `copy odd/${name}`).toSorted());
    for (const name of odd) expect(stage.headers(`odd/${name}`).cache).toBe('no-store');
  });

  test('an empty file and one of many bytes', async () => {
    stage = await startSite();
    const large = new Uint8Array(3_000_000).fill(7);
    const { outputs } = await stage.sync({ 'index.html': '', 'large.bin': large });
    expect(outputs['bytes']).toBe(3_000_000);
    expect((await stage.cloud.s3.get(bucket, 'large.bin')?.bytes())?.equals(large)).toBe(true);
    expect(await stage.content('index.html')).toBe('');
  });
});

function byBytes(a: string, b: string): number {
  return Buffer.compare(Buffer.from(a), Buffer.from(b));
}

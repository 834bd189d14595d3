import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { UserError } from '../../../src/errors.ts';
import { commit } from '../../support/action.ts';
import { bucket, type SiteStage, site, startSite } from './site-stage.ts';

let stage: SiteStage;

beforeEach(async () => {
  stage = await startSite({}, { s3: { pageSize: 3 } });
});
afterEach(() => stage.close());

describe('a first release', () => {
  test('every file is there, with its type and cache rule', async () => {
    const { outputs, report, failure } = await stage.sync(site('a1'));
    expect(failure).toBeUndefined();
    expect(stage.keys()).toEqual([
      ...['about/index.html', 'assets/app-a1c0ffee0.js', 'assets/vendor-0a1b2c3d.js', 'favicon.svg', 'index.html'],
    ]);
    expect(stage.headers('index.html')).toEqual({ type: 'text/html; charset=utf-8', cache: 'no-cache' });
    expect(stage.headers('favicon.svg')).toEqual({ type: 'image/svg+xml', cache: 'no-cache' });
    expect(stage.headers('assets/app-a1c0ffee0.js')).toEqual({
      type: 'text/javascript; charset=utf-8',
      cache: 'public, max-age=31536000, immutable',
    });
    expect(outputs).toMatchObject({
      ...{ changed: true, 'release-id': commit, uploaded: 5, unchanged: 0, deleted: 0 },
      bytes: Object.values(site('a1')).join('').length,
      // Nobody was served any of it before, so the edge has nothing to forget.
      'invalidation-paths': [],
    });
    expect(outputs['previous-release-id']).toBeUndefined();
    expect(report).toMatchObject({ status: 'succeeded', result: 'The new release is served; 5 files were uploaded.' });
  });
});

describe('order', () => {
  test('assets, other files, pages, the entry page: each begins only when all before it is there', async () => {
    await stage.sync(site('a1'));
    stage.writes();
    const atEntry: string[] = [];
    const atPage: string[] = [];
    stage.cloud.faults.add({
      ...{ service: 's3', operation: 'PutObject', fault: { kind: 'throttle' }, times: 0 },
      when(input) {
        const { Key } = input as { readonly Key: string };
        if (Key === 'index.html') atEntry.push(...stage.keys());
        if (Key === 'about/index.html') atPage.push(...stage.keys());
        return false;
      },
    });
    const next = { ...site('b2'), 'robots.txt': 'new' };
    await stage.sync(next);
    expect(stage.writes()).toEqual([
      'put assets/app-b2c0ffee0.js',
      'put robots.txt',
      'put about/index.html',
      'put index.html',
    ]);
    expect(atPage).toEqual(expect.arrayContaining(['assets/app-b2c0ffee0.js', 'robots.txt']));
    expect(atEntry).toEqual(expect.arrayContaining(Object.keys(next)));
  });

  test('who names others comes after them, and who fetches the pages by itself after all', async () => {
    const watched = ['sw.js', 'push/firebase-messaging-sw.js', 'ngsw.json', '_app/version.json'];
    const pointers = ['remoteEntry.js', 'importmap.json', 'asset-manifest.json'];
    const files = (version: string) =>
      Object.fromEntries(
        ['index.html', 'about/index.html', 'robots.txt', ...watched, ...pointers].map((path) => [path, version]),
      );
    await stage.sync({ ...site('a1'), ...files('1') }, { 'release-id': 'one' });
    stage.writes();
    await stage.sync({ ...site('a1'), ...files('2') }, { 'release-id': 'two' });
    const written = stage.writes().map((write) => write.replace('put ', ''));
    const groups = [['robots.txt'], pointers, ['about/index.html'], ['index.html'], watched];
    let from = 0;
    for (const group of groups) {
      expect(written.slice(from, from + group.length).toSorted()).toEqual(group.toSorted());
      from += group.length;
    }
    await stage.run({ bucket, 'rollback-to': 'previous' });
    expect(stage.writes().at(-5)).toBe('copy index.html');
  });

  test('one page waits for one slow asset, though there are many workers', async () => {
    const assets = Object.fromEntries(
      Array.from({ length: 40 }, (_, index) => [`assets/${index}-1a2b3c4d.js`, `${index}`]),
    );
    stage.cloud.faults.add({
      ...{ service: 's3', operation: 'PutObject', times: 1, fault: { kind: 'throttle' } },
      when: (input) => (input as { readonly Key: string }).Key === 'assets/7-1a2b3c4d.js',
    });
    await stage.sync({ 'index.html': 'entry', ...assets });
    const written = stage.writes();
    expect(written.filter((each) => each === 'put assets/7-1a2b3c4d.js')).toHaveLength(2);
    expect(written.at(-1)).toBe('put index.html');
  });
});

describe('a failure before the switch', () => {
  test('leaves the old page serving, deletes nothing, and the next run completes it', async () => {
    await stage.sync(site('a1'), { 'release-id': 'one' });
    stage.writes();
    stage.cloud.faults.add({
      ...{ service: 's3', operation: 'PutObject', fault: { kind: 'error', code: 'InternalThing', message: 'No.' } },
      when: (input) => (input as { readonly Key: string }).Key === 'about/index.html',
    });
    const { failure, outputs, report } = await stage.sync(site('b2'), { 'release-id': 'two', 'keep-days': '0' });
    expect(failure).toBeInstanceOf(UserError);
    expect(failure?.message).toBe(`Uploading s3://${bucket}/about/index.html failed: InternalThing. No.`);
    expect(report.result).toMatch(/^Stopped: visitors get the entry page that was there before\./);
    expect(outputs).toMatchObject({ changed: true, 'release-id': 'one', uploaded: 1, deleted: 0 });
    expect(outputs['changed-paths']).toEqual(['/assets/app-b2c0ffee0.js']);
    expect(await stage.content('index.html')).toContain('app-a1c0ffee0.js');
    expect(stage.keys()).toContain('assets/app-a1c0ffee0.js');
    expect(stage.writes()).not.toContainEqual(expect.stringMatching(/^delete/));

    const again = await stage.sync(site('b2'), { 'release-id': 'two' });
    expect(again.outputs).toMatchObject({ 'release-id': 'two', 'previous-release-id': 'one' });
    expect(await stage.content('index.html')).toContain('app-b2c0ffee0.js');
  });

  test('a cancelled run stops before the page, and says so with its outputs', async () => {
    await stage.sync(site('a1'), { 'release-id': 'one' });
    const controller = new AbortController();
    const cancelled = new UserError({ what: 'The job was cancelled.' });
    stage.cloud.faults.add({
      ...{ service: 's3', operation: 'PutObject', fault: { kind: 'throttle' } },
      when(input) {
        if ((input as { readonly Key: string }).Key.startsWith('assets/')) controller.abort(cancelled);
        return false;
      },
    });
    const { failure, outputs } = await stage.sync(site('b2'), {}, { signal: controller.signal });
    expect(failure).toBe(cancelled);
    expect(outputs['release-id']).toBe('one');
    expect(await stage.content('index.html')).toContain('app-a1c0ffee0.js');
  });

  test('another deployment at the same time is noticed by the record', async () => {
    await stage.sync(site('a1'), { 'release-id': 'one' });
    stage.cloud.faults.add({
      ...{ service: 's3', operation: 'PutObject', fault: { kind: 'throttle' } },
      when(input) {
        if ((input as { readonly Key: string }).Key === 'index.html')
          stage.cloud.s3.put(bucket, '.deploy/manifest.json', '{"by":"somebody else"}');
        return false;
      },
    });
    const { failure, report, outputs } = await stage.sync(site('b2'), { 'release-id': 'two' });
    expect(failure?.message).toContain('was written by another deployment while this one ran.');
    expect(report.result).toMatch(/^The new release is served, but the run is not complete\./);
    expect(outputs['release-id']).toBe('two');
  });
});

describe('what is to be invalidated', () => {
  test('what was served and changed, under each path that viewers use', async () => {
    await stage.sync({ ...site('a1'), 'docs/a b.html': 'one' });
    const { outputs } = await stage.sync({ ...site('b2'), 'docs/a b.html': 'two', 'new.html': 'new' });
    expect(outputs['changed-paths']).toEqual([
      ...['/about/index.html', '/assets/app-b2c0ffee0.js', '/docs/a b.html', '/index.html', '/new.html'],
    ]);
    expect(outputs['invalidation-paths']).toEqual([
      ...['/', '/about', '/about/', '/about/index.html', '/docs/a%20b.html', '/index.html'],
    ]);
  });
});

describe('a dry run', () => {
  test('shows what would be done and writes nothing, not even the record', async () => {
    await stage.sync(site('a1'), { 'release-id': 'one' });
    stage.calls();
    const { outputs, report } = await stage.sync(site('b2'), { 'dry-run': 'true', 'release-id': 'two' });
    expect(new Set(stage.calls())).toEqual(new Set(['s3:ListObjectsV2', 's3:GetObject']));
    expect(outputs).toMatchObject({ changed: true, uploaded: 3, unchanged: 2, 'release-id': 'one' });
    expect(report).toMatchObject({ status: 'planned', result: 'Would upload 3 files.' });
    expect(await stage.content('index.html')).toContain('app-a1c0ffee0.js');
  });

  test('its fingerprint lets exactly that be applied later', async () => {
    const { outputs } = await stage.sync(site('a1'), { 'dry-run': 'true' });
    const expected = { 'expected-plan': String(outputs['fingerprint']) };
    stage.calls();
    const { failure } = await stage.sync(site('b2'), expected);
    expect(failure?.message).toContain('is no longer the one that was approved');
    expect(stage.calls()).not.toContainEqual('s3:PutObject');
    expect((await stage.sync(site('a1'), expected)).outputs['uploaded']).toBe(5);
  });
});

import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { parseManifest } from '../../../src/actions/sync-spa-s3/parse-manifest.ts';
import { bundlePaths } from '../../../src/actions/sync-spa-s3/references.ts';
import { bucket, manifestKey, type SiteStage, site, startSite } from './site-stage.ts';

let stage: SiteStage;
beforeEach(async () => {
  stage = await startSite();
});
afterEach(() => stage.close());

const pendingKey = '.deploy/pending-invalidations.json';
const unreadable = 'is not one that this version can read; nothing was changed.';
const sound = {
  version: 1,
  releases: [
    { id: 'one', at: '2026-11-21T20:00:00.000Z', undo: { 'a.js': null, 'b.js': { sha256: '1', headers: {} } } },
  ],
  headers: [{ 'cache-control': 'no-cache' }],
  releaseIds: ['one'],
  objects: { 'index.html': ['0', 'e', 0, 0] },
};
const deep = (open: string, close: string) => open.repeat(50_000) + close.repeat(50_000);

describe('a manifest that anybody may have written', () => {
  const parsed = (manifest: unknown) => () => parseManifest(JSON.stringify(manifest), 's3://b/m');

  test('is read when it is sound, and written again without what is not known', () => {
    const more = `,"unknown":${deep('[', ']')}}`;
    const text = JSON.stringify(sound).replace('"undo"', `"unknown":${deep('{"a":', '}').replace(':}', ':1}')},"undo"`);
    const { releases, objects } = parseManifest(`${text.slice(0, -1)}${more}`, 's3://b/m');
    expect(JSON.parse(JSON.stringify(releases))).toEqual(sound.releases);
    expect([...objects.keys()]).toEqual(['index.html']);
  });

  test.each([
    ['is no object', []],
    ['has releases that are none', { ...sound, releases: [null] }],
    ['has a release without its differences', { ...sound, releases: [{ id: 'one', at: '' }] }],
    ['has a difference that is none', { ...sound, releases: [{ id: 'one', at: '', undo: { a: 5 } }] }],
    ['has headers that are no texts', { ...sound, headers: [{ 'cache-control': 1 }] }],
    ['has headers that HTTP does not allow', { ...sound, headers: [{ 'cache-control': 'a\r\nx-amz-acl: public' }] }],
    ['has names of headers that HTTP does not allow', { ...sound, headers: [{ 'a b': '' }] }],
    ['has objects that are none', { ...sound, objects: { 'index.html': 5 } }],
    ['has objects of other members', { ...sound, objects: { 'index.html': [{}, 'e', 0, 0] } }],
    ['has a lock that is none', { ...sound, deployment: { until: 5 } }],
  ])('that %s is refused', (_, manifest) => {
    expect(parsed(manifest)).toThrow(`The manifest s3://b/m ${unreadable}`);
  });

  test.each([
    ['lists nested 50,000 deep', deep('[', ']')],
    ['objects nested 50,000 deep', deep('{"a":', '}')],
    ['an object nested 50,000 deep in its place', `{"version":1,"objects":{"a":${deep('[', ']')}}}`],
    ['100 MB', `{"version":1,"objects":{"a":"${'x'.repeat(100_000_000)}`],
    ['nothing', ''],
  ])('that holds %s ends the run with a sentence', async (_, text) => {
    stage.cloud.s3.put(bucket, manifestKey, text);
    await expect(stage.sync(site('a1'))).rejects.toThrow(unreadable);
    expect(stage.keys()).toEqual([]);
  });
});

test.each([
  ['[5]'],
  ['{'],
  [deep('[', ']')],
])('pending invalidations that cannot be read end the run with a sentence', async (text) => {
  stage.cloud.s3.put(bucket, pendingKey, text);
  await expect(stage.sync(site('a1'))).rejects.toThrow(
    `s3://${bucket}/${pendingKey} is not a list of pending invalidations that this version can read; nothing was changed. Invalidate \`/*\` in CloudFront`,
  );
});

test('a page that cannot be read is uploaded unchecked, and the others are checked', async () => {
  const files = { ...site('a1'), 'deep.html': `${'<div>'.repeat(100_000)}<img src="/gone.png">` };
  const { log, failure } = await stage.sync(files);
  expect(failure).toBeUndefined();
  expect(log).toContain('What deep.html loads is not checked: it has elements nested deeper than 512.');
  expect(stage.keys()).toContain('deep.html');
  await expect(stage.sync({ ...files, 'other.html': '<script src="/lost.js"></script>' })).rejects.toThrow(
    'other.html loads /lost.js',
  );
});

test("a bundler's manifest that is none names nothing, and a path that no file has is none", () => {
  expect(bundlePaths(JSON.parse(deep('[', ']')))).toEqual([]);
  expect(bundlePaths(JSON.parse(deep('{"files":', '}').replace(':}', ':1}')))).toEqual([]);
  expect(bundlePaths({ 'main.js': { file: 'x'.repeat(5_000), css: ['a.css'], assets: [[['b']]] } })).toEqual([
    { path: 'a.css', isNeeded: true },
  ]);
});

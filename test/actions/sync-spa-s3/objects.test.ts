import { afterEach, expect, test } from '@jest/globals';
import { bucket, type SiteStage, startSite } from './site-stage.ts';

let stage: SiteStage;

afterEach(() => stage.close());

const many = 40 * 1_024 ** 2;

test('a large file goes in parts, is found unchanged, and gets new headers without an upload', async () => {
  stage = await startSite({ encryption: { kind: 'sse-kms' } });
  const video = Buffer.alloc(many, 'film');
  const files = { 'index.html': '', 'video.mp4': video };
  await stage.sync(files);
  expect(stage.cloud.s3.get(bucket, 'video.mp4')?.etag).toMatch(/-3$/);
  expect((await stage.cloud.s3.get(bucket, 'video.mp4')?.bytes())?.equals(video)).toBe(true);
  expect(stage.headers('video.mp4')).toEqual({ type: 'video/mp4', cache: 'no-cache' });
  expect((await stage.sync(files)).outputs['changed']).toBe(false);
  stage.writes();
  await stage.sync(files, { 'cache-control': '*.mp4 = public, max-age=60' });
  expect(stage.writes()).toEqual(['copy video.mp4']);
});

test('a part that fails takes the others back, and stops before the page', async () => {
  stage = await startSite();
  stage.cloud.faults.add({ service: 's3', operation: 'UploadPart', skip: 1, fault: { kind: 'error', code: 'Broken' } });
  const { failure } = await stage.sync({ 'index.html': '', 'video.mp4': Buffer.alloc(many) });
  expect(failure?.message).toContain(`Uploading s3://${bucket}/video.mp4 in parts failed: Broken.`);
  expect(stage.calls()).toContain('s3:AbortMultipartUpload');
  expect(stage.keys()).toEqual([]);
});

test('further headers by glob, the last one that matches', async () => {
  stage = await startSite();
  const headers = [
    'files/** = Content-Disposition: attachment',
    'files/b.txt = Content-Disposition: inline',
    '**/*.txt = Content-Language: de',
    '** = x-amz-meta-Cache-Tag: all, html',
    '*.gz = Content-Encoding: gzip',
    '*.gz = Content-Type: text/plain',
  ];
  const files = { 'index.html': '', 'files/a.txt': '', 'files/b.txt': '', 'x.gz': '' };
  await stage.sync(files, { headers: headers.join('\n') });
  const of = (key: string) => stage.cloud.s3.get(bucket, key);
  expect(of('files/a.txt')?.headers).toMatchObject({ 'content-disposition': 'attachment', 'content-language': 'de' });
  expect(of('files/b.txt')?.headers).toMatchObject({ 'content-disposition': 'inline' });
  expect(of('index.html')?.metadata).toEqual({ 'cache-tag': 'all, html' });
  expect(of('x.gz')?.headers).toMatchObject({ 'content-encoding': 'gzip', 'content-type': 'text/plain' });
  expect((await stage.sync(files, { headers: headers.join('\n') })).outputs['changed']).toBe(false);
  stage.writes();
  await stage.sync(files, { headers: headers.slice(0, 4).join('\n') });
  expect(stage.writes()).toEqual(['copy x.gz']);
  expect(of('x.gz')?.headers['content-encoding']).toBeUndefined();
});

test('keys of 1,024 bytes and emoji, listed over many pages', async () => {
  stage = await startSite({}, { s3: { pageSize: 3 } });
  const deep = `${'d'.repeat(200)}/`.repeat(5).slice(0, 1_005);
  const names = [
    `${deep}${'k'.repeat(1_024 - 1_005 - 4)}.txt`,
    '\u{1F600} smile.txt',
    '\uff5e wave.txt',
    'a&b<c>\'".txt',
  ];
  const files = { 'index.html': '', ...Object.fromEntries([...names, ...'abcdefg'].map((name) => [name, name])) };
  await stage.sync(files);
  expect(Buffer.byteLength(names[0] ?? '')).toBe(1_024);
  for (const name of names) expect(await stage.content(name)).toBe(name);
  expect((await stage.sync(files)).outputs['changed']).toBe(false);
  stage.days(1);
  const { outputs } = await stage.sync(
    { 'index.html': '' },
    { 'keep-releases': '1', 'keep-days': '0', 'max-delete': '100 %' },
  );
  expect(outputs['deleted']).toBe(11);
  expect(stage.keys()).toEqual(['index.html']);
});

test('an unchanged rebuild of 1,200 files costs one GET and the pages of the listing', async () => {
  stage = await startSite();
  const files = Object.fromEntries(Array.from({ length: 1_200 }, (_, index) => [`f/${index}.txt`, '']));
  await stage.sync({ 'index.html': '', ...files });
  stage.calls();
  expect((await stage.sync()).outputs['changed']).toBe(false);
  expect(stage.calls().toSorted()).toEqual(['s3:GetObject', ...Array.from({ length: 2 }, () => 's3:ListObjectsV2')]);
}, 30_000);

import { afterEach, describe, expect, test } from '@jest/globals';
import { failureOf } from '../../support/action.ts';
import { bucket, manifestKey, type SiteStage, site, startSite } from './site-stage.ts';

let stage: SiteStage;
afterEach(() => stage.close());

const none = { lock: 'false' };
const record = async () => (await stage.content(manifestKey)) ?? '';
const warnings = (log: readonly string[]) => log.filter((line) => line.includes('keeps no conditions of writes'));

describe('a server that writes whatever the condition says', () => {
  test('cannot keep two deployments apart: the first one ends before it switches the site', async () => {
    stage = await startSite({}, { s3: { writeConditions: 'ignored' } });
    const message = await failureOf(stage.sync(site('a1')));
    expect(message).toContain(`The server of s3://${bucket} writes whatever the condition of a write says`);
    expect(message).toMatch(/concurrency.*`lock: false`/s);
    expect(stage.keys()).not.toContain('index.html');
    expect(stage.cloud.s3.keys(bucket).filter((key) => key.endsWith('trial'))).toEqual([]);
    // Nobody waits for a run that is over.
    expect(await record()).not.toContain('"deployment"');
  });

  test('is put up with where nobody asks for a lock, and each run says what is missing', async () => {
    stage = await startSite({}, { s3: { writeConditions: 'ignored' } });
    for (const version of ['a1', 'b2']) {
      const { failure, log } = await stage.sync(site(version), { ...none, 'release-id': version });
      expect(failure).toBeUndefined();
      expect(warnings(log)).toHaveLength(1);
      expect(await stage.content('index.html')).toContain(`app-${version}`);
      expect(await record()).not.toContain('lockServer');
    }
    expect(await failureOf(stage.sync(site('c3'), { 'release-id': 'c3' }))).toContain(
      'cannot keep two deployments apart',
    );
    expect(await stage.content('index.html')).toContain('app-b2');
  });
});

describe('a server that does not know conditions (501)', () => {
  test('is told so before anything is uploaded, with the way out', async () => {
    stage = await startSite({}, { s3: { writeConditions: 'unknown' } });
    expect(await failureOf(stage.sync(site('a1')))).toMatch(/NotImplemented.*`lock: false`.*concurrency/s);
    expect(stage.cloud.s3.keys(bucket)).toEqual([]);
  });

  test('is put up with where nobody asks for a lock, and each run says what is missing', async () => {
    stage = await startSite({}, { s3: { writeConditions: 'unknown' } });
    for (const version of ['a1', 'b2']) {
      const { failure, log } = await stage.sync(site(version), { ...none, 'release-id': version });
      expect(failure).toBeUndefined();
      expect(warnings(log)).toHaveLength(1);
      expect(await stage.content('index.html')).toContain(`app-${version}`);
    }
  });
});

test('a server that keeps them is asked once, and again where the record comes from another one', async () => {
  stage = await startSite();
  const tried = () =>
    stage.cloud.requests.all({ service: 's3' }).filter(({ input }) => /trial/.test(JSON.stringify(input)));
  await stage.sync(site('a1'), { 'release-id': 'a1' });
  expect(tried().length).toBeGreaterThan(0);
  expect(await record()).toContain('"lockServer":"127.0.0.1:');
  expect(stage.cloud.s3.keys(bucket).filter((key) => key.endsWith('trial'))).toEqual([]);
  stage.cloud.requests.clear();
  for (const lock of ['true', 'false']) {
    const { log } = await stage.sync(site(`b${lock}`), { lock, 'release-id': lock });
    expect(warnings(log)).toEqual([]);
  }
  expect(tried()).toEqual([]);
  stage.cloud.s3.put(
    bucket,
    manifestKey,
    (await record()).replace(/"lockServer":"[^"]+"/, '"lockServer":"old.example"'),
  );
  await stage.sync(site('c3'), { 'release-id': 'c3' });
  expect(tried().length).toBeGreaterThan(0);
  expect(await record()).toContain('"lockServer":"127.0.0.1:');
});

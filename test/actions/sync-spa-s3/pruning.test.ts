import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { bucket, manifestKey, type SiteStage, site, startSite } from './site-stage.ts';

let stage: SiteStage;

beforeEach(async () => {
  stage = await startSite();
});
afterEach(() => stage.close());

const assets = () => stage.keys().filter((key) => key.startsWith('assets/app'));
const release = (version: string, inputs: Readonly<Record<string, string>> = {}) =>
  stage.sync(site(version), { 'release-id': version, 'max-delete': '100 %', ...inputs });

describe('an old file goes', () => {
  test('only when enough releases came after it and enough days have passed', async () => {
    const keep = { 'keep-releases': '2', 'keep-days': '3' };
    await release('r1', keep);
    await release('r2', keep);
    await release('r3', keep);
    expect(assets()).toEqual(['assets/app-r1c0ffee0.js', 'assets/app-r2c0ffee0.js', 'assets/app-r3c0ffee0.js']);

    stage.days(4);
    const { outputs } = await release('r4', keep);
    // r1 and r2 left the site four days ago. Of r3 and r4, the two releases that are kept, nothing goes.
    expect(assets()).toEqual(['assets/app-r3c0ffee0.js', 'assets/app-r4c0ffee0.js']);
    // Each took its page and its about page with it, kept for a rollback until then.
    expect(outputs['deleted']).toBe(6);
  });

  test('not while a tab may still ask for it, however many releases there were', async () => {
    for (const version of ['r1', 'r2', 'r3', 'r4']) await release(version, { 'keep-releases': '1', 'keep-days': '14' });
    expect(assets()).toHaveLength(4);
  });

  test('not while its release is kept, however old it is', async () => {
    await release('r1', { 'keep-releases': '3', 'keep-days': '0' });
    stage.days(400);
    await release('r2', { 'keep-releases': '3', 'keep-days': '0' });
    stage.days(400);
    await release('r3', { 'keep-releases': '3', 'keep-days': '0' });
    expect(assets()).toHaveLength(3);
  });

  test('counted from the day on which it left the site, not from its upload', async () => {
    await release('r1', { 'keep-releases': '1', 'keep-days': '5' });
    stage.days(100);
    await release('r2', { 'keep-releases': '1', 'keep-days': '5' });
    expect(assets()).toEqual(['assets/app-r1c0ffee0.js', 'assets/app-r2c0ffee0.js']);
    stage.days(6);
    await release('r3', { 'keep-releases': '1', 'keep-days': '5' });
    expect(assets()).toEqual(['assets/app-r2c0ffee0.js', 'assets/app-r3c0ffee0.js']);
  });

  test('a file that came back begins anew', async () => {
    const keep = { 'keep-releases': '1', 'keep-days': '5' };
    const withLogo = (text: string) => ({ 'index.html': text, 'logo.svg': '<svg/>' });
    await stage.sync(withLogo('1'), keep);
    await stage.sync({ 'index.html': '1' }, keep);
    stage.days(10);
    await stage.sync(withLogo('1'), keep);
    await stage.sync({ 'index.html': '2' }, { ...keep, 'max-delete': '100 %' });
    expect(stage.keys()).toContain('logo.svg');
  });

  test('a rerun with nothing new prunes what has come of age', async () => {
    const keep = { 'keep-releases': '1', 'keep-days': '1' };
    await release('r1', keep);
    await release('r2', keep);
    stage.days(2);
    const { outputs } = await release('r2', keep);
    expect(outputs).toMatchObject({ changed: true, uploaded: 0, deleted: 3 });
    expect(assets()).toEqual(['assets/app-r2c0ffee0.js']);
    expect((await release('r2', keep)).outputs).toMatchObject({ changed: false });
  });
});

describe('limits', () => {
  async function fourOld(): Promise<void> {
    for (const version of ['r1', 'r2', 'r3', 'r4', 'r5']) {
      await release(version, { 'keep-days': '1', 'max-delete': '0' });
      stage.days(2);
    }
    expect(assets()).toHaveLength(5);
  }
  const keep = { 'keep-releases': '1', 'keep-days': '1' };

  test('a count: the oldest go first, the others with the next runs', async () => {
    await fourOld();
    await release('r5', { ...keep, 'max-delete': '9' });
    expect(assets()).toEqual(['assets/app-r4c0ffee0.js', 'assets/app-r5c0ffee0.js']);
    await release('r5', { ...keep, 'max-delete': '9' });
    expect(assets()).toEqual(['assets/app-r5c0ffee0.js']);
  });

  test('a share of what is ours', async () => {
    await fourOld();
    // Seventeen objects are ours: 40 % allow six, what two releases left.
    await release('r5', { ...keep, 'max-delete': '40 %' });
    expect(assets()).toEqual(['assets/app-r3c0ffee0.js', 'assets/app-r4c0ffee0.js', 'assets/app-r5c0ffee0.js']);
  });

  test('what somebody wrote over in the meantime is not ours to delete', async () => {
    await fourOld();
    stage.cloud.s3.put(bucket, 'assets/app-r1c0ffee0.js', 'of somebody else');
    await release('r5', { ...keep, 'max-delete': '100 %' });
    expect(assets()).toEqual(['assets/app-r1c0ffee0.js', 'assets/app-r5c0ffee0.js']);
    expect((await stage.sync(site('r5'), keep)).outputs['changed']).toBe(false);
  });

  test('nor what was written over at the very moment', async () => {
    await fourOld();
    stage.cloud.faults.add({
      ...{ service: 's3', operation: 'DeleteObjects', fault: { kind: 'throttle' } },
      when() {
        stage.cloud.s3.put(bucket, 'assets/app-r2c0ffee0.js', 'of somebody else');
        return false;
      },
    });
    const { outputs, failure } = await release('r5', { ...keep, 'max-delete': '100 %' });
    expect(failure).toBeUndefined();
    expect(outputs['deleted']).toBe(11);
    expect(assets()).toEqual(['assets/app-r2c0ffee0.js', 'assets/app-r5c0ffee0.js']);
  });
});

describe('a prefix', () => {
  test('is a folder: its neighbours and the rest of the bucket are never touched', async () => {
    const others = ['index.html', 'site-2/index.html', 'sitemap.xml', 'sit', 'other/assets/app-r1c0ffee0.js'];
    for (const key of others) stage.cloud.s3.put(bucket, key, 'of others');
    for (const version of ['r1', 'r2', 'r3']) {
      await release(version, { prefix: '/site/', 'public-path': '/', 'keep-releases': '1', 'keep-days': '0' });
      stage.days(1);
    }
    for (const key of others) expect(await stage.content(key)).toBe('of others');
    expect(stage.keys().filter((key) => key.startsWith('site/assets/app'))).toEqual(['site/assets/app-r3c0ffee0.js']);
    expect(await stage.content(`site/${manifestKey}`)).toBeDefined();
    expect(stage.cloud.s3.keys(bucket, '.deploy/')).toEqual([]);
  });
});

import { execFileSync } from 'node:child_process';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { skippedInvalidationsFolder } from '../../../src/domain/skipped-invalidations.ts';
import { failureOf } from '../../support/action.ts';
import { bucket, manifestKey, type SiteStage, site, startSite } from './site-stage.ts';

let stage: SiteStage;

beforeEach(async () => {
  stage = await startSite();
});
afterEach(() => stage.close());

const manifest = async () => JSON.parse((await stage.content(manifestKey)) ?? '');

/** Writes a claim of somebody else into the manifest, whose clock is wrong by so many seconds. */
async function claim(run: string, skewSeconds = 0): Promise<void> {
  const until = new Date(stage.clock.now().getTime() + (300 + skewSeconds) * 1_000).toISOString();
  const deployment = { url: 'https://github.com/acme/clinic/actions/runs/8', run, token: 'x', until };
  stage.cloud.s3.put(bucket, manifestKey, JSON.stringify({ ...(await manifest()), deployment }));
}

const settings = { 'release-id': 'two' };

describe('while another deployment holds the site', () => {
  beforeEach(() => stage.sync(site('a1'), { 'release-id': 'one' }));

  test('the pages of the build are read once, however often it is planned again', async () => {
    await claim('8-1');
    const files = { ...site('b2'), 'deep.html': '<div>'.repeat(1_000) };
    const { failure, log } = await stage.sync(files, settings);
    expect(failure).toBeUndefined();
    expect(log.filter((line) => line.startsWith('What deep.html loads is not checked'))).toHaveLength(1);
  });

  test.each([
    0, -600, 600, -86_400,
  ])('this one waits until its lease is over, though its clock is %d s off', async (skew) => {
    await claim('8-1', skew);
    const before = stage.clock.now().getTime();
    const { failure, log } = await stage.sync(site('b2'), settings);
    expect(failure).toBeUndefined();
    const waited = stage.clock.now().getTime() - before;
    expect(waited).toBeGreaterThanOrEqual(300_000);
    expect(waited).toBeLessThan(310_000);
    expect(log).toContain('Waiting for the deployment of https://github.com/acme/clinic/actions/runs/8.');
    expect(await stage.content('index.html')).toContain('app-b2');
  });

  test('not when S3 tells that nobody has renewed it for longer', async () => {
    await claim('8-1', 86_400);
    stage.clock.advance(400_000);
    const before = stage.clock.now().getTime();
    expect((await stage.sync(site('b2'), settings)).failure).toBeUndefined();
    expect(stage.clock.now().getTime() - before).toBeLessThan(2_000);
  });

  test('each renewal is waited for anew', async () => {
    await claim('8-1');
    let renewals = 0;
    const before = stage.clock.now().getTime();
    stage.cloud.faults.add({
      ...{ service: 's3', operation: 'GetObject', times: 0, fault: { kind: 'reset' } },
      when() {
        if (renewals < 3 && stage.clock.now().getTime() - before > (renewals + 1) * 200_000) {
          renewals++;
          void claim('8-1', -renewals);
        }
        return false;
      },
    });
    expect((await stage.sync(site('b2'), settings)).failure).toBeUndefined();
    expect(stage.clock.now().getTime() - before).toBeGreaterThanOrEqual(900_000);
  });

  test('or until it is done; then it plans again from what it finds', async () => {
    await claim('8-1');
    const found = await manifest();
    let polls = 0;
    stage.cloud.faults.add({
      ...{ service: 's3', operation: 'GetObject', times: 0, fault: { kind: 'reset' } },
      when() {
        if (++polls !== 5) return false;
        stage.cloud.s3.put(bucket, 'favicon.svg', 'drifted in the meantime');
        stage.cloud.s3.put(bucket, manifestKey, JSON.stringify({ ...found, deployment: undefined }));
        return false;
      },
    });
    const { outputs, failure } = await stage.sync(site('b2'), settings);
    expect(failure).toBeUndefined();
    expect(await stage.content('favicon.svg')).toBe('<svg/>');
    expect(outputs['uploaded']).toBe(4);
    expect(JSON.parse(String(outputs['plan'])).changes.map(({ path }: { path: string }) => path)).toContain(
      'favicon.svg',
    );
  });

  test('not when the holder was an earlier attempt of the same run', async () => {
    await claim('7-1');
    const before = stage.clock.now().getTime();
    await stage.sync(site('b2'), settings, { attempt: '7-2' });
    expect(stage.clock.now().getTime()).toBe(before);
  });

  test('not with lock: false', async () => {
    await claim('8-1');
    const before = stage.clock.now().getTime();
    expect((await stage.sync(site('b2'), { ...settings, lock: 'false' })).failure).toBeUndefined();
    expect(stage.clock.now().getTime()).toBe(before);
  });

  test('an approved plan is not exchanged for another', async () => {
    const { outputs } = await stage.sync(site('b2'), { ...settings, 'dry-run': 'true' });
    await claim('8-1');
    stage.cloud.faults.add({
      ...{ service: 's3', operation: 'GetObject', skip: 1, times: 0, fault: { kind: 'reset' } },
      when() {
        stage.cloud.s3.put(bucket, 'favicon.svg', 'drifted');
        return false;
      },
    });
    const run = stage.sync(site('b2'), { ...settings, 'expected-plan': String(outputs['fingerprint']) });
    expect(await failureOf(run)).toContain('is no longer the one that was approved; nothing was changed.');
    expect(await stage.content('index.html')).toContain('app-a1');
  });
});

describe('the newest wins', () => {
  test('a run that began later has deployed: the older one steps back', async () => {
    await stage.sync(site('b2'), { 'release-id': 'new' }, { attempt: '9-1' });
    const run = stage.sync(site('a1'), { 'release-id': 'old' }, { attempt: '8-1' });
    expect(await failureOf(run)).toContain('The newer release new is served already; nothing was changed.');
    expect(await stage.content('index.html')).toContain('app-b2');
  });

  test('running the older job again is meant', async () => {
    await stage.sync(site('b2'), { 'release-id': 'new' }, { attempt: '9-1' });
    const { failure } = await stage.sync(site('a1'), { 'release-id': 'old' }, { attempt: '8-2' });
    expect(failure).toBeUndefined();
    expect(await stage.content('index.html')).toContain('app-a1');
  });
});

describe('the newest of two commits wins, whichever run began first', () => {
  /** Two commits of the workspace, a minute apart. */
  const commits = () => {
    const git = (...parameters: readonly string[]) =>
      execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@b.c', ...parameters], {
        ...{ cwd: stage.workspace, encoding: 'utf8' },
        env: { ...process.env, GIT_COMMITTER_DATE: `2026-11-01T10:0${made++}:00+01:00` },
      }).trim();
    let made = 0;
    git('init', '--quiet');
    const [older = '', newer = ''] = ['older', 'newer'].map((message) => {
      git('commit', '--quiet', '--allow-empty', '--message', message);
      return git('rev-parse', 'HEAD');
    });
    return { older, newer };
  };

  test('the older commit steps back, though its run is the newer one', async () => {
    const { older, newer } = commits();
    await stage.sync(site('b2'), {}, { commit: newer, attempt: '8-1' });
    // It was done after the other one had looked at the bucket.
    const done = { ...(await manifest()) };
    done.releases[0].at = new Date(stage.clock.now().getTime() + 1_000).toISOString();
    stage.cloud.s3.put(bucket, manifestKey, JSON.stringify(done));
    const run = stage.sync(site('a1'), {}, { commit: older, attempt: '9-1' });
    expect(await failureOf(run)).toContain(`The newer release ${newer} is served already; nothing was changed.`);
    expect(await stage.content('index.html')).toContain('app-b2');
  });

  test('the newer commit is deployed, though its run is the older one', async () => {
    const { older, newer } = commits();
    await stage.sync(site('a1'), {}, { commit: older, attempt: '9-1' });
    const { failure, outputs } = await stage.sync(site('b2'), {}, { commit: newer, attempt: '8-1' });
    expect(failure).toBeUndefined();
    expect(outputs).toMatchObject({ 'release-id': newer, 'previous-release-id': older });
    expect(await stage.content('index.html')).toContain('app-b2');
  });
});

test('while it works the site is held, and let go in the end, also when it fails', async () => {
  const held: unknown[] = [];
  stage.cloud.faults.add({
    ...{ service: 's3', operation: 'PutObject', fault: { kind: 'error', code: 'Broken' } },
    when(input) {
      if ((input as { readonly Key: string }).Key !== 'index.html') return false;
      void manifest().then(({ deployment }) => held.push(deployment));
      return true;
    },
  });
  expect((await stage.sync(site('a1'))).failure?.message).toContain('Broken');
  expect(held).toMatchObject([{ run: '7-1', url: 'https://github.com/acme/clinic/actions/runs/7' }]);
  expect((await manifest()).deployment).toBeUndefined();
  expect((await stage.sync()).failure).toBeUndefined();
  expect((await manifest()).deployment).toBeUndefined();
});

test('an entry page that somebody else wrote meanwhile is not written over', async () => {
  await stage.sync(site('a1'));
  stage.cloud.faults.add({
    ...{ service: 's3', operation: 'PutObject', times: 0, fault: { kind: 'reset' } },
    when(input) {
      if ((input as { readonly Key: string }).Key === 'about/index.html')
        stage.cloud.s3.put(bucket, 'index.html', 'of somebody else');
      return false;
    },
  });
  const { failure, report } = await stage.sync(site('b2'));
  expect(failure?.message).toContain(
    `s3://${bucket}/index.html was written by somebody else while this deployment ran.`,
  );
  expect(report.result).toMatch(/^Stopped/);
  expect(await stage.content('index.html')).toBe('of somebody else');
});

describe('an invalidation that is pending', () => {
  const paths = ['/', '/about', '/about/', '/about/index.html', '/index.html'];
  const saved = new Map<string, string>();
  const succeed = async () => expect(await stage.post(saved)).toEqual([]);

  test('is named again by the next run, until a job has succeeded', async () => {
    await stage.sync(site('a1'));
    expect((await stage.sync(site('b2'))).outputs['invalidation-paths']).toEqual(paths);
    // The invalidation failed: the job is red, and its post phase did not run.
    const again = await stage.sync(site('b2'), {}, { saved });
    expect(again.outputs).toMatchObject({ changed: false, 'invalidation-paths': paths });
    await succeed();
    expect((await stage.sync(site('b2'))).outputs['invalidation-paths']).toEqual([]);
    expect(stage.cloud.s3.keys(bucket, '.deploy/pending-invalidations')).toEqual([]);
  });

  test('stays pending where an invalidation of the job was skipped', async () => {
    await stage.sync(site('a1'));
    await stage.sync(site('b2'), {}, { saved });
    stage.write({ [`${skippedInvalidationsFolder({ temporary: '.', attempt: '7-1' })}/E1-0`]: '/' });
    expect(await stage.post(saved)).toEqual([
      'An invalidation was skipped: the next run will name the same invalidation-paths again.',
    ]);
    const again = await stage.sync(site('b2'), {}, { saved, attempt: '8-1' });
    expect(again.outputs['invalidation-paths']).toEqual(paths);
    expect(await stage.post(saved, { attempt: '8-1' })).toEqual([]);
    expect((await stage.sync(site('b2'))).outputs['invalidation-paths']).toEqual([]);
  });

  test('adds up, and what a later run added is not forgotten by an earlier job', async () => {
    await stage.sync({ ...site('a1'), 'robots.txt': '1' });
    await stage.sync({ ...site('a1'), 'robots.txt': '2' }, {}, { saved });
    const { outputs } = await stage.sync({ ...site('b2'), 'robots.txt': '2' });
    expect(outputs['invalidation-paths']).toEqual([...paths, '/robots.txt']);
    await succeed();
    expect((await stage.sync()).outputs['invalidation-paths']).toEqual([...paths, '/robots.txt']);
  });
});

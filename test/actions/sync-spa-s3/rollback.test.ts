import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { commit, failureOf } from '../../support/action.ts';
import { bucket, type SiteStage, site, startSite } from './site-stage.ts';

let stage: SiteStage;

beforeEach(async () => {
  stage = await startSite({ encryption: { kind: 'sse-kms' } });
});
afterEach(() => stage.close());

const release = (version: string, inputs: Readonly<Record<string, string>> = {}) =>
  stage.sync(
    { ...site(version), 'robots.txt': `robots ${version}`, [`only-${version}.html`]: version },
    {
      'release-id': version,
      ...inputs,
    },
  );
const back = (to: string, inputs: Readonly<Record<string, string>> = {}) =>
  stage.run({ bucket, 'rollback-to': to, ...inputs });

async function serves(version: string): Promise<void> {
  expect(await stage.content('index.html')).toContain(`app-${version}c0ffee0.js`);
  expect(await stage.content('about/index.html')).toBe(`about ${version}`);
  expect(await stage.content('robots.txt')).toBe(`robots ${version}`);
  expect(stage.keys()).toContain(`assets/app-${version}c0ffee0.js`);
}

test('previous: what was served before is served again, without a build and without an upload', async () => {
  await release('r1', { 'cache-control': 'robots.txt = public, max-age=60' });
  await release('r2');
  stage.writes();
  const { outputs, report } = await back('previous');
  await serves('r1');
  expect(stage.headers('robots.txt').cache).toBe('public, max-age=60');
  expect(stage.headers('index.html')).toEqual({ type: 'text/html; charset=utf-8', cache: 'no-cache' });
  expect(outputs).toMatchObject({
    'release-id': 'r1',
    'previous-release-id': 'r2',
    uploaded: 0,
    unchanged: 4,
    changed: true,
  });
  expect(outputs['invalidation-paths']).toEqual(expect.arrayContaining(['/', '/index.html', '/robots.txt']));
  expect(report.status).toBe('succeeded');
  const writes = stage.writes();
  expect(writes.at(-1)).toBe('copy index.html');
  expect(writes.filter((write) => write.startsWith('put'))).toEqual([]);
});

test('another build of the commit that serves is another release, and the one before can be had again', async () => {
  const { outputs: first } = await stage.sync({ 'index.html': 'one' });
  const { outputs: same } = await stage.sync({ 'index.html': 'one' });
  const { outputs: second } = await stage.sync({ 'index.html': 'two' });
  const { outputs: third } = await stage.sync({ 'index.html': 'three' });
  const ids = [first, same, second, third].map((outputs) => outputs['release-id']);
  expect(ids).toEqual([commit, commit, `${commit}.2`, `${commit}.3`]);
  expect(third['previous-release-id']).toBe(`${commit}.2`);
  await back('previous');
  expect(await stage.content('index.html')).toBe('two');
  await back(commit);
  expect(await stage.content('index.html')).toBe('one');
});

test('by id, over several releases, and forward again', async () => {
  for (const version of ['r1', 'r2', 'r3', 'r4']) await release(version);
  await back('r2');
  await serves('r2');
  await back('r4');
  await serves('r4');
  await back('previous');
  await serves('r2');
  await back('r1');
  await serves('r1');
  const { outputs } = await release('r5');
  await serves('r5');
  expect(outputs['previous-release-id']).toBe('r1');
});

test('a release that serves already is nothing to do', async () => {
  await release('r1');
  await release('r2');
  stage.writes();
  expect((await back('r2')).outputs).toMatchObject({ changed: false, 'release-id': 'r2' });
  expect(stage.writes()).toEqual([]);
});

test('an asset that is gone, or that somebody wrote over, refuses it before anything is written', async () => {
  await release('r1');
  await release('r2');
  stage.writes();
  stage.cloud.s3.put(bucket, 'assets/app-r1c0ffee0.js', 'of somebody else');
  expect(await failureOf(back('previous'))).toContain(
    'The release r1 is no longer complete; nothing was changed. Gone from the bucket: assets/app-r1c0ffee0.js.',
  );
  stage.cloud.s3.delete(bucket, 'assets/app-r1c0ffee0.js');
  expect(await failureOf(back('r1'))).toContain('Gone from the bucket: assets/app-r1c0ffee0.js.');
  expect(stage.writes()).toEqual([]);
});

test('a release beyond those that are kept is told to be gone', async () => {
  const keep = { 'keep-releases': '1', 'keep-days': '0', 'max-delete': '100 %' };
  for (const version of ['r1', 'r2', 'r3']) {
    await release(version, keep);
    stage.days(1);
  }
  expect(await failureOf(back('r1'))).toContain(
    'There is no release r1; nothing was changed. The bucket knows r3, r2.',
  );
});

test.each([
  ['previous', 'There is no release before the current one; nothing was changed. The bucket knows r1.'],
  ['r9', 'There is no release r9; nothing was changed. The bucket knows r1.'],
])('%s where there is none', async (to, message) => {
  await release('r1');
  expect(await failureOf(back(to))).toContain(message);
});

test('a chain that puts back goes to the id that the sync told', async () => {
  await release('r1');
  const { outputs } = await release('r2');
  expect((await back(String(outputs['previous-release-id']))).outputs['release-id']).toBe('r1');
  await serves('r1');
});

test('a run that changes nothing names what served before it, not the release before that', async () => {
  await release('r1');
  await release('r2');
  const { outputs } = await stage.sync(
    { ...site('r2'), 'robots.txt': 'robots r2', 'only-r2.html': 'r2' },
    { 'release-id': 'r3' },
  );
  expect(outputs).toMatchObject({ changed: false, 'release-id': 'r2', 'previous-release-id': 'r2' });
  await back(String(outputs['previous-release-id']));
  await serves('r2');
});

test('after the first sync there is nothing to go back to, also where a site was there before: no id is told', async () => {
  stage.cloud.s3.put(bucket, 'index.html', 'before us');
  const { outputs } = await release('r1');
  expect(outputs['previous-release-id']).toBeUndefined();
  stage.writes();
  expect(await failureOf(back('previous'))).toContain('There is no release before the current one');
  expect(stage.writes()).toEqual([]);
});

test('neither a build nor a release to go back to', async () => {
  expect(await failureOf(stage.run({ bucket }))).toContain('Neither source nor rollback-to was given.');
});

test('a dry run shows it', async () => {
  await release('r1');
  await release('r2');
  stage.writes();
  const { outputs } = await back('previous', { 'dry-run': 'true' });
  expect(outputs).toMatchObject({ changed: true, 'release-id': 'r2' });
  expect(stage.writes()).toEqual([]);
});

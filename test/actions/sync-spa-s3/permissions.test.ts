import { afterEach, beforeEach, expect, test } from '@jest/globals';
import type { Credentials } from '../../cloud/iam/identities.ts';
import { failureOf, policyOf, statementsOf, withoutStatement } from '../../support/action.ts';
import { bucket, manifestKey, type SiteStage, site, startSite } from './site-stage.ts';

let stage: SiteStage;

beforeEach(async () => {
  stage = await startSite();
});
afterEach(() => stage.close());

const policy = policyOf('sync-spa-s3', { SiteBucket: bucket });
const keep = { 'keep-releases': '1', 'keep-days': '0', 'max-delete': '100 %' };

test('iam-policy.json is enough for all that the action does', async () => {
  const as = stage.caller(policy);
  await stage.sync(site('a1'), keep, { as });
  stage.days(1);
  await stage.sync(site('b2'), { ...keep, 'cache-control': '*.svg = no-store' }, { as });
  stage.days(1);
  const { outputs, failure } = await stage.sync(site('c3'), keep, { as });
  expect(failure).toBeUndefined();
  expect(outputs['deleted']).toBe(3);
  expect(stage.cloud.requests.all().filter(({ status }) => status === 403)).toEqual([]);
});

test.each(
  statementsOf('sync-spa-s3').filter((sid) => sid !== 'PruneOldReleases'),
)('without %s it is refused, clearly, and the old page goes on serving', async (sid) => {
  await stage.sync(site('a1'), keep);
  stage.days(1);
  await stage.sync(site('b2'), keep);
  stage.days(1);
  const as: Credentials = stage.caller(withoutStatement(policy, sid));
  const message = await failureOf(stage.sync(site('c3'), keep, { as }));
  expect(message).toMatch(new RegExp(`s3://${bucket}.* failed: AccessDenied\\..*iam-policy\\.json`));
  expect(await stage.content('index.html')).toContain('app-b2c0ffee0.js');
});

test('without PruneOldReleases the new page is served, and what is left over is told and stays known', async () => {
  await stage.sync(site('a1'), keep);
  stage.days(1);
  await stage.sync(site('b2'), keep);
  stage.days(1);
  const as: Credentials = stage.caller(withoutStatement(policy, 'PruneOldReleases'));
  const { failure, log } = await stage.sync(site('c3'), keep, { as });
  expect(failure).toBeUndefined();
  expect(log.join('\n')).toMatch(/Old files were not removed\..* failed: AccessDenied\..*iam-policy\.json/);
  expect(await stage.content('index.html')).toContain('app-c3c0ffee0.js');
  const { objects, deployment } = JSON.parse((await stage.content(manifestKey)) ?? '');
  expect(objects).toHaveProperty(['assets/app-b2c0ffee0.js']);
  expect(deployment).toBeUndefined();
});

test('it may do nothing in another bucket', async () => {
  stage.cloud.s3.createBucket({ accountId: '111111111111', region: 'eu-central-1', name: 'another' });
  const as = stage.caller(policy);
  expect(await failureOf(stage.sync(site('a1'), { bucket: 'another' }, { as }))).toContain('failed: AccessDenied.');
});

test('a slow S3 is ridden out, and one that is cut off', async () => {
  const { faults } = stage.cloud;
  faults.add({ service: 's3', operation: 'PutObject', times: 3, fault: { kind: 'throttle' } });
  faults.add({ service: 's3', operation: 'ListObjectsV2', fault: { kind: 'reset' } });
  const { failure, outputs } = await stage.sync(site('a1'));
  expect(failure).toBeUndefined();
  expect(outputs['uploaded']).toBe(5);
});

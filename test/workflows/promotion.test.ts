import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { describeWith } from '../support/requires.ts';
import { conclusions, errors, failures, step } from './results.ts';
import { type Shop, startShop } from './shop.ts';

describeWith('postgres', 'a promotion', () => {
  let shop: Shop;
  let first: string;
  beforeAll(async () => {
    shop = await startShop();
    first = shop.commit({ 'release.txt': 'works 1\n' });
    expect(failures(await shop.run('deploy.yml', { event: { name: 'push' }, sha: first }))).toEqual([]);
  }, 300_000);
  afterAll(() => shop?.close());

  const approving = (review: () => Promise<'approved' | 'rejected'>, inputs: Readonly<Record<string, string>> = {}) =>
    shop.run('promote-reviewed.yml', { inputs, environments: { 'prod-approval': { review } } });

  test('without the right word changes nothing, and asks neither the ledger nor AWS', async () => {
    shop.cloud.requests.clear();
    const run = await shop.run('promote.yml', { inputs: { confirmation: 'Prod $(touch x)' } });
    expect(conclusions(run)).toMatchObject({ 'prod / Find and build': 'failure', 'prod / Plan': 'skipped' });
    expect(errors(run)).toContainEqual(expect.stringContaining('is not the name of the environment'));
    expect(shop.cloud.requests.names()).toEqual([]);
    expect(shop.ledger('prod')).toEqual([]);
  }, 300_000);

  test('brings the image that was tested, by its digest, and the site and migrations of its commit', async () => {
    shop.commit({ 'release.txt': 'not yet\n', 'migrations/002_later.sql': 'CREATE TABLE later (id integer);\n' });
    const run = await shop.run('promote.yml', { inputs: { confirmation: 'prod' } });
    expect(failures(run)).toEqual([]);
    expect(await shop.serving('prod')).toMatchObject({ heading: 'works 1', siteCommit: first, backendCommit: first });
    const [staging, prod] = [shop.ledger('staging')[0]?.release, shop.ledger('prod')[0]?.release];
    expect(prod).toMatchObject({ digest: staging?.['digest'], databaseVersion: '001_orders.sql', environment: 'prod' });
  }, 300_000);

  test('that is only planned says what it would change, and changes nothing', async () => {
    const served = await shop.serving('prod');
    const later = shop.commit({ 'release.txt': 'works 1b\n' });
    expect(failures(await shop.run('dev.yml', { sha: later }))).toEqual([]);
    shop.cloud.requests.clear();
    const run = await approving(() => Promise.reject(new Error('Nobody is asked.')), { 'dry-run': 'true' });
    expect(failures(run)).toEqual([]);
    expect(conclusions(run)).toMatchObject({
      ...{ 'prod / Plan': 'success', 'prod / Approve': 'skipped', 'prod / Promote': 'skipped' },
    });
    expect(step(run, 'prod / Plan', 'Plan the promotion').outputs['changed']).toBe('true');
    const roles = shop.cloud.requests
      .all({ service: 's3' })
      .map(({ callerArn }) => /shop-prod-[a-z-]+/.exec(callerArn)?.[0]);
    expect([...new Set(roles)]).toEqual(['shop-prod-promotion']);
    expect(await shop.serving('prod')).toEqual(served);
  }, 300_000);

  test('is refused for a release that is not green in its source', async () => {
    const broken = shop.commit({ 'release.txt': 'broken\n' });
    await shop.run('dev.yml', { sha: broken });
    expect(shop.ledger('dev')[0]).toMatchObject({ state: 'failure', commit: broken });
    const run = await approving(async () => 'approved', { release: broken });
    expect(conclusions(run)).toMatchObject({ 'prod / Find and build': 'failure', 'prod / Plan': 'skipped' });
    expect(await shop.serving('prod')).toMatchObject({ siteCommit: first });
  }, 300_000);

  test('that reviewers reject changes nothing', async () => {
    const second = shop.commit({ 'release.txt': 'works 2\n' });
    expect(failures(await shop.run('dev.yml', { sha: second }))).toEqual([]);
    const run = await approving(async () => 'rejected');
    expect(conclusions(run)).toMatchObject({ 'prod / Approve': 'failure', 'prod / Promote': 'skipped' });
    expect(await shop.serving('prod')).toMatchObject({ siteCommit: first });
  }, 300_000);

  test('that is approved too late keeps nobody waiting, and stops when the target has moved', async () => {
    const recorded = shop.ledger('prod').length;
    let overtaking: string | undefined;
    const run = await approving(async () => {
      const third = shop.commit({ 'release.txt': 'works 3\n' });
      expect(failures(await shop.run('deploy.yml', { event: { name: 'push' }, sha: third }))).toEqual([]);
      expect(failures(await shop.run('promote.yml', { inputs: { confirmation: 'prod' } }))).toEqual([]);
      overtaking = third;
      return 'approved';
    });
    expect(conclusions(run)).toMatchObject({ 'prod / Approve': 'success', 'prod / Promote / Release': 'failure' });
    expect(errors(run)).toContainEqual(expect.stringContaining('no longer the one that was approved'));
    expect(await shop.serving('prod')).toMatchObject({ heading: 'works 3', siteCommit: overtaking });
    const late = shop.ledger('prod').slice(0, -recorded);
    expect(late.map(({ state }) => state)).toEqual(['failure', 'success']);
  }, 300_000);
});

import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { describeWith } from '../support/requires.ts';
import { conclusions, failures, step } from './results.ts';
import { type Shop, startShop } from './shop.ts';

describeWith('postgres', 'a push to main', () => {
  let shop: Shop;
  beforeAll(async () => {
    shop = await startShop();
  }, 300_000);
  afterAll(() => shop?.close());

  test('deploys dev, brings the same image to staging, and records both', async () => {
    const commit = shop.commit({ 'release.txt': 'works 2\n' });
    const run = await shop.run('deploy.yml', { event: { name: 'push' }, sha: commit });
    expect(failures(run)).toEqual([]);
    expect(conclusions(run)).toEqual({
      'dev / Image files': 'success',
      'dev / Image / Build': 'success',
      'dev / Site build': 'success',
      'dev / Release': 'success',
      'dev / Record': 'success',
      'staging / Find and build': 'success',
      'staging / Plan': 'skipped',
      'staging / Approve': 'skipped',
      'staging / Promote / Release': 'success',
      'staging / Promote / Record': 'success',
    });
    for (const name of ['dev', 'staging'] as const) {
      expect(await shop.serving(name)).toMatchObject({ heading: 'works 2', siteCommit: commit, backendCommit: commit });
      expect(shop.ledger(name)).toMatchObject([
        {
          commit,
          state: 'success',
          release: { app: 'shop', environment: name, databaseVersion: '001_orders.sql', siteRelease: commit },
        },
      ]);
    }
    const [dev, staging] = [shop.ledger('dev')[0]?.release, shop.ledger('staging')[0]?.release];
    expect(staging?.['digest']).toEqual(dev?.['digest']);
    expect(staging?.['digest']).toMatch(/^sha256:[0-9a-f]{64}$/);
    expect(staging?.['fingerprint']).toBe(
      step(run, 'staging / Promote / Release', 'Deploy the release').outputs['fingerprint'],
    );
  }, 300_000);

  test('changes nothing when nothing has changed', async () => {
    const before = await shop.serving('dev');
    const run = await shop.run('dev.yml', { event: { name: 'push' } });
    expect(failures(run)).toEqual([]);
    const changed = run.jobs.flatMap(({ steps }) => steps.filter(({ outputs }) => outputs['changed'] === 'true'));
    const ledger = ['Show in the ledger that the release begins', 'Record the release'];
    expect(changed.map(({ name }) => name)).toEqual(ledger);
    expect(await shop.serving('dev')).toEqual(before);
  }, 300_000);

  test('that comes while another deploys waits for its turn; none is dropped, and the last one serves', async () => {
    const commits = ['works 3\n', 'works 4\n'].map((text) => shop.commit({ 'release.txt': text }));
    const recordedBefore = shop.ledger('dev').length;
    const runs = await Promise.all(commits.map((sha) => shop.run('dev.yml', { event: { name: 'push' }, sha })));
    expect(runs.flatMap(failures)).toEqual([]);
    const recorded = shop.ledger('dev').slice(0, -recordedBefore);
    expect(recorded.map(({ commit }) => commit)).toEqual(commits.toReversed());
    expect(recorded.map(({ state }) => state)).toEqual(['success', 'inactive']);
    expect(await shop.serving('dev')).toMatchObject({ heading: 'works 4', backendCommit: commits[1] });
  }, 300_000);
});

import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { describeWith } from '../support/requires.ts';
import { conclusions, failures, job } from './results.ts';
import { type Shop, startShop } from './shop.ts';

describeWith('postgres', 'a release that fails its smoke test', () => {
  let shop: Shop;
  beforeAll(async () => {
    shop = await startShop();
  }, 300_000);
  afterAll(() => shop?.close());

  test('stays where there is no previous release, and is recorded as failed', async () => {
    const run = await shop.deploy({ 'release.txt': 'broken\n' });
    expect(conclusions(run)).toMatchObject({
      'dev / Release': 'failure',
      'dev / Record': 'success',
    });
    expect(shop.ledger('dev')).toMatchObject([{ state: 'failure' }]);
  }, 300_000);

  describeWith('postgres', 'after one that worked', () => {
    let good: string;
    beforeEach(async () => {
      good = shop.commit({ 'release.txt': 'works\n' });
      expect(failures(await shop.run('dev.yml', { sha: good }))).toEqual([]);
    }, 300_000);

    test('is rolled back, site and backend, verified and recorded as failed; the migrations that stay are named', async () => {
      const served = await shop.serving('dev');
      const run = await shop.deploy({
        'release.txt': 'broken again\n',
        'migrations/002_customers.sql': 'CREATE TABLE customers (id integer PRIMARY KEY);\n',
      });
      expect(conclusions(run)).toMatchObject({
        'dev / Release': 'failure',
        'dev / Record': 'success',
      });
      expect(run.conclusion).toBe('failure');
      expect(await shop.serving('dev')).toEqual(served);
      const [failed, current] = shop.ledger('dev');
      expect(failed).toMatchObject({ state: 'failure', release: { databaseVersion: '002_customers.sql' } });
      expect(current).toMatchObject({ state: 'success', commit: good });
      const summary = job(run, 'dev / Release')
        .steps.map((each) => each.summary)
        .join('');
      expect(summary).toContain('002&#95;customers.sql');
    }, 300_000);

    test('lets the release before be deployed again, whose database stage says what stays, and then a later one', async () => {
      const migration = 'migrations/003_later.sql';
      const failed = await shop.deploy({
        'release.txt': 'broken once more\n',
        [migration]: 'CREATE TABLE later (id integer PRIMARY KEY);\n',
      });
      expect(conclusions(failed)).toMatchObject({ 'dev / Release': 'failure' });
      const again = await shop.run('dev.yml', { sha: good });
      expect(failures(again)).toEqual([]);
      const summary = job(again, 'dev / Release')
        .steps.map((each) => each.summary)
        .join('');
      expect(summary).toContain('003&#95;later.sql stays in the database');
      expect(await shop.serving('dev')).toMatchObject({ siteCommit: good });
      const mended = await shop.deploy({ 'release.txt': 'works at last\n' });
      expect(failures(mended)).toEqual([]);
      expect(shop.ledger('dev')[0]).toMatchObject({ state: 'success', release: { databaseVersion: '003_later.sql' } });
    }, 300_000);

    test('is left where a failed check says that a rollback is not safe', async () => {
      const suite = (safe: string) => `name: shop
checks:
  - name: the site works
    get: \${SITE}/
    safe-to-rollback: ${safe}
    expect: { status: 200, body: { contains: works } }
`;
      const run = await shop.deploy({ 'release.txt': 'broken for good\n', 'smoke.yml': suite('false') });
      expect(conclusions(run)).toMatchObject({ 'dev / Release': 'failure' });
      expect(await shop.serving('dev')).toMatchObject({ heading: 'broken for good' });
      expect(shop.ledger('dev')[0]).toMatchObject({ state: 'failure' });
    }, 300_000);
  });
});

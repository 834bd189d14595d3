import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { describeWith } from '../support/requires.ts';
import { conclusions, failures } from './results.ts';
import { type Shop, startShop } from './shop.ts';

describeWith('postgres', 'a deployment that is cancelled', () => {
  let shop: Shop;
  let good: string;
  beforeAll(async () => {
    shop = await startShop();
    good = shop.commit({ 'release.txt': 'works 0\n' });
    expect(failures(await shop.run('dev.yml', { sha: good }))).toEqual([]);
  }, 300_000);
  afterAll(() => shop?.close());

  /** Cancels a deployment of a new release when a step begins. */
  function cancelAt(stepName: string, number: number) {
    const cancel = new AbortController();
    const log = ({ step }: { readonly step: string }) => {
      if (step === stepName) cancel.abort();
    };
    const migration = `CREATE TABLE cancelled_${number} (id integer);\n`;
    return shop.deploy(
      { 'release.txt': `works ${number}\n`, [`migrations/10${number}_more.sql`]: migration },
      { signal: cancel.signal, log },
    );
  }

  test.each([
    ['dev / Image files', "Make the image's files"],
    ['dev / Image / Build', 'Build and push the image'],
    ['dev / Site build', 'Build the site'],
    ['dev / Database', 'Migrate and seed the database'],
    ['dev / Backend', 'Deploy the backend'],
    ['dev / Site', 'Sync the site'],
    ['dev / Smoke test', 'Smoke-test the deployment'],
  ])(
    'in %s stops there, puts nothing back, and is recorded as such',
    async (jobName, stepName) => {
      const number = shop.ledger('dev').length;
      const run = await cancelAt(stepName, number);
      expect(run.conclusion).toBe('cancelled');
      const ends = conclusions(run);
      expect(ends).toMatchObject({ [jobName]: 'cancelled', 'dev / Roll back': 'skipped', 'dev / Record': 'success' });
      // The site is built beside the image, and may be done by then.
      const behind = Object.entries(ends).slice(Object.keys(ends).indexOf(jobName) + 1, -1);
      const done = behind.filter(([name, end]) => end === 'success' && name !== 'dev / Site build');
      expect(done).toEqual([]);
      expect(shop.ledger('dev')[0]).toMatchObject({ state: 'error' });
      expect(shop.ledger('dev').find(({ state }) => state === 'success')).toMatchObject({ commit: good });
    },
    300_000,
  );

  test('can simply be run again', async () => {
    expect(failures(await shop.run('dev.yml'))).toEqual([]);
    expect(await shop.serving('dev')).toMatchObject({ heading: 'works 7' });
  }, 300_000);
});

import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { describeWith } from '../support/requires.ts';
import type { LogEntry } from '../workflow-runner/run-options.ts';
import { conclusions, failures } from './results.ts';
import { type Shop, startShop } from './shop.ts';

const deploying = 'dev / Release';

describeWith('postgres', 'a deployment that is cancelled', () => {
  let shop: Shop;
  let good: string;
  beforeAll(async () => {
    shop = await startShop();
    good = shop.commit({ 'release.txt': 'works 0\n' });
    expect(failures(await shop.run('dev.yml', { sha: good }))).toEqual([]);
  }, 300_000);
  afterAll(() => shop?.close());

  /** Cancels a deployment of a new release when a step begins, or a stage in it. */
  function cancelAt(stepName: string, stage: string, number: number) {
    const cancel = new AbortController();
    const log = ({ step, line }: LogEntry) => {
      if (step === stepName && line.includes(stage)) cancel.abort();
    };
    const migration = `CREATE TABLE cancelled_${number} (id integer);\n`;
    return shop.deploy(
      { 'release.txt': `works ${number}\n`, [`migrations/10${number}_more.sql`]: migration },
      { signal: cancel.signal, log },
    );
  }

  test.each([
    ['dev / Image files', "Make the image's files", ''],
    ['dev / Image / Build', 'Build and push the image', ''],
    ['dev / Site build', 'Build the site', ''],
    [deploying, 'Deploy the release', 'group]Plan'],
    [deploying, 'Deploy the release', 'group]Database'],
    [deploying, 'Deploy the release', 'group]Backend'],
    [deploying, 'Deploy the release', 'group]Site'],
    [deploying, 'Deploy the release', 'group]Smoke test'],
  ])(
    'in %s (%s %s) stops there, puts nothing back, and is recorded as such',
    async (jobName, stepName, stage) => {
      const number = shop.ledger('dev').length;
      const run = await cancelAt(stepName, stage, number);
      expect(run.conclusion).toBe('cancelled');
      const ends = conclusions(run);
      expect(ends).toMatchObject({ [jobName]: 'cancelled', 'dev / Record': 'success' });
      expect(ends[deploying]).toBe(jobName === deploying ? 'cancelled' : 'skipped');
      expect(shop.ledger('dev')[0]).toMatchObject({ state: 'error' });
      expect(shop.ledger('dev').find(({ state }) => state === 'success')).toMatchObject({ commit: good });
    },
    300_000,
  );

  test('can simply be run again', async () => {
    expect(failures(await shop.run('dev.yml'))).toEqual([]);
    expect(await shop.serving('dev')).toMatchObject({ heading: 'works 8' });
  }, 300_000);
});

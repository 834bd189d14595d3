import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { describeWith } from '../support/requires.ts';
import { conclusions, failures } from './results.ts';
import { type Shop, startShop } from './shop.ts';

describeWith('postgres', 'a push to main', () => {
  let shop: Shop;
  beforeAll(async () => {
    shop = await startShop();
  }, 60_000);
  afterAll(() => shop?.close());

  test('deploys dev, then promotes the same image to staging, and both are in the ledger', async () => {
    const run = await shop.push({ 'release.txt': 'works 2\n' });
    expect(failures(run)).toEqual([]);
    expect(conclusions(run)).toEqual({});
  }, 120_000);
});

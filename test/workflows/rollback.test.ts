import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { describeWith } from '../support/requires.ts';
import { conclusions, errors, failures, job } from './results.ts';
import { type Serving, type Shop, startShop } from './shop.ts';

describeWith('postgres', 'a rollback', () => {
  let shop: Shop;
  let [first, second] = ['', ''];
  let served: Serving;
  beforeAll(async () => {
    shop = await startShop();
    first = shop.commit({ 'release.txt': 'works 1\n' });
    expect(failures(await shop.run('dev.yml', { sha: first }))).toEqual([]);
    served = await shop.serving('dev');
    second = shop.commit({
      'release.txt': 'works 2\n',
      'migrations/002_customers.sql': 'CREATE TABLE customers (id integer PRIMARY KEY);\n',
    });
    expect(failures(await shop.run('dev.yml', { sha: second }))).toEqual([]);
  }, 300_000);
  afterAll(() => shop?.close());

  const back = (release?: string) =>
    shop.run('rollback.yml', { inputs: { environment: 'dev', ...(release === undefined ? {} : { release }) } });

  test('brings image, site and configuration of the release before, builds nothing, and names what the database keeps', async () => {
    shop.cloud.requests.clear();
    const run = await back();
    expect(failures(run)).toEqual([]);
    expect(conclusions(run)).toEqual({
      'rollback / Roll back / Release': 'success',
      'rollback / Roll back / Record': 'success',
    });
    expect(await shop.serving('dev')).toEqual(served);
    expect(shop.cloud.requests.names({ service: 'ecr' }).filter((name) => /Put|Upload/.test(name))).toEqual([]);
    expect(
      job(run, 'rollback / Roll back / Release')
        .steps.map((each) => each.summary)
        .join(''),
    ).toContain('002&#95;customers.sql');
    expect(shop.ledger('dev').map(({ commit, state }) => [commit, state])).toEqual([
      [first, 'success'],
      [second, 'inactive'],
      [first, 'inactive'],
    ]);
  }, 300_000);

  test('takes a commit that was once green, and no other', async () => {
    const run = await back(second.slice(0, 10));
    expect(failures(run)).toEqual([]);
    expect(await shop.serving('dev')).toMatchObject({ heading: 'works 2', siteCommit: second });

    const never = shop.commit({ 'release.txt': 'never deployed\n' });
    const refused = await back(never);
    expect(conclusions(refused)).toEqual({
      'rollback / Roll back / Release': 'failure',
      'rollback / Roll back / Record': 'skipped',
    });
    expect(errors(refused).join('\n')).toContain(never.slice(0, 7));
    expect(await shop.serving('dev')).toMatchObject({ siteCommit: second });
  }, 300_000);
});

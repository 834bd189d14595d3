import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { type MonthlyCost, monthlyCost } from '../../src/infrastructure/monthly-cost.ts';
import type { Prices } from '../../src/infrastructure/prices.ts';
import { refusals } from '../support/cloudformation-template.ts';
import { clinic, environmentStack } from './environment-stacks.ts';

type Parameters = Readonly<Record<string, string>>;
const prices = JSON.parse(readFileSync('infra/prices.json', 'utf8')) as Prices & {
  readonly date: string;
  readonly sources: readonly string[];
};
const sets = readdirSync('infra/parameters').map((name) => name.replace('.json', ''));
const parametersOf = (set: string) =>
  (JSON.parse(readFileSync(`infra/parameters/${set}.json`, 'utf8')) as { readonly data: Parameters }).data;
const cost = (parameters: Parameters) => monthlyCost(environmentStack('data', parameters).resources, prices);

test('the price table says when and where it was looked up', () => {
  expect(prices.date).toMatch(/^\d{4}-\d\d-\d\d$/);
  for (const source of prices.sources) expect(source).toMatch(/^https:\/\/aws\.amazon\.com\//);
});

describe('the sets of parameters', () => {
  test.each(sets)('%s is taken by the template, and everything in it has a price', (set) => {
    expect(refusals('infra/data.yml', { ...clinic, ...parametersOf(set) })).toEqual([]);
    expect(cost(parametersOf(set)).unpriced).toEqual([]);
  });

  test.each(sets)('docs/environment-costs.md has the line of %s', (set) => {
    const line = `| [${set}](../infra/parameters/${set}.json) | ${told(cost(parametersOf(set)))} |`;
    expect(readFileSync('docs/environment-costs.md', 'utf8').split('\n')).toContain(line);
  });

  /** The parts, same ones counted, and the sum. */
  function told({ costs, usd }: MonthlyCost): string {
    const parts = Map.groupBy(costs, ({ what }) => what);
    const shown = [...parts].map(([what, each]) => `${each.length > 1 ? `${each.length} × ` : ''}${what}`);
    return `${shown.join(', ') || 'nothing that costs by the month'} | ${usd.toFixed(2)}`;
  }
});

describe('a monthly cost', () => {
  test('doubles with a standby, and so does extended support', () => {
    const eight = { Database: 'mysql-8.0', ExtendedSupport: 'true' };
    const support = (parameters: Parameters) =>
      cost(parameters).costs.find(({ what }) => what === 'extended support')?.usd;
    expect(support(eight)).toBe(146);
    expect(support({ ...eight, MultiAz: 'true' })).toBe(292);
    expect(cost({ MultiAz: 'true' }).usd - cost({}).usd).toBeCloseTo(0.016 * 730 + 20 * 0.115);
  });

  test('of what the table does not have is a lower bound, which says so', () => {
    const { unpriced, usd } = cost({ DatabaseClass: 'db.r8g.large' });
    expect(unpriced).toEqual(['DatabaseInstance (db.r8g.large)']);
    expect(usd).toBeGreaterThan(0);
  });
});

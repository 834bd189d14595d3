import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { type MonthlyCost, monthlyCost } from '../../src/infrastructure/monthly-cost.ts';
import type { Prices } from '../../src/infrastructure/prices.ts';
import { refusals } from '../support/cloudformation-template.ts';
import { balanced, beanstalk, network } from './app-stack.ts';
import { clinic, environmentStack } from './environment-stacks.ts';

type Parameters = Readonly<Record<string, string>>;
const prices = JSON.parse(readFileSync('infra/prices.json', 'utf8')) as Prices & {
  readonly date: string;
  readonly sources: readonly string[];
};
const sets = readdirSync('infra/parameters').map((name) => name.replace('.json', ''));
const templates = ['data', 'app'] as const;
type Template = (typeof templates)[number];
const cases = templates.flatMap((template) => sets.map((set) => [template, set] as const));
/** What comes from another stack, and what is another one each day. */
const given = { data: {}, app: { ...network, Platform: beanstalk.Platform } };

function parametersOf(template: Template, set: string): Parameters {
  const all = JSON.parse(readFileSync(`infra/parameters/${set}.json`, 'utf8')) as Record<Template, Parameters>;
  const { Platform, ...others } = { Platform: '', ...given[template], ...all[template] };
  return all[template]['Backend'] === 'beanstalk' ? { ...others, Platform } : others;
}
const costOf = (template: Template, parameters: Parameters) =>
  monthlyCost(environmentStack(template, parameters).resources, prices);
const cost = (parameters: Parameters) => costOf('data', parameters);

test('the price table says when and where it was looked up', () => {
  expect(prices.date).toMatch(/^\d{4}-\d\d-\d\d$/);
  for (const source of prices.sources) expect(source).toMatch(/^https:\/\/aws\.amazon\.com\//);
});

describe('the sets of parameters', () => {
  test.each(cases)('%s.yml takes %s, and everything in it has a price', (template, set) => {
    const parameters = parametersOf(template, set);
    expect(refusals(`infra/${template}.yml`, { ...clinic, ...parameters })).toEqual([]);
    expect(costOf(template, parameters).unpriced).toEqual([]);
  });

  test.each(cases)('docs/environment-costs.md has the line of %s.yml with %s', (template, set) => {
    const line = `| [${set}](../infra/parameters/${set}.json) | ${told(costOf(template, parametersOf(template, set)))} |`;
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

  test('of Elastic Beanstalk grows by instance, and by load balancer with an address in each zone', () => {
    const backend = (parameters: Parameters) => costOf('app', { ...balanced, ...parameters }).usd;
    const single = costOf('app', beanstalk).usd;
    const [hour, address] = [0.0104, 0.005];
    expect(backend({}) - single).toBeCloseTo(0.0225 * 730 + 2 * address * 730, 1);
    expect(backend({ MinInstances: '2' }) - backend({})).toBeCloseTo((hour + address) * 730 + 10 * 0.08, 1);
    expect(costOf('app', { ...beanstalk, InstanceType: 'm7i.large' }).unpriced).toEqual([
      'BeanstalkEnvironment (m7i.large)',
    ]);
  });
});

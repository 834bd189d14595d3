import { readFileSync, writeFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type Answer, startServer, type TestServer } from '../../actions/smoke-test/support/server.ts';
import { smoke } from '../../actions/smoke-test/support/smoke.ts';
import { describeWith } from '../../support/requires.ts';
import { type Scenario, variables } from './assertion.ts';
import { hurlOf, hurlVerdicts } from './hurl.ts';
import { bodies, cookies, headers, redirects, refusals } from './messages.ts';
import { paths } from './paths.ts';
import { values } from './values.ts';

const scenarios = [paths, values, headers, cookies, redirects, bodies, refusals];
const file = new URL('verdicts.json', import.meta.url);
/** What Hurl 8.0.1 says of each assertion; RECORD=hurl writes it again. */
const recorded = JSON.parse(readFileSync(file, 'utf8')) as Readonly<Record<string, Readonly<Record<string, boolean>>>>;

let server: TestServer;

beforeAll(async () => {
  const answers = new Map(
    scenarios.flatMap(({ name, answer, more = {} }): readonly (readonly [string, Answer])[] => [
      [`/${name}`, answer] as const,
      ...Object.entries(more).map(([path, other]) => [`/${name}${path}`, other] as const),
    ]),
  );
  server = await startServer(({ path }) => answers.get(path) ?? { status: 404 });
});

afterAll(() => server.close());

describe.each(scenarios)('$name', (scenario) => {
  test('a suite judges as Hurl does', async () => {
    const expressed = scenario.assertions.flatMap((assertion) => ('hurl' in assertion ? [] : [assertion]));
    const [hurls, ours] = [recorded[scenario.name] ?? {}, await verdicts(scenario)];
    const different = expressed.flatMap(([hurl, own, differs]) =>
      (hurls[hurl] === ours.get(hurl)) === (differs === undefined)
        ? []
        : [{ hurl, own, hurls: hurls[hurl], ours: ours.get(hurl) }],
    );
    expect(different).toEqual([]);
  });
});

test('at least 200 assertions have the same verdict, and both verdicts occur', () => {
  const all = scenarios.flatMap(({ name, assertions }) => assertions.map((assertion) => ({ name, assertion })));
  const same = all.filter(({ assertion }) => !('hurl' in assertion) && assertion[2] === undefined);
  expect(same.length).toBeGreaterThanOrEqual(200);
  const judged = same.map(({ name, assertion }) => recorded[name]?.[hurlOf(assertion)]);
  expect(judged.filter((verdict) => verdict === true).length).toBeGreaterThan(100);
  expect(judged.filter((verdict) => verdict === false).length).toBeGreaterThan(50);
});

describeWith('hurl', 'Hurl itself', () => {
  test('says what is recorded', async () => {
    const said: Record<string, Record<string, boolean>> = {};
    for (const scenario of scenarios) {
      const judged = await hurlVerdicts(scenario, server.url);
      const named = scenario.assertions.map((assertion, at) => [hurlOf(assertion), judged[at]] as const);
      expect(named.filter(([, verdict]) => verdict === undefined)).toEqual([]);
      said[scenario.name] = Object.fromEntries(named.map(([name, verdict]) => [name, verdict === true]));
    }
    if (process.env['RECORD'] === 'hurl') writeFileSync(file, `${JSON.stringify(said, null, 2)}\n`);
    else expect(said).toEqual(recorded);
  }, 60_000);
});

/** Whether each of our expectations holds, by the assertion of Hurl: each is a check of its own. */
async function verdicts({ name, assertions, below, follow = false }: Scenario): Promise<ReadonlyMap<string, boolean>> {
  const expressed = assertions.flatMap((assertion) => ('hurl' in assertion ? [] : [assertion]));
  const checks = expressed.map(([, ours], at) => {
    const expectation = below === 'json' ? `json: { ${ours} }` : ours;
    return `  - { name: "${at}", get: "\${API}/${name}", follow: ${follow}, expect: { ${expectation} } }`;
  });
  const suite = `name: s\nvariables: ${JSON.stringify(numbered)}\nchecks:\n${checks.join('\n')}\n`;
  const { results } = await smoke(suite, { inputs: { 'api-url': server.url } });
  return new Map(expressed.map(([hurl], at) => [hurl, results.checks[at]?.status === 'passed'] as const));
}

/** Hurl reads a variable that is a number as a number; so does a suite. */
const numbered = Object.fromEntries(
  Object.entries(variables).map(([name, value]) => [name, /^\d+$/.test(value) ? Number(value) : value]),
);

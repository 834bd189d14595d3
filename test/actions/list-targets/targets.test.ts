import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { parse as parseYaml, stringify } from 'yaml';
import { action } from '../../../src/actions/list-targets/index.ts';
import { callInputs } from '../../../src/config/workflow.ts';
import { failureOf, type Stage, startStage } from '../../support/action.ts';

let stage: Stage;

beforeAll(async () => {
  stage = await startStage(action);
});
beforeEach(() => rmSync(join(stage.workspace, 'services'), { recursive: true, force: true }));
afterAll(() => stage.close());

const clinic = `app: clinic
workflow: { site-command: npm run build, node-version: 24.10 }
environments:
  prod: { account-id: "222222222222", region: us-east-1, workflow: { database: false, runs-on: big } }
  dev: { account-id: "111111111111", region: eu-central-1 }
`;
const shop = 'environments: { dev: { seed-rds: { migrations: sql } } }';

const others = {
  ...{ edge: true, 'test-command': '', 'python-version': '', 'release-node-version': '' },
  ...{ 'role-duration-seconds': 3600, 'variable-suffix': '', submodules: 'false', lfs: false, 'fetch-depth': 1 },
};

interface Row {
  readonly config: string;
  readonly environment: string;
}

async function matrix(inputs: Readonly<Record<string, string>>): Promise<readonly Row[]> {
  const { outputs, failure } = await stage.run(inputs);
  expect(failure).toBeUndefined();
  const { include } = JSON.parse(String(outputs['matrix']));
  expect(outputs['count']).toBe(include.length);
  return include;
}

describe('a matrix that GitHub would not take', () => {
  const environments = (count: number, app: string) =>
    `app: ${app}\nenvironments: { ${Array.from({ length: count }, (_, index) => `e${index}: {}`).join(', ')} }`;

  test.each([
    [256, 'a', undefined],
    [
      257,
      'a',
      'There are 257 environments, but a matrix has at most 256 jobs. Split them by `config` or `environments`',
    ],
    [200, 'a'.repeat(2_000), /^There are 200 environments with \d+ bytes, but a matrix has at most 400000 bytes\./],
  ])('%d environments of the app %.3s', async (count, app, message) => {
    stage.write({ 'webapp.yml': environments(count, app) });
    if (message === undefined) expect(await matrix({})).toHaveLength(count);
    else expect(await failureOf(stage.run({}))).toMatch(message);
  });
});

describe('a matrix', () => {
  test('has every environment in the order written, with what deploy.yml needs', async () => {
    stage.write({ 'webapp.yml': clinic });
    expect(await matrix({})).toEqual([
      {
        ...{ app: 'clinic', config: 'webapp.yml', environment: 'prod', 'account-id': '222222222222' },
        ...{
          region: 'us-east-1',
          'image-command': '',
          'image-folder': 'dist',
          'site-command': 'npm run build',
          'site-folder': 'dist',
        },
        ...{
          image: true,
          site: true,
          database: false,
          'allow-older': false,
          'node-version': '24.10',
          'runs-on': 'big',
          'database-runs-on': '',
          ...others,
        },
      },
      {
        ...{ app: 'clinic', config: 'webapp.yml', environment: 'dev', 'account-id': '111111111111' },
        ...{
          region: 'eu-central-1',
          'image-command': '',
          'image-folder': 'dist',
          'site-command': 'npm run build',
          'site-folder': 'dist',
        },
        ...{
          image: true,
          site: true,
          database: true,
          'allow-older': false,
          'node-version': '24.10',
          'runs-on': 'ubuntu-latest',
          'database-runs-on': '',
          ...others,
        },
      },
    ]);
  });

  test('has runners by label, by a list, or by group and labels, with the id of the run where one is named by it', async () => {
    const runners = [
      ['big', 'big'],
      ['[self-hosted, "1"]', '["self-hosted","1"]'],
      ['{ group: vpc, labels: [arm] }', '{"group":"vpc","labels":["arm"]}'],
      [`'["a","b"]'`, '["a","b"]'],
      ['"runner-${run-id}"', 'runner-7'],
      ['[vpc, "runner-${run-id}"]', '["vpc","runner-7"]'],
    ];
    for (const [written, given] of runners) {
      stage.write({
        'webapp.yml': `app: a\nworkflow: { database-runs-on: ${written} }\nenvironments: { dev: { workflow: { runs-on: ${written} } } }\n`,
      });
      expect(await matrix({})).toMatchObject([{ 'runs-on': given, 'database-runs-on': given }]);
    }
  });

  test('takes files and globs, a file that both name once, and nothing of packages', async () => {
    stage.write({
      'webapp.yml': clinic,
      'services/shop/webapp.yml': shop,
      'services/desk/webapp.yml': shop,
      'services/desk/node_modules/x/webapp.yml': shop,
    });
    const rows = await matrix({ config: './webapp.yml\nservices/**/webapp.yml\nservices/shop/webapp.yml' });
    expect(rows.map(({ config, environment }) => `${config} ${environment}`)).toEqual([
      ...['webapp.yml prod', 'webapp.yml dev', 'services/desk/webapp.yml dev', 'services/shop/webapp.yml dev'],
    ]);
  });

  test('has only the environments that are named', async () => {
    stage.write({ 'webapp.yml': clinic, 'services/shop/webapp.yml': shop });
    const rows = await matrix({ config: 'webapp.yml\nservices/*/webapp.yml', environments: 'dev' });
    expect(rows.map(({ config }) => config)).toEqual(['webapp.yml', 'services/shop/webapp.yml']);
  });

  test('asks nothing of AWS', async () => {
    stage.write({ 'webapp.yml': clinic });
    stage.calls();
    await matrix({});
    expect(stage.calls()).toEqual([]);
  });
});

describe('a clear refusal', () => {
  test.each([
    ['of a file that is missing', { config: 'nowhere.yml' }, /nowhere\.yml could not be read/],
    ['of a glob without a match', { config: 'services/*/webapp.yml' }, /No config file was found at services/],
    [
      'of an unknown environment',
      { environments: 'dev\nstagin' },
      /no|No config file has an environment "stagin"\. .*prod, dev/,
    ],
  ])('%s', async (_, inputs, message) => {
    stage.write({ 'webapp.yml': clinic });
    expect(await failureOf(stage.run(inputs))).toMatch(message);
  });

  test.each([
    ['runs-on: "two words"', /runs-on: a label has no spaces/],
    ['runs-on: []', /runs-on: it is no list of labels/],
    ['runs-on: [a, ""]', /runs-on: it is no list of labels/],
    ['runs-on: { labels: a, size: big }', /runs-on: it has other members than/],
    ['runs-on: "[a"', /runs-on: it is no JSON/],
    ['variable-suffix: "-X"', /variable-suffix: it has other characters than/],
    ['submodules: all', /submodules: it is none of them/],
  ])('of `%s`', async (given, message) => {
    stage.write({ 'webapp.yml': `workflow: { ${given} }\nenvironments: { dev: {} }` });
    expect(await failureOf(stage.run({}))).toMatch(message);
  });

  test('of all mistakes in a section, with their lines', async () => {
    stage.write({
      'webapp.yml':
        'environments:\n  dev:\n    workflow:\n      databse: true\n      site-folder: { a: b }\n    region: { a: b }\n',
    });
    const message = await failureOf(stage.run({}));
    expect(message).toContain('webapp.yml:4: unknown key "databse" in workflow; did you mean "database"?');
    expect(message).toContain('webapp.yml:5: site-folder has the wrong type');
    expect(message).toContain('webapp.yml:6: region has the wrong type');
  });

  test('of a value that is none of its kind', async () => {
    stage.write({ 'webapp.yml': 'workflow: { database: maybe }\nenvironments: { dev: {}, prod: {} }' });
    const message = await failureOf(stage.run({}));
    expect(message).toContain('  - webapp.yml:1: database: it is neither; it accepts true or false.\n');
    expect(message.match(/database/g)).toHaveLength(1);
  });

  test('of more jobs than GitHub makes of a matrix', async () => {
    const environments = Object.fromEntries(Array.from({ length: 257 }, (_, index) => [`e${index}`, {}]));
    stage.write({ 'webapp.yml': stringify({ environments }) });
    expect(await failureOf(stage.run({}))).toContain('257 environments');
  });
});

test('every environment of every file is there exactly once', async () => {
  const name = fc.stringMatching(/^[a-z][a-z0-9-]{0,8}$/);
  const files = fc.dictionary(name, fc.uniqueArray(name, { minLength: 1, maxLength: 5 }), { minKeys: 1, maxKeys: 5 });
  await fc.assert(
    fc.asyncProperty(files, async (services) => {
      rmSync(join(stage.workspace, 'services'), { recursive: true, force: true });
      for (const [service, names] of Object.entries(services))
        stage.write({
          [`services/${service}/webapp.yml`]: stringify({
            environments: Object.fromEntries(names.map((environment) => [environment, {}])),
          }),
        });
      const rows = await matrix({ config: 'services/*/webapp.yml' });
      const expected = Object.entries(services).flatMap(([service, names]) =>
        names.map((environment) => `services/${service}/webapp.yml ${environment}`),
      );
      expect(rows.map(({ config, environment }) => `${config} ${environment}`).toSorted()).toEqual(expected.toSorted());
    }),
    { numRuns: 40 },
  );
});

test('the section has what deploy.yml takes, with the same defaults', () => {
  const { on } = parseYaml(readFileSync('.github/workflows/deploy.yml', 'utf8'));
  const inputs: Readonly<Record<string, { readonly default?: unknown }>> = on.workflow_call.inputs;
  const section: Readonly<Record<string, { readonly fallback: string | undefined }>> = callInputs;
  const defaults = Object.entries(inputs).map(([name, input]) => [name, String(input.default)]);
  expect(Object.entries(section).map(([name, { fallback }]) => [name, fallback])).toEqual(
    defaults.filter(([name]) => name !== 'environment' && name !== 'config'),
  );
});

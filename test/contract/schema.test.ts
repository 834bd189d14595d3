import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import { parse as parseYaml } from 'yaml';
import { actions } from '../../src/actions/index.ts';
import { workflow } from '../../src/config/workflow.ts';
import { configSchema } from '../../src/contract/schema.ts';

let validate: ValidateFunction;

beforeAll(async () => {
  const contracts = await Promise.all(Object.values(actions).map(async (load) => (await load()).action.contract));
  validate = new Ajv2020({ allErrors: true, allowUnionTypes: true }).compile(configSchema(contracts, workflow));
});

describe('the schema of the config file', () => {
  test("takes the example app's config file", () => {
    expect(mistakes(readFileSync('examples/clinic/webapp.yml', 'utf8'))).toEqual([]);
  });

  test('takes every way to write a list and pairs, and a reference for any value', () => {
    const section = (text: string) => `environments:\n  dev:\n    sync-spa-s3: { source: dist, bucket: b, ${text} }`;
    for (const text of [
      'exclude: "*.map"',
      'exclude: ["*.map", "*.txt"]',
      'runtime-config: { API_URL: https://api, RETRIES: 3, DEBUG: false }',
      'runtime-config: [API_URL=https://api]',
      'keep-days: "${env:KEEP_DAYS}"',
      'dry-run: "${env:DRY_RUN}"',
    ])
      expect(mistakes(section(text))).toEqual([]);
  });

  test.each([
    ['an unknown key at the top', 'environment: {}\nenvironments: {}'],
    ['no environments', 'app: clinic'],
    ['an unknown action', 'environments: { dev: { sync-spa-s4: {} } }'],
    ['an unknown input', 'environments: { dev: { sync-spa-s3: { buckett: b } } }'],
    ['an account that lost its zeros', 'environments: { dev: { account-id: 12345678901 } }'],
    ['a number out of range', 'environments: { dev: { sync-spa-s3: { keep-days: 99999 } } }'],
    ['a word that is no choice', 'environments: { dev: { deploy-apprunner: { on-busy: later } } }'],
    ['a list for a text', 'environments: { dev: { sync-spa-s3: { bucket: [a, b] } } }'],
    ['the config file inside itself', 'environments: { dev: { sync-spa-s3: { config: other.yml } } }'],
    ['a text for a flag', 'environments: { dev: { deploy-apprunner: { create: maybe } } }'],
  ])('refuses %s', (_, source) => {
    expect(mistakes(source)).not.toEqual([]);
  });
});

function mistakes(source: string): readonly string[] {
  return validate(parseYaml(source))
    ? []
    : (validate.errors ?? []).map(({ instancePath, message, params }) =>
        `${instancePath} ${message} ${JSON.stringify(params)}`.trim(),
      );
}

import { globSync, readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { parse, parseAllDocuments } from 'yaml';
import { readDocument } from '../../src/config/document.ts';
import { configSections } from '../../src/config/section.ts';
import { callsIn, contracts, keysOf, outputProblems, problemsOf } from './calls.ts';
import { type Snippet, snippets } from './pages.ts';

const yaml = snippets('yaml');
const contractNames = Object.keys(contracts);
const parsed = yaml.map((snippet) => ({ ...snippet, value: parse(snippet.text) as unknown }));
const holding = (key: string) => parsed.filter(({ value }) => keysOf(value).includes(key));
const configs = parsed.filter(({ value }) => keysOf(value).some((key) => ['environments', 'defaults'].includes(key)));

test('there is something to look at', () => {
  expect(yaml.length).toBeGreaterThan(25);
  expect(configs.length).toBeGreaterThan(3);
  expect(parsed.flatMap(({ value }) => callsIn(value)).length).toBeGreaterThan(20);
});

test.each(yaml)('$place is YAML', ({ text }) => {
  expect(parseAllDocuments(text).flatMap(({ errors }) => errors)).toEqual([]);
});

test.each(
  parsed,
)('$place gives actions and workflows inputs that they have, and reads outputs that they have', (snippet) => {
  const calls = callsIn(snippet.value);
  expect([...calls.flatMap(problemsOf), ...outputProblems(snippet.text, calls)]).toEqual([]);
});

test.each(configs)('$place is a config file', ({ place, text, value }) => {
  const document = readDocument(place, text);
  const environments = keysOf((value as { readonly environments?: unknown }).environments);
  for (const environment of environments.length > 0 ? environments : [undefined])
    expect(() => configSections(document, environment, Object.values(contracts), contractNames)).not.toThrow();
});

test('config files refer to outputs that infra/webapp.yml has', () => {
  const { Outputs } = parse(readFileSync('infra/webapp.yml', 'utf8'), { logLevel: 'silent' });
  const texts = [
    ...configs.map(({ text }) => text),
    ...globSync('examples/*/webapp.yml').map((path) => readFileSync(path, 'utf8')),
  ];
  const referred = texts.flatMap((text) => [...text.matchAll(/\$\{stack:(\w+)\}/g)].map(([, key = '']) => key));
  expect(referred.length).toBeGreaterThan(10);
  expect(referred.filter((key) => !(key in Outputs))).toEqual([]);
});

test('suites of smoke tests are what the schema says', () => {
  const schema = JSON.parse(readFileSync('actions/smoke-test/suite.schema.json', 'utf8'));
  const validate = new Ajv2020({ allErrors: true, allowUnionTypes: true }).compile(schema);
  const suites = holding('checks');
  expect(suites.length).toBeGreaterThan(0);
  const fragment = new Ajv2020({ allErrors: true, allowUnionTypes: true })
    .addSchema(schema, 'suite')
    .compile({ $ref: 'suite#/$defs/fragment' });
  const fragments = suites.filter(({ value }) => keysOf(value).includes('parameters'));
  expect(fragments.length).toBeGreaterThan(0);
  for (const { value } of fragments) expect(fragment(value) ? [] : fragment.errors).toEqual([]);
  for (const { value } of suites.filter((suite) => !fragments.includes(suite)))
    expect(validate(value) ? [] : validate.errors).toEqual([]);
});

/** What is neither a workflow nor a file of its own is a part of `with:`. */
test('the other snippets are inputs of an action', () => {
  const others = parsed.filter(
    ({ value }) =>
      !Array.isArray(value) &&
      !keysOf(value).some((key) =>
        ['jobs', 'steps', 'environments', 'defaults', 'checks', 'environment'].includes(key),
      ),
  );
  expect(others.flatMap(notInputs)).toEqual([]);
});

function notInputs({ page, place, value }: Snippet & { readonly value: unknown }): readonly string[] {
  const own = /^actions\/([^/]+)\//.exec(page)?.[1];
  const inputs = own ? contracts[own]?.inputs : contracts['sync-spa-s3']?.inputs;
  return keysOf(value)
    .filter((key) => !inputs || !(key in inputs))
    .map((key) => `${place}: ${key}`);
}

test('other actions have the same version wherever they are named', () => {
  const named = [...yaml.map(({ text }) => text), ...workflowTexts()].flatMap((text) =>
    [...text.matchAll(/uses: ([\w-]+\/[\w-]+)(?:\/[\w/-]+)?@(?:(v\d+)|\w{40} # (v\d+))/g)].map(
      ([, action, tag, pinned]) => `${action}@${tag ?? pinned}`,
    ),
  );
  const versions = Map.groupBy(new Set(named), (each) => each.split('@')[0]);
  expect(versions.size).toBeGreaterThan(5);
  expect([...versions.values()].filter(({ length }) => length > 1)).toEqual([]);
});

function workflowTexts(): readonly string[] {
  return globSync(['.github/workflows/*.yml', 'examples/*/.github/workflows/*.yml']).map((path) =>
    readFileSync(path, 'utf8'),
  );
}

test.each(snippets('json'))('$place is JSON', ({ text }) => {
  expect(() => JSON.parse(text)).not.toThrow();
});

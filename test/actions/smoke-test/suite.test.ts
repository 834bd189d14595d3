import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { Ajv2020 } from 'ajv/dist/2020.js';
import fc from 'fast-check';
import { parse } from 'yaml';
import { parseJsonPath, valueAt } from '../../../src/actions/smoke-test/expect/json-path.ts';
import { parseSuite } from '../../../src/actions/smoke-test/suite/parse.ts';
import { suiteSchema } from '../../../src/actions/smoke-test/suite/suite.ts';
import { smoke } from './support/smoke.ts';

const clinic = readFileSync('examples/clinic/smoke/clinic.yml', 'utf8');

describe('mistakes are told all at once, with file and line, before anything is sent', () => {
  const message = (suite: string, inputs = {}) =>
    smoke(suite, { inputs: { 'api-url': 'http://127.0.0.1:1', ...inputs } }).then(
      () => 'no error',
      (error: Error) => error.message,
    );

  test('several in one suite', async () => {
    const told = await message(`name: s
sesions: [admin]
checks:
  - name: one
    get: \${API}/
    expect: { stauts: 200, json: { ok: true } }
  - name: two
    expect: { status: 200 }
  - name: three
    post: \${API}/
    get: \${API}/
  - name: four
    get: \${API}/
    expect: { status: 99 }
    capture: { ID: id }
    eventually: { consecutive: yes }
  - get: \${API}/
  - name: six
    get: \${API}/
    expect: { body: { matches: "(" } }
`);
    for (const expected of [
      'suite.yml:2: unknown key "sesions"; did you mean "sessions"?',
      'suite.yml:6: unknown key "stauts"; did you mean "status"?',
      'suite.yml:6: "ok" is not a name like ^\\$',
      'suite.yml:7: it needs exactly one of get, post, put, patch, delete, head, options, cors, spa, site, health, version, latency, login, upload-download, https, security-headers, but has none of them',
      'suite.yml:9: it needs exactly one of get, post, put, patch, delete, head, options, cors, spa, site, health, version, latency, login, upload-download, https, security-headers, but has post and get',
      'suite.yml:14: got 99, but it must be a whole number from 100 to 599',
      'suite.yml:15: "id" is no source; take $.path',
      'suite.yml:16: got "yes", but it must be a whole number from 1 to 100',
      'suite.yml:17: `name` is missing',
      'suite.yml:20: "(" is not a regular expression',
      'No request was sent.',
    ]) {
      expect(told).toContain(expected);
    }
  });

  test.each([
    ['name: [', 'suite.yml:1: this is not valid YAML'],
    ['name: s\nchecks:\n  - { name: c, get: "${API}", get: "${API}" }', 'Map keys must be unique'],
    ['just text', 'suite.yml:1: got "just text", but it must be an object with name'],
    ['name: s\nchecks: []', 'The suites have no checks.'],
    ['name: s\nchecks:\n  - { name: c, get: "${APIURL}/x" }', 'suite.yml:3: ${APIURL} is not defined'],
    [
      'name: s\nchecks:\n  - { name: c, get: "${SITE}/x" }',
      'suite.yml:3: ${SITE} is not defined; give the input `site-url`',
    ],
    [
      'name: s\nchecks:\n  - { name: a, get: "${API}/${ID}" }\n  - { name: b, get: "${API}", capture: { ID: $.id } }',
      'suite.yml:3: ${ID} is not defined',
    ],
    [
      'name: s\nsessions: [admin]\nchecks:\n  - { name: c, session: admn, get: "${API}" }',
      'suite.yml:4: the session "admn" is not in `sessions`; did you mean "admin"?',
    ],
    [
      'name: s\nchecks:\n  - { name: c, session: "${API}", get: "${API}" }',
      'may refer only to variables of `for-each`',
    ],
    [
      'name: s\nchecks:\n  - { name: c, get: "${API}", always: [{ name: x }] }',
      'suite.yml:3: it needs exactly one of get',
    ],
    ['name: s\nchecks:\n  - { name: c, spa: { url: "${API}", deep-links: [requests] } }', 'must be a text like ^\\/'],
    [
      'name: s\nchecks:\n  - { name: c, post: "${API}", body: { json: 1, text: x } }',
      'it needs exactly one of json, form, multipart, graphql, file, text, random-bytes, but has json and text',
    ],
  ])('%s', async (suite, expected) => {
    expect(await message(suite)).toContain(expected);
  });

  test.each([
    [{ 'api-url': 'api.example.com' }, 'it is not an address that starts with http:// or https://'],
    [{ 'api-url': 'https://me:secret@api.example.com' }, 'it holds a user name or password'],
    [{ 'secrets-from': 'PASSWORD=not a variable' }, 'there must be the name of an environment variable, not its value'],
    [{ suite: 'none/*.yml' }, 'No suite was found at none/*.yml.'],
    [{ suite: 'none.yml' }, 'none.yml could not be read.'],
    [{ concurrency: '0' }, 'concurrency (with): got "0", but it is out of range'],
    [{ 'secrets-from': 'PASSWORD=NOT_SET' }, 'The environment variable NOT_SET is not set.'],
  ])('the inputs %j', async (inputs, expected) => {
    const told = await message('name: s\nchecks:\n  - { name: c, get: "${API}" }', inputs);
    expect(told).toContain(expected);
    expect(told).not.toContain('me:secret');
    expect(told).not.toContain('not a variable,');
  });

  test('a secret that is no JSON object', async () => {
    const failing = smoke('name: s\nchecks:\n  - { name: c, get: "${API}" }', {
      inputs: { 'api-url': 'http://127.0.0.1:1', 'secrets-from': 'my/secret' },
      secrets: async () => 'plain-secret-text',
    });
    await expect(failing).rejects.toThrow('The secret my/secret gives no variables. Its text is not a JSON object.');
    await expect(failing).rejects.not.toThrow('plain-secret-text');
  });
});

describe('the schema for editors', () => {
  const schema = suiteSchema();
  const ajv = new Ajv2020({ strict: false });
  const validate = ajv.compile(schema);

  test('accepts the example suite, as the reader does', () => {
    expect(parseSuite('clinic.yml', clinic)).toMatchObject({ suite: { name: 'clinic' } });
    expect([validate(parse(clinic)), validate.errors]).toEqual([true, null]);
  });

  test.each([
    'name: s\nchecks: [{ name: c }]',
    'name: s\nchecks: [{ name: c, get: x, post: y }]',
    'name: s\nchecks: [{ name: c, get: x, expect: { stauts: 1 } }]',
    'name: s\nchecks: [{ name: c, get: x, expect: { status: 1000 } }]',
    'name: s\nchecks: [{ name: c, get: x, expect: { json: { ok: 1 } } }]',
    'name: s\nchecks: [{ name: c, cors: { url: x } }]',
    'name: s\nchecks: [{ name: c, https: { url: "https://x", min-tls: TLSv1 } }]',
    'checks: []',
  ])('refuses what the reader refuses: %s', (text) => {
    expect(parseSuite('s.yml', text)).toHaveProperty('problems');
    expect(validate(parse(text))).toBe(false);
  });
});

test('anchors stand for what they name', () => {
  const text = 'name: s\nchecks:\n  - { name: a, get: x, headers: &h { a: b } }\n  - { name: b, get: x, headers: *h }';
  const read = parseSuite('s.yml', text);
  expect(read).toMatchObject({ suite: { checks: [{}, { subject: { request: { headers: { a: 'b' } } } }] } });
});

test('a JSON path leads to where its parts do, for every value', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (json) => {
      for (const { path, value } of everyPath(json)) {
        const parsed = parseJsonPath(path);
        expect(parsed).toBeDefined();
        expect(valueAt(json, parsed ?? [])).toEqual(value);
      }
    }),
  );
});

test.each(['ok', '$.', '$..a', '$.a[', '$.a[x]', '$[*]', '$ .a'])('%s is no JSON path', (text) => {
  expect(parseJsonPath(text)).toBeUndefined();
});

function everyPath(value: unknown, path = '$'): readonly { readonly path: string; readonly value: unknown }[] {
  if (Array.isArray(value)) {
    return [{ path, value }, ...value.flatMap((item, index) => everyPath(item, `${path}[${index}]`))];
  }
  if (typeof value !== 'object' || value === null) return [{ path, value }];
  const members = Object.entries(value).filter(([name]) => !name.includes('"'));
  return [{ path, value }, ...members.flatMap(([name, item]) => everyPath(item, `${path}["${name}"]`))];
}

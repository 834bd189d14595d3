import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { json, startServer, type TestServer } from './support/server.ts';
import { findings, smoke } from './support/smoke.ts';

const values = {
  text: 'The order 17 is ready',
  number: 1.5,
  whole: 7,
  big: 7,
  no: null,
  yes: true,
  list: [1, 2, 3],
  mixed: [1, 'two'],
  empty: [],
  object: { a: 1 },
  uuid: '01cc0f54-8885-4a1d-9121-ae5d316a33c5',
  ip: '192.0.2.17',
  ip6: '2001:db8::17',
  uri: 'https://example.com/?a=b',
  date: '2024-03-20T11:23:56.773+02:00',
  day: '2024-02-29',
  noDay: '2023-02-29',
  zoneless: '2024-03-20T11:23:56',
  items: [
    { id: 1, name: 'a', price: 5, expires: '2024-01-01T00:00:00Z' },
    { id: 2, name: 'b', price: 12, expires: '2026-01-01T00:00:00Z' },
  ],
};
let server: TestServer;

beforeAll(async () => {
  server = await startServer(({ path }) => {
    if (path === '/now') return json({ at: new Date().toISOString(), http: new Date().toUTCString() });
    if (path === '/big') return { headers: { 'content-type': 'application/json' }, body: '{"a":[9007199254740993]}' };
    return json(values);
  });
});

afterAll(() => server.close());

async function found(expectation: string, path = '/') {
  const suite = `name: s\nchecks:\n  - { name: c, get: "\${API}${path}", expect: { json: { ${expectation} } } }`;
  return findings(await smoke(suite, { inputs: { 'api-url': server.url } }), 'c');
}

describe('each condition holds and fails', () => {
  test.each([
    ['$.whole', 'not-equals: 8', 'not-equals: 7', 'something else than 7 | a number'],
    ['$.text', 'not-equals: x', 'not-equals: "The order 17 is ready"', 'something else than'],
    ['$.text', 'not-matches: "^A"', 'not-matches: "order \\\\d+"', 'something unlike /order'],
    ['$.text', 'starts-with: The', 'starts-with: the', 'something that begins with "the"'],
    ['$.text', 'ends-with: ready', 'ends-with: read', 'something that ends with "read"'],
    ['$.text', 'type: string', 'type: number', 'one of type number | a text'],
    ['$.number', 'type: number', 'type: integer', 'one of type integer'],
    ['$.whole', 'type: integer', 'type: [string, "null"]', 'one of type string or null'],
    ['$.no', 'type: "null"', 'type: object', 'one of type object | null'],
    ['$.yes', 'type: boolean', 'type: string', 'one of type string | a boolean'],
    ['$.list', 'type: array', 'type: object', 'one of type object | a list'],
    ['$.object', 'type: object', 'type: array', 'one of type array'],
    ['$.uuid', 'format: uuid', 'format: date', 'a text of the format date'],
    ['$.ip', 'format: ipv4', 'format: ipv6', 'a text of the format ipv6'],
    ['$.ip6', 'format: ipv6', 'format: ipv4', 'a text of the format ipv4'],
    ['$.uri', 'format: uri', 'format: uuid', 'a text of the format uuid'],
    ['$.date', 'format: date-time', 'format: date', 'a text of the format date'],
    ['$.day', 'format: date', 'format: date-time', 'a text of the format date-time'],
    ['$.list', 'length: { at-least: 3 }', 'length: { more-than: 3 }', 'more than 3 items or characters'],
    ['$.empty', 'length: 0', 'length: { at-least: 1 }', '1 or more items or characters | a list of 0 items'],
    ['$.number', 'more-than: 1.4', 'more-than: 1.5', 'more than 1.5'],
    ['$.number', 'less-than: 1.6', 'less-than: 1.50', 'less than 1.50'],
    ['$.list', 'every: { type: integer }', 'every: { less-than: 3 }', 'a list whose every item is less than 3'],
    ['$.mixed', 'any: two', 'any: three', 'a list with an item that is "three"'],
    ['$.mixed', 'any: { type: string, starts-with: tw }', 'any: { type: string, starts-with: th }', 'begins with "th"'],
    ['$.empty', 'every: 1', 'any: 1', 'a list with an item that is 1'],
    ['$.date', 'after: 2024-01-01', 'before: 2024-01-01', 'a date before 2024-01-01'],
    ['$.date', 'before: "2024-03-20 +10h"', 'before: "2024-03-20 +9h"', 'a date before 2024-03-20 +9h'],
    ['$.date', 'within: { seconds: 60, of: "2024-03-20T09:24:00Z" }', 'within: { seconds: 60 }', 'within 60 s of 2'],
    ['"$.items[*].id"', 'equals: [1, 2]', 'equals: [2, 1]', '[2,1] | another list of 2 items'],
    ['$..price', 'every: { at-least: 5 }', 'every: { more-than: 5 }', 'every item is more than 5'],
    ['"$.items[?@.price<10].name"', 'equals: [a]', 'equals: [b]', '["b"] | another list of 1 item'],
    ['"$.items[?@.price>100]"', 'exists: false', 'exists: true', 'a value | nothing'],
    ['"$.items[?@.price>100]"', 'length: 0', 'length: 1', '1 items or characters | a list of 0 items'],
    ['"$.items[?search(@.name, \'a|b\')].name"', 'length: 2', 'length: 1', 'a list of 2 items'],
    [
      '"$.items[*].expires"',
      'any: { after: 2025-06-01 }',
      'every: { after: 2025-06-01 }',
      'every item is a date after',
    ],
  ])('%s: { %s }', async (path, right, wrong, told) => {
    expect(await found(`${path}: { ${right} }`)).toEqual([]);
    expect(await found(`${path}: { ${wrong} }`)).toEqual([expect.stringContaining(told)]);
  });

  test('what is no date holds for no date', async () => {
    const all = ['$.text', '$.zoneless', '$.noDay', '$.whole', '$.nothing'];
    for (const path of all) {
      expect(await found(`${path}: { after: 1970-01-01 }`)).toHaveLength(1);
      expect(await found(`${path}: { before: 2070-01-01 }`)).toHaveLength(1);
    }
  });

  test('the time of the attempt', async () => {
    const near = 'within: { seconds: 5 }, after: "${NOW} -1m", before: "${NOW} +1m"';
    expect(await found(`$.at: { ${near} }, $.http: { ${near} }`, '/now')).toEqual([]);
    expect(await found('$.at: { before: "${NOW} -1d" }', '/now')).toEqual([
      expect.stringContaining(' -1d | a text of'),
    ]);
  });

  test('numbers that JavaScript cannot hold stay exact where several are found', async () => {
    expect(await found('"$.a[*]": [9007199254740993]', '/big')).toEqual([]);
    expect(await found('"$.a[*]": [9007199254740992]', '/big')).toHaveLength(1);
  });
});

test('a date to compare with that is none says nothing of the release', async () => {
  const suite = 'name: s\nchecks:\n  - { name: c, get: "${API}/", expect: { json: { $.date: { after: tomorrow } } } }';
  const ended = await smoke(suite, { inputs: { 'api-url': server.url } });
  expect(findings(ended, 'c')).toEqual([expect.stringContaining('(that is no date to compare with)')]);
  expect(ended.outputs).toMatchObject({ failed: 1, 'safe-to-rollback': false });
});

test('a search that takes for ever is ended, and says nothing of the release', async () => {
  const hostile = await startServer(() => json([`${'a'.repeat(40)}!`]));
  const suite = `name: s\nchecks:\n  - { name: c, get: "\${API}/", expect: { json: { "$[?match(@, '(a+)+')]": { length: 0 } } } }`;
  const ended = await smoke(suite, { inputs: { 'api-url': hostile.url } });
  await hostile.close();
  expect(findings(ended, 'c')).toEqual([expect.stringContaining('the search was stopped after 500 ms')]);
  expect(ended.outputs).toMatchObject({ 'safe-to-rollback': false });
});

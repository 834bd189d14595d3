import { expect, test } from '@jest/globals';
import { parseDatabaseSecret, secretValues } from '../../src/domain/database-secret.ts';
import { onePassSeconds, processorSeconds } from '../support/processor-seconds.ts';

const depth = 13_000;
const size = 65_536;

test('a secret of 64 KiB whose objects stand within each other is masked to its innermost value', () => {
  const text = `${'{"a":'.repeat(depth - 10)}{"password":"hunter2"}${'}'.repeat(depth - 10)}`;
  expect(secretValues(text)).toEqual(['hunter2']);
  expect(secretValues(`{"a":${'['.repeat(size / 2)}"hunter2"${']'.repeat(size / 2)}}`)).toEqual(['hunter2']);
  expect(parseDatabaseSecret(text, undefined)).toMatchObject({
    ok: false,
    reason: expect.stringContaining('(it has a)'),
  });
});

test('the values of a secret are masked in their order, those of objects inside too', () => {
  const text = JSON.stringify({
    first: 'value1',
    inner: { second: 'value2', list: ['value3', 12345] },
    last: 'value4',
  });
  expect(secretValues(text)).toEqual(['value1', 'value2', 'value3', '12345', 'value4']);
});

test('of many or long field names a few are shown', () => {
  const names = Array.from({ length: 3_000 }, (_, index) => `field_${index}`);
  const many = JSON.stringify(Object.fromEntries(names.map((name) => [name, 'value'])));
  for (const key of [undefined, 'url']) {
    const parsed = parseDatabaseSecret(many, key);
    expect(!parsed.ok && parsed.reason).toMatch(/field_0, .*field_19 and 2980 more/);
    expect(!parsed.ok && parsed.reason.length).toBeLessThan(500);
  }
  const parsed = parseDatabaseSecret(JSON.stringify({ ['a'.repeat(size)]: 1 }), undefined);
  expect(!parsed.ok && parsed.reason.length).toBeLessThan(500);
});

test.each([
  'mysql',
  ':',
  '+',
  '%',
  '//',
  '@',
  '?sslmode=',
  'a=b&',
  '\n+',
  '[',
  '{"a":',
])('a secret of 1 MiB of %j is read in one pass', (unit) => {
  const text = unit.repeat(Math.ceil((1 << 20) / unit.length));
  const began = processorSeconds();
  for (const each of [
    text,
    `mysql://${text}`,
    `postgres://host/${text}`,
    JSON.stringify({ engine: text, host: text }),
  ]) {
    secretValues(each);
    const parsed = parseDatabaseSecret(each, undefined);
    if (!parsed.ok) expect(parsed.reason.length).toBeLessThan(1_000);
  }
  expect(processorSeconds() - began).toBeLessThan(onePassSeconds);
});

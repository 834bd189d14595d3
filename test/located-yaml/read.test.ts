import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { parse, stringify } from 'yaml';
import { entryOf, placeOf, plainValue, problemList, writtenValue, type YamlNode } from '../../src/located-yaml/node.ts';
import { readYaml } from '../../src/located-yaml/read.ts';
import { onePassSeconds, processorSeconds } from '../support/processor-seconds.ts';

const read = (source: string): YamlNode => {
  const node = readYaml('a.yml', source);
  if ('reason' in node) throw new Error(node.reason);
  return node;
};

const typedValue = (node: YamlNode) => plainValue(node, ({ value }) => value);

const reason = (source: string) => {
  const node = readYaml('a.yml', source);
  return 'reason' in node ? `${node.place.line}:${node.column}: ${node.reason}` : 'no problem';
};

describe('a value is what was written', () => {
  test.each([
    ['1.10', '1.10', 1.1],
    ['01067', '01067', 1067],
    ['0x10', '0x10', 16],
    ['2.0', '2.0', 2],
    ['1e3', '1e3', 1000],
    ['no', 'no', 'no'],
    ['True', 'True', true],
    ['12345678901234567890', '12345678901234567890', 12345678901234567000],
    ['"1.10"', '1.10', '1.10'],
    ["'it''s'", "it's", "it's"],
    ['!!str 1.10', '1.10', '1.10'],
    ['one\n  two', 'one two', 'one two'],
    ['|\n  one\n  two', 'one\ntwo\n', 'one\ntwo\n'],
    ['~', null, null],
    ['', null, null],
  ])('%s', (source, written, typed) => {
    const node = read(`a: ${source}`);
    expect([writtenValue(node), typedValue(node)]).toEqual([{ a: written }, { a: typed }]);
  });

  test('keys are too', () => {
    expect(writtenValue(read('1.10: a\nno: b\n"": c'))).toEqual({ '1.10': 'a', no: 'b', '': 'c' });
  });
});

test('every JSON value is read as the parser reads it', () => {
  fc.assert(
    fc.property(fc.jsonValue({ noUnicodeString: false }), (json) => {
      for (const source of [JSON.stringify(json), stringify(json)])
        expect(typedValue(read(source))).toEqual(parse(source));
    }),
  );
});

test('everything knows its line; an alias stands for what it names', () => {
  const node = read('a:\n  b: [1,\n    2]\nc: &x\n  d: 1\ne: *x\n&k f: *k\n');
  expect(placeOf(node, ['a', 'b'])).toEqual({ file: 'a.yml', line: 2 });
  expect(placeOf(node, ['c', 'd', 'none'])).toEqual({ file: 'a.yml', line: 5 });
  expect(typedValue(node)).toEqual({ a: { b: [1, 2] }, c: { d: 1 }, e: { d: 1 }, f: 'f' });
  expect(node.kind === 'mapping' && entryOf(node, 'e')?.place.line).toBe(6);
});

test.each([
  ['a: [1', '1:6: '],
  ['a: 1\na: 2', '2:1: Map keys must be unique, but "a" is there twice'],
  ['a: 1\n---\nb: 2', '2:1: it holds several documents'],
  ['? [a]\n: b', '1:3: a key must be a text'],
  ['a: *b\nb: &b 1', '1:4: '],
])('%j is refused with its place', (source, told) => {
  expect(reason(source)).toContain(told);
});

describe('a file that takes too much is refused in a moment', () => {
  const laughs = Array.from({ length: 12 }, (_, index) =>
    index === 0 ? 'l0: &l0 [x, x, x, x, x, x, x, x, x, x]' : `l${index}: &l${index} [${`*l${index - 1}, `.repeat(10)}]`,
  ).join('\n');

  test.each([
    ['aliases of aliases', laughs, 'its aliases unfold to more than 100000 values'],
    ['an alias within what it names', 'a: &a [*a]', 'it is nested deeper than 100 levels'],
    ['a mapping within itself', '&a\nb: *a', 'it is nested deeper than 100 levels'],
    ['open brackets', '['.repeat(500_000), 'it is nested deeper than 100 levels'],
    ['open braces', '{a: '.repeat(100_000), 'it is nested deeper than 100 levels'],
    ['sequences in sequences', '- '.repeat(200_000), 'it is nested deeper than 100 levels'],
    ['many characters', 'x'.repeat(600_000), 'it has more than 524288 characters'],
    ['many tokens', `[${'[],'.repeat(170_000)}]`, 'it has more than 200000 tokens'],
  ])('%s', (_, source, told) => {
    const started = processorSeconds();
    expect(reason(source)).toContain(told);
    expect(processorSeconds() - started).toBeLessThan(onePassSeconds);
  });

  test.each([
    'a\n',
    '"',
    '&a ',
    '*a,',
    '!x ',
    '- a\n',
    ': ',
    "'",
    '|',
    '>\n ',
    '---\n',
    '\n',
  ])('512 KiB of %j', (unit) => {
    const started = processorSeconds();
    readYaml('a.yml', unit.repeat((512 * 1024) / unit.length));
    expect(processorSeconds() - started).toBeLessThan(onePassSeconds);
  });

  test('keys without end', () => {
    const keys = Array.from({ length: 20_000 }, (_, index) => `k${index}: 1`).join('\n');
    expect(reason(keys)).toBe('no problem');
  });
});

test('of many mistakes the first are listed', () => {
  const problems = Array.from({ length: 60 }, (_, index) => ({
    place: { file: 'a.yml', line: 60 - index },
    reason: 'bad',
  }));
  const lines = problemList(problems).split('\n');
  expect([lines[0], lines.length, lines.at(-1)]).toEqual(['  - a.yml:1: bad.', 51, '  - and 10 more.']);
});

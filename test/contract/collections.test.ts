import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { lines, pairs, parsed, refused, rules, values } from '../../src/contract/index.ts';

const description = 'What it is for.';

/** A line of text: no break in it, not empty, no blanks at its ends. */
const line = fc.stringMatching(/^[^\s\p{Cc}]([^\p{Cc}\u2028\u2029]*[^\s\p{Cc}])?$/u);
const name = fc.stringMatching(/^[A-Za-z_][A-Za-z0-9_.-]{0,20}$/);

describe('lines', () => {
  const field = lines({ description });

  test('any lines come back as they were, whatever the line ends, blank lines and indentation', () => {
    fc.assert(
      fc.property(fc.array(line), fc.constantFrom('\n', '\r\n', '\n\n', '\n  '), (items, separator) => {
        expect(field.parse(items.join(separator))).toEqual({ ok: true, value: items });
      }),
    );
  });

  test('a list of YAML is one item per line; a map is of the wrong type', () => {
    expect(field.textOf(['a', 8080, true])).toBe('a\n8080\ntrue');
    expect([field.textOf({ a: 1 }), field.textOf([{ a: 1 }]), field.textOf(null)]).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
  });

  test('nothing given is an empty list', () => {
    expect(field.absent).toEqual([]);
  });
});

describe('values', () => {
  const even = values(
    'even numbers',
    (given) => (Number(given) % 2 === 0 ? parsed(Number(given)) : refused('it is odd')),
    {
      description,
    },
  );

  test('each line is parsed, and the first bad one named', () => {
    expect(even.parse('2\n\n4')).toEqual({ ok: true, value: [2, 4] });
    expect(even.parse('2\n\n5\n7')).toEqual({ ok: false, reason: 'line 3: it is odd' });
    expect(even.accepts).toBe('even numbers, one per line');
  });
});

describe('pairs', () => {
  const field = pairs({ description });
  const record = fc.dictionary(
    name,
    line.filter((text) => text.length > 0),
    { noNullPrototype: true },
  );

  test('any map of YAML comes back as its pairs, in order', () => {
    fc.assert(
      fc.property(record, (map) => {
        const expected = Object.entries(map).map(([key, item]) => ({ name: key, value: item }));
        expect(field.parse(field.textOf(map) ?? '')).toEqual({ ok: true, value: expected });
      }),
    );
  });

  test('the value is all behind the first =, and may be empty', () => {
    expect(field.parse('URL=postgres://a?b=c\nEMPTY=\n SPACED = x ')).toEqual({
      ok: true,
      value: [
        { name: 'URL', value: 'postgres://a?b=c' },
        { name: 'EMPTY', value: '' },
        { name: 'SPACED', value: 'x' },
      ],
    });
  });

  test.each([
    ['PORT', 'line 1: it has no NAME= in front'],
    ['A=1\nB', 'line 2: it has no NAME= in front'],
    ['=1', 'line 1: it has no NAME= in front'],
    ['TWO WORDS=1', 'line 1: it has no NAME= in front'],
    ['A=1\nB=2\nA=3', 'A is given twice'],
  ])('%j is refused: %s', (given, reason) => {
    expect(field.parse(given)).toEqual({ ok: false, reason });
  });

  test('a list of YAML holds NAME=value lines', () => {
    expect(field.textOf(['A=1', 'B=2'])).toBe('A=1\nB=2');
  });

  test.each([
    [{ A: 'x\nB=2' }],
    [{ 'A=B': 'x' }],
    [{ 'A\nB': 'x' }],
    [{ A: ['x'] }],
    [{ A: null }],
  ])('%j would say something else as lines, and is of the wrong type', (map) => {
    expect(field.textOf(map)).toBeUndefined();
  });
});

describe('rules', () => {
  const field = rules('glob = value', parsed, { description });

  test('a glob and what holds for it, the value with its own = and spaces', () => {
    expect(field.parse('*.html = no-cache\nassets/** = public, max-age=31536000')).toEqual({
      ok: true,
      value: [
        { glob: '*.html', value: 'no-cache' },
        { glob: 'assets/**', value: 'public, max-age=31536000' },
      ],
    });
  });

  test.each(['*.html', '= no-cache', '*.html ='])('%j is refused', (given) => {
    expect(field.parse(given)).toEqual({ ok: false, reason: 'line 1: it has no " = " between glob and value' });
  });

  test('a map of YAML says the same', () => {
    expect(field.parse(field.textOf({ '*.html': 'no-cache' }) ?? '')).toEqual({
      ok: true,
      value: [{ glob: '*.html', value: 'no-cache' }],
    });
  });
});

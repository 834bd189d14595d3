import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { choice, flag, integer, parsed, refused, text, value } from '../../src/contract/index.ts';

const description = 'What it is for.';

describe('flag', () => {
  const field = flag({ description });

  test.each(['true', 'True', 'TRUE'])('%s is true', (given) => {
    expect(field.parse(given)).toEqual({ ok: true, value: true });
  });

  test.each(['false', 'False', 'FALSE'])('%s is false', (given) => {
    expect(field.parse(given)).toEqual({ ok: true, value: false });
  });

  test.each(['yes', 'no', '1', '0', 'tRUE', 'on', ' true'])('%s is neither', (given) => {
    expect(field.parse(given)).toEqual({ ok: false, reason: 'it is neither' });
  });

  test('takes a boolean of YAML, and says what it accepts', () => {
    expect([field.textOf(true), field.textOf(false), field.textOf([true])]).toEqual(['true', 'false', undefined]);
    expect(field.accepts).toBe('true or false');
  });
});

describe('integer', () => {
  const field = integer({ min: -5, max: 300 }, { description });

  test('every whole number within its bounds, and none outside', () => {
    fc.assert(
      fc.property(fc.integer({ min: -1_000, max: 1_000 }), (number) => {
        const expected =
          number >= -5 && number <= 300 ? { ok: true, value: number } : { ok: false, reason: 'it is out of range' };
        expect(field.parse(String(number))).toEqual(expected);
      }),
    );
  });

  test.each([
    '',
    '1.5',
    '1e2',
    '0x10',
    '1_000',
    'ten',
    '+5',
    'NaN',
    'Infinity',
    '5 ',
  ])('%j is no whole number', (given) => {
    expect(field.parse(given)).toEqual({ ok: false, reason: 'it is not a whole number' });
  });

  test('says its bounds to people and to editors', () => {
    expect(field.accepts).toBe('a whole number from -5 to 300');
    expect(field.schema).toEqual({ type: 'integer', minimum: -5, maximum: 300 });
  });
});

describe('choice', () => {
  const field = choice(['wait', 'fail', 'skip'], { description });

  test('takes its words only, in their case', () => {
    expect(field.parse('fail')).toEqual({ ok: true, value: 'fail' });
    expect(field.parse('Fail')).toEqual({ ok: false, reason: 'it is none of them' });
    expect(field.accepts).toBe('wait, fail or skip');
  });
});

describe('text and value', () => {
  test('text is taken as it is', () => {
    fc.assert(
      fc.property(fc.string(), (given) => {
        expect(text({ description }).parse(given)).toEqual({ ok: true, value: given });
      }),
    );
  });

  test('a value is what its domain function makes of it', () => {
    const even = value(
      'an even number',
      (given) => (Number(given) % 2 === 0 ? parsed(Number(given)) : refused('it is odd')),
      {
        description,
      },
    );
    expect(even.parse('4')).toEqual({ ok: true, value: 4 });
    expect(even.parse('5')).toEqual({ ok: false, reason: 'it is odd' });
  });

  test('a scalar of YAML becomes its text; a list or map is of the wrong type', () => {
    const field = text({ description });
    expect([field.textOf('a'), field.textOf(8080), field.textOf(true)]).toEqual(['a', '8080', 'true']);
    expect([field.textOf(['a']), field.textOf({ a: 1 }), field.textOf(null)]).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
  });
});

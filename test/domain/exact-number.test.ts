import { execFileSync } from 'node:child_process';
import { expect, test } from '@jest/globals';
import { compareNumbers, exactNumber, parseExactJson } from '../../src/domain/exact-number.ts';
import { seededRandom } from '../support/seeded-random.ts';

test.each([
  '9007199254740993',
  '-0',
  '0.1',
  '1.10',
  '2.0',
  '1e400',
  '1E+2',
  '123456789012345678901234567890.12345',
  '0.30000000000000004',
])('%s is written as it was read, alone, in lists and in objects', (text) => {
  expect(JSON.stringify(parseExactJson(text))).toBe(text);
  expect(JSON.stringify(parseExactJson(`{"a":[${text}]}`))).toBe(`{"a":[${text}]}`);
});

test('what is no JSON is nothing', () => {
  for (const text of ['', '01', '1.', '.5', '+1', 'NaN', '[1,]', '{"a":1'])
    expect(parseExactJson(text)).toBeUndefined();
});

/** Python's decimal module compares exactly. */
const oracle = `
import decimal, json, sys
decimal.getcontext().prec = 2000
decimal.getcontext().Emax = 10**9
decimal.getcontext().Emin = -10**9
for line in sys.stdin:
    a, b = line.split()
    a, b = decimal.Decimal(a), decimal.Decimal(b)
    print((a > b) - (a < b))
`;

test('numbers are compared as Python compares decimals', () => {
  const random = seededRandom(7);
  const pick = (max: number) => Math.floor(random() * max);
  const digits = (most: number) => Array.from({ length: 1 + pick(most) }, () => pick(10)).join('');
  const number = () => {
    const whole = digits(20).replace(/^0+(?=\d)/, '');
    const fraction = pick(2) ? `.${digits(20)}${'0'.repeat(pick(3))}` : '';
    const exponent = pick(3) ? '' : `e${['', '+', '-'][pick(3)]}${pick(30)}`;
    return `${pick(3) ? '' : '-'}${whole}${fraction}${exponent}`;
  };
  const alike = (text: string) =>
    text.includes('e') ? text : [`${text}e0`, text, `${text}${text.includes('.') ? '0' : '.0'}`][pick(3)];
  const pairs = Array.from({ length: 5_000 }, () => {
    const one = number();
    return [one, pick(2) ? number() : (alike(one) ?? one)] as const;
  });
  const answers = execFileSync('python3', ['-c', oracle], { input: pairs.map((pair) => pair.join(' ')).join('\n') });
  const signs = pairs.map(([a, b]) => Math.sign(compareNumbers(exactNumber(a), exactNumber(b))));
  expect(signs.map((sign) => sign + 0)).toEqual(answers.toString().trim().split('\n').map(Number));
});

import { expect, test } from '@jest/globals';
import { duration, utc, utcText } from '../../src/report/duration.ts';

test.each([
  [0.01, '0 s'],
  [0.44, '0.4 s'],
  [9.94, '9.9 s'],
  [9.97, '10 s'],
  [59.6, '1 min 0 s'],
  [72, '1 min 12 s'],
  [3_720, '1 h 2 min'],
])('%d seconds', (seconds, text) => {
  expect(duration(seconds)).toBe(text);
});

test('a time has its zone', () => {
  expect(utc(new Date('2026-11-30T23:04:59.999Z'))).toBe('2026-11-30 23:04 UTC');
  expect(utcText('2026-12-01T01:04:00+02:00')).toBe('2026-11-30 23:04 UTC');
  expect(utcText('yesterday')).toBe('yesterday');
});

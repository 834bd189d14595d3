import { expect, test } from '@jest/globals';
import { serverError } from '../../src/sql/session.ts';
import { onePassSeconds, processorSeconds } from '../support/processor-seconds.ts';

test('a long message of a server is shortened', () => {
  const error = serverError(Object.assign(new Error('x'.repeat(1 << 20)), { code: '22P02' }));
  expect(error).toEqual({ message: `${'x'.repeat(2_000)} …`, code: '22P02', connectionLost: false });
});

test.each([
  'connection terminated ',
  'closed state',
  'timeout expired',
  ' at line 1',
  'closed ',
])('a message of 1 MiB of %j is read in one pass', (unit) => {
  const message = unit.repeat(Math.ceil((1 << 20) / unit.length));
  const began = processorSeconds();
  expect(serverError(Object.assign(new Error(message), { code: 'ER_PARSE_ERROR' }))).toBeDefined();
  expect(processorSeconds() - began).toBeLessThan(onePassSeconds);
});

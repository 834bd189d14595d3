import { constants } from 'node:os';
import { expect, test } from '@jest/globals';
import { codeOf, isConnectionLost, networkError, neverReached } from '../../src/domain/network-error.ts';

test.each([
  ['ENOTFOUND', 'name', false],
  ['EAI_AGAIN', 'name', true],
  ['ECONNREFUSED', 'refused', true],
  ['ETIMEDOUT', 'unreachable', true],
  ['ECONNRESET', 'lost', true],
  ['EPROTO', 'tls', false],
  ['CERT_HAS_EXPIRED', 'tls', false],
])('%s is of the kind %s; transient: %s', (code, failure, transient) => {
  expect(networkError(code)).toMatchObject({ failure, transient });
});

test('what is no error of the network is unknown', () => {
  for (const code of ['', 'ENOENT', 'ERR_INVALID_ARG_TYPE', '28P01', 'constructor']) {
    expect([networkError(code), neverReached(code), isConnectionLost(code)]).toEqual([undefined, false, false]);
  }
});

test("every error of a connection that the machine's C library has is known", () => {
  const others = ['ECONNABORTED', 'ECONNREFUSED', 'ECONNRESET', 'EHOSTUNREACH', 'ENETUNREACH', 'EPIPE', 'ETIMEDOUT'];
  for (const code of others) {
    expect(constants.errno).toHaveProperty(code);
    expect(networkError(code)).toMatchObject({ transient: true });
  }
});

test('a request that never reached the other side is told from a connection that broke', () => {
  expect(['ENOTFOUND', 'EAI_AGAIN', 'ECONNREFUSED', 'EHOSTUNREACH'].map(neverReached)).toEqual([
    true,
    true,
    true,
    true,
  ]);
  expect(['ECONNRESET', 'EPIPE', 'CERT_HAS_EXPIRED'].map(neverReached)).toEqual([false, false, false]);
  expect(['ECONNRESET', 'EPIPE', 'ETIMEDOUT'].map(isConnectionLost)).toEqual([true, true, true]);
  expect(['ENOTFOUND', 'ECONNREFUSED', 'CERT_HAS_EXPIRED'].map(isConnectionLost)).toEqual([false, false, false]);
});

test('the code of an error is found by its shape', () => {
  expect([codeOf({ code: 'EPIPE' }), codeOf(new Error('x')), codeOf(null), codeOf('EPIPE')]).toEqual([
    'EPIPE',
    '',
    '',
    '',
  ]);
});

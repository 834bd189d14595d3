import { expect, test } from '@jest/globals';
import { parseWebAddress } from '../../src/domain/web-address.ts';

test.each(['https://app.example.com', 'http://127.0.0.1:8080/x?y=1#z'])('%s', (text) => {
  expect(parseWebAddress(text)).toEqual({ ok: true, value: text });
});

test.each([
  'app.example.com',
  'javascript:alert(1)',
  'https://a b',
  'https://',
  'ftp://x',
  'https://me:pw@x.example',
])('%s is refused', (text) => {
  expect(parseWebAddress(text).ok).toBe(false);
});

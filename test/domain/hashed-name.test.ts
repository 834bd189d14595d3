import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { isHashedName } from '../../src/domain/hashed-name.ts';

test.each([
  ['assets/index-DiwrgTda.js', true],
  ['assets/index-BX9k2LmQ.js', true],
  ['assets/main.4f3a2b1c.chunk.css', true],
  ['assets/chunk-ABCDEFGH.mjs', true],
  ['assets/0a1b2c3d4e5f6071.js', true],
  ['assets/logo-4f3a2b1c.png', true],
  ['/static/js/main.1a2b3c4d.js', true],
  ['/static/js/main.1a2b3c4d5e6f7a8b9c0d.js', true],
  ['assets/service-worker.js', false],
  ['assets/screenshot-1280x1024.png', false],
  ['assets/roboto-v20-latin-regular.woff2', false],
  ['assets/jquery-3.6.0.min.js', false],
  ['assets/my-favorite.png', false],
  ['assets/manifest.json', false],
  ['/apple-touch-icon.png', false],
  ['/my-favicons.png', false],
  ['/favicon.ico', false],
  ['/logo-horizontal.svg', false],
])('%s carries a hash: %s', (path, expected) => {
  expect(isHashedName(path)).toBe(expected);
});

/** The rule as a regular expression, which would take quadratic time on long names. */
function byExpression(name: string): boolean {
  const [, hash = ''] = /(?:^|[-._])([\w-]{8}|[0-9a-f]{9,64})(?:\.[A-Za-z]\w*){1,3}$/.exec(name) ?? [];
  const isCode = /\.(m?js|css)(\.map)?$/.test(name);
  return (/\d/.test(hash) && /[A-Za-z]/.test(hash)) || (isCode && /[A-Z]/.test(hash));
}

test('the rule holds for any name', () => {
  const piece = fc.constantFrom(
    ...['a', 'Z', '7', 'f', '-', '_', '.', '.', 'é', 'deadbeef', '0a1b2c3d', 'DiwrgTda', 'abcdefg', '0123456789abcdef'],
    ...['.js', '.css', '.map', '.mjs', '.png', '.8js', 'c0ffee', 'index'],
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
      expect(isHashedName(pieces.join(''))).toBe(byExpression(pieces.join('')));
    }),
    { numRuns: 20_000 },
  );
});

import { expect, test } from '@jest/globals';
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

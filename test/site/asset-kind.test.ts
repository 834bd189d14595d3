import { expect, test } from '@jest/globals';
import { kindOfFile } from '../../src/site/asset-kind.ts';

test.each([
  ['/a.js', 'script'],
  ['/a.b.MJS?v=1.css#x', 'script'],
  ['a.css#.js', 'stylesheet'],
  ['/a.svg', 'image'],
  ['/a.woff2', 'font'],
  ['/a.b/js', undefined],
  ['js', undefined],
  ['/', undefined],
])('%s: %s', (path, kind) => {
  expect(kindOfFile(path)).toBe(kind);
});

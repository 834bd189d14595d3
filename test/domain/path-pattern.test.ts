import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { matchesPathPattern } from '../../src/domain/path-pattern.ts';
import { matchesPattern } from '../cloud/cloudfront/edge/behavior.ts';
import { onePassSeconds, processorSeconds } from '../support/processor-seconds.ts';

test.each([
  ['/api/*', '/api/login', true],
  ['/api/*', '/api', false],
  ['api/*', '/api/x', true],
  ['*.js', '/assets/app.js', true],
  ['*.js', '/assets/app.json', false],
  ['/a?.html', '/ab.html', true],
  ['/a?.html', '/a.html', false],
  ['/A/*', '/a/b', false],
  ['/a.b', '/axb', false],
  ['*', '/', true],
])('pattern %s on %s: %s, for us and for an edge', (pattern, path, expected) => {
  expect(matchesPathPattern(path, pattern)).toBe(expected);
  expect(matchesPattern(path, pattern)).toBe(expected);
});

test('any pattern on any path is matched as an edge does', () => {
  const text = fc.string({ unit: fc.constantFrom('a', 'b', '/', '.', '*', '?'), maxLength: 12 });
  fc.assert(
    fc.property(text, text, (path, pattern) => {
      const plain = `/${path.replace(/[*?]/g, 'c')}`;
      expect(matchesPathPattern(plain, pattern)).toBe(matchesPattern(plain, pattern));
    }),
    { numRuns: 2_000 },
  );
});

test('a pattern of many stars takes no time', () => {
  const begun = processorSeconds();
  expect(matchesPathPattern(`/${'a'.repeat(4_000)}`, `${'*a'.repeat(120)}b`)).toBe(false);
  expect(processorSeconds() - begun).toBeLessThan(onePassSeconds);
});

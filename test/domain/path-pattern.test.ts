import { expect, test } from '@jest/globals';
import { matchesPathPattern } from '../../src/domain/path-pattern.ts';
import { matchesPattern } from '../cloud/cloudfront/edge/behavior.ts';

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

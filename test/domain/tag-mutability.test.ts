import { expect, test } from '@jest/globals';
import { mayMove, type TagMutability } from '../../src/domain/tag-mutability.ts';

test.each<[TagMutability['mode'], string, boolean]>([
  ['MUTABLE', 'latest', true],
  ['IMMUTABLE', 'latest', false],
  ['IMMUTABLE_WITH_EXCLUSION', 'latest', true],
  ['IMMUTABLE_WITH_EXCLUSION', 'dev-7', true],
  ['IMMUTABLE_WITH_EXCLUSION', 'v1', false],
  ['MUTABLE_WITH_EXCLUSION', 'latest', false],
  ['MUTABLE_WITH_EXCLUSION', 'v1', true],
])('%s, excluding latest and dev-*: whether %s may move is %s', (mode, tag, may) => {
  expect(mayMove(tag, { mode, exclusions: ['latest', 'dev-*'] })).toBe(may);
});

test('a filter is no regular expression', () => {
  expect(mayMove('v1x2', { mode: 'IMMUTABLE_WITH_EXCLUSION', exclusions: ['v1.2'] })).toBe(false);
});

import { expect, test } from '@jest/globals';
import { batchesOf } from '../../src/domain/batches.ts';

test('items keep their order, and the last batch takes what is left', () => {
  expect(batchesOf([1, 2, 3, 4, 5], 2)).toEqual([[1, 2], [3, 4], [5]]);
  expect(batchesOf([1, 2], 2)).toEqual([[1, 2]]);
  expect(batchesOf([], 2)).toEqual([]);
});

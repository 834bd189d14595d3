import { expect, test } from '@jest/globals';
import { combinationSuffix, expandMatrix } from './matrix.ts';

test('vectors multiply, the first varies slowest', () => {
  expect(expandMatrix({ os: ['a', 'b'], node: [22, 24] })).toEqual([
    { os: 'a', node: 22 },
    { os: 'a', node: 24 },
    { os: 'b', node: 22 },
    { os: 'b', node: 24 },
  ]);
});

test('exclude takes out every combination that it fits', () => {
  expect(expandMatrix({ os: ['a', 'b'], node: [22, 24], exclude: [{ os: 'a' }, { os: 'b', node: 22 }] })).toEqual([
    { os: 'b', node: 24 },
  ]);
});

/** The example of https://docs.github.com/en/actions/how-tos/write-workflows/choose-what-workflows-do/run-job-variations */
test('include extends combinations that it does not contradict, and adds the others', () => {
  const matrix = {
    fruit: ['apple', 'pear'],
    animal: ['cat', 'dog'],
    include: [
      { color: 'green' },
      { color: 'pink', animal: 'cat' },
      { fruit: 'apple', shape: 'circle' },
      { fruit: 'banana' },
      { fruit: 'banana', animal: 'cat' },
    ],
  };
  expect(expandMatrix(matrix)).toEqual([
    { fruit: 'apple', animal: 'cat', color: 'pink', shape: 'circle' },
    { fruit: 'apple', animal: 'dog', color: 'green', shape: 'circle' },
    { fruit: 'pear', animal: 'cat', color: 'pink' },
    { fruit: 'pear', animal: 'dog', color: 'green' },
    { fruit: 'banana' },
    { fruit: 'banana', animal: 'cat' },
  ]);
});

test('a matrix of includes only has those', () => {
  expect(expandMatrix({ include: [{ a: 1 }, { a: 2 }] })).toEqual([{ a: 1 }, { a: 2 }]);
});

test.each([
  [{}, 'no combination'],
  [{ a: 'x' }, "'a' must be a list"],
  [{ a: Array.from({ length: 257 }, (_, i) => i) }, 'GitHub allows 256'],
])('%j is refused', (matrix, reason) => {
  expect(() => expandMatrix(matrix)).toThrow(reason);
});

test('the name of a job gets the scalar values', () => {
  expect(combinationSuffix({ os: 'linux', node: 24, more: { a: 1 }, flag: true })).toBe(' (linux, 24, true)');
});

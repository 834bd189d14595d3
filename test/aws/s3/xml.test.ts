import { expect, test } from '@jest/globals';
import { element, elements } from '../../../src/aws/s3/xml.ts';

test('an element that does not end is none, and ends no search', () => {
  expect(elements('<A><B>1</B></A><A><B>2', 'A')).toEqual(['<B>1</B>']);
  expect(elements('<A>'.repeat(100_000), 'A')).toEqual([]);
  expect(element('<A>1', 'A')).toBeUndefined();
});

test('entities that stand for no character stay as they are', () => {
  expect(element('<A>&lt;&#x41;&#66;&#x110000;&#99999999999;&constructor;&amp;</A>', 'A')).toBe(
    '<AB&#x110000;&#99999999999;&constructor;&',
  );
});

import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { breakable } from '../../src/report/breakable.ts';
import { escape } from '../../src/report/escape.ts';

test.each([
  ['a usual sentence of configuration stays whole.', 'a usual sentence of configuration stays whole.'],
  ['migrations/012&#95;drop.sql', 'migrations/<wbr>012&#95;<wbr>drop.sql'],
  ['s3://site/assets/app-22222222.js', 's3://<wbr>site/<wbr>assets/<wbr>app-<wbr>22222222.<wbr>js'],
  ['0123456789abcdef01234567', '01234567<wbr>89abcdef<wbr>01234567'],
])('%s', (text, broken) => {
  expect(breakable(text)).toBe(broken);
});

test('any text stays what it is, and no run of characters without a place to break is long', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (text) => {
      const broken = breakable(escape(text));
      expect(broken.replaceAll('<wbr>', '')).toBe(escape(text));
      for (const run of broken.split(/<wbr>|<br>|\s/))
        expect((run.match(/&#\d+;|[^]/gu) ?? []).length).toBeLessThanOrEqual(13);
    }),
  );
});

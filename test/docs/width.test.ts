import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { pages } from './pages.ts';

const widest = 160;

/** Tables, code and addresses cannot be wrapped; decisions keep the lines in which they were written. */
test.each(
  pages.filter((page) => !page.startsWith('docs/decisions/') && !/^(bench|test|examples)\//.test(page)),
)('%s is at most 160 columns wide', (page) => {
  const prose = readFileSync(page, 'utf8').replace(/^( *)```[^]*?^\1```$/gm, '');
  const lines = prose
    .split('\n')
    .filter((line) => line.length > widest && !/^\s*\|/.test(line) && /\s\S/.test(line.slice(0, widest).trim()));
  expect(lines).toEqual([]);
});

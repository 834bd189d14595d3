import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { pages } from './pages.ts';

const widest = 160;

/** Decisions keep the lines in which they were written. */
const guides = pages.filter((page) => !/^(docs\/decisions|bench|test|examples)\//.test(page));

/** The lines of a page that are no block of code. */
function proseOf(page: string): readonly string[] {
  return readFileSync(page, 'utf8')
    .replace(/^( *)```[^]*?^\1```$/gm, '')
    .split('\n');
}

/** Tables and addresses cannot be wrapped. */
test.each(guides)(`%s is at most ${widest} columns wide`, (page) => {
  const canBeWrapped = (line: string) => !/^\s*\|/.test(line) && /\s\S/.test(line.slice(0, widest).trim());
  expect(proseOf(page).filter((line) => line.length > widest && canBeWrapped(line))).toEqual([]);
});

test.each(guides)('%s breaks no code across lines, so that each command can be copied', (page) => {
  const broken = proseOf(page).filter((line) => !/^\s*\|/.test(line) && (line.match(/`/g)?.length ?? 0) % 2 === 1);
  expect(broken).toEqual([]);
});

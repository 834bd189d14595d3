import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from '@jest/globals';
import { pages } from './pages.ts';

interface Link {
  readonly path: string;
  readonly anchor: string | undefined;
}

test.each(pages)('%s: what it links to is there', (page) => {
  const links = linksOf(page).map(({ path, anchor }) => ({ path: path ? join(dirname(page), path) : page, anchor }));
  expect(links.filter(({ path }) => !existsSync(path))).toEqual([]);
  const toHeadings = links.filter(({ path, anchor }) => anchor && path.endsWith('.md'));
  expect(toHeadings.filter(({ path, anchor = '' }) => !anchorsOf(path).includes(anchor))).toEqual([]);
});

test('decisions are numbered without a gap and without a number twice', () => {
  const numbers = readdirSync('docs/decisions').map((name) => Number(name.slice(0, 4)));
  expect(numbers.toSorted((a, b) => a - b)).toEqual(numbers.map((_, index) => index + 1));
});

function linksOf(page: string): readonly Link[] {
  const found = readFileSync(page, 'utf8').matchAll(/\]\((?!https?:|mailto:)([^)#\s]*)(?:#([^)\s]+))?\)/g);
  return [...found].map(([, path = '', anchor]) => ({ path, anchor }));
}

/** What GitHub makes of headings: lower case, hyphens for spaces, without other signs. */
function anchorsOf(page: string): readonly string[] {
  const headings = readFileSync(page, 'utf8').matchAll(/^#+ (.*)$/gm);
  return [...headings].map(([, text = '']) =>
    text
      .toLowerCase()
      .replaceAll(/[^\w\- ]/g, '')
      .replaceAll(' ', '-'),
  );
}

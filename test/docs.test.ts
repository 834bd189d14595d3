import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from '@jest/globals';

const pages = ['.', 'docs', 'docs/decisions', 'bench', 'examples/clinic', 'test/cloud', 'test/workflow-runner']
  .concat(readdirSync('actions').map((name) => `actions/${name}`))
  .flatMap((folder) => readdirSync(folder).map((name) => join(folder, name)))
  .filter((path) => path.endsWith('.md'));

test.each(pages)('%s: what it links to is there', (page) => {
  const links = [...readFileSync(page, 'utf8').matchAll(/\]\((?!https?:|#|mailto:)([^)#\s]+)/g)].map(
    ([, path]) => path ?? '',
  );
  expect(links.filter((path) => !existsSync(join(dirname(page), path)))).toEqual([]);
});

test('decisions are numbered without a gap and without a number twice', () => {
  const numbers = readdirSync('docs/decisions').map((name) => Number(name.slice(0, 4)));
  expect(numbers.toSorted((a, b) => a - b)).toEqual(numbers.map((_, index) => index + 1));
});

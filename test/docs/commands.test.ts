import { existsSync, globSync, readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { pages, snippets } from './pages.ts';

/** The commands of all pages, each on one line. */
const commands = snippets('sh').flatMap(({ text, place }) =>
  text
    .replaceAll(/\\\n\s*/g, '')
    .split('\n')
    .filter(Boolean)
    .map((line) => ({ place, line: line.replace(/ +# .*/, '') })),
);
const templates = commands.filter(({ line }) => line.includes('--template-file'));

test('there is something to look at', () => {
  expect(templates.length).toBeGreaterThan(2);
});

test.each(templates)('$place gives a template parameters that it has', ({ line }) => {
  const [, path = ''] = /--template-file (\S+)/.exec(line) ?? [];
  const { Parameters } = parse(readFileSync(path, 'utf8'), { logLevel: 'silent' });
  const given = [...line.matchAll(/ (\w+)=/g)].map(([, name = '']) => name);
  expect(given.length).toBeGreaterThan(0);
  expect(given.filter((name) => !(name in Parameters))).toEqual([]);
});

test('parameters that are named in the text are those of a template', () => {
  const known = globSync('infra/*.yml').flatMap((path) =>
    Object.keys(parse(readFileSync(path, 'utf8'), { logLevel: 'silent' }).Parameters),
  );
  const named = pages
    .filter((page) => page.startsWith('docs/'))
    .flatMap((page) => [...readFileSync(page, 'utf8').matchAll(/`((?:[A-Z][a-z]\w*=\S*\s?)+)`/g)])
    .flatMap(([, text = '']) => [...text.matchAll(/([A-Z][a-z]\w*)=/g)].map(([, name = '']) => name));
  expect(named.length).toBeGreaterThan(10);
  expect(named.filter((name) => !known.includes(name))).toEqual([]);
});

test('npm scripts that are named are there', () => {
  const { scripts } = JSON.parse(readFileSync('package.json', 'utf8'));
  const own = pages.filter((page) => !page.startsWith('examples/') && !page.startsWith('actions/'));
  const named = own
    .flatMap((page) => [...readFileSync(page, 'utf8').matchAll(/`npm (?:run )?([a-z]+)[` ]/g)])
    .map(([, name = '']) => name);
  expect(named.length).toBeGreaterThan(5);
  expect(named.filter((name) => !(name in scripts) && name !== 'ci')).toEqual([]);
});

test('files that are named in inline code are there', () => {
  const named = pages
    .flatMap((page) => [
      ...readFileSync(page, 'utf8').matchAll(/`((?:infra|test|docs|src|actions|examples)\/[\w/-]+\.\w+)`/g),
    ])
    .map(([, path = '']) => path);
  expect(named.length).toBeGreaterThan(3);
  expect(named.filter((path) => !existsSync(path))).toEqual([]);
});

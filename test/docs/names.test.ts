import { globSync, readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { contracts } from './calls.ts';
import { pages } from './pages.ts';

/** `name: value` in a sentence. */
const inline = /`([a-z][a-z-]*): [^`\n]+`/g;

test.each(
  pages.filter((page) => !page.includes('/decisions/') && !page.startsWith('test/')),
)('%s: what inline code gives a value is an input, a section, a permission or a key of a workflow', (page) => {
  const named = [...readFileSync(page, 'utf8').matchAll(inline)].map(([, name = '']) => name);
  expect(named.filter((name) => !known.has(name))).toEqual([]);
});

test('README.md names every action and every workflow for others', () => {
  const readme = readFileSync('README.md', 'utf8');
  for (const name of Object.keys(contracts)) expect(readme).toContain(`](actions/${name}/README.md)`);
  const internal = ['ci.yml', 'release.yml', 'apply-release.yml', 'build-image.yml'];
  for (const path of globSync('*.yml', { cwd: '.github/workflows' }))
    if (!internal.includes(path)) expect(readme).toContain(`[${path}](`);
});

const workflowInputs = globSync('.github/workflows/*.yml').flatMap((path) =>
  Object.keys(parse(readFileSync(path, 'utf8')).on.workflow_call?.inputs ?? {}),
);
const known = new Set([
  ...Object.entries(contracts).flatMap(([name, { inputs }]) => [name, ...Object.keys(inputs)]),
  ...workflowInputs,
  ...['id-token', 'actions', 'contents', 'deployments', 'pull-requests', 'uses', 'queue', 'deployment', 'stack'],
  ...['follow', 'redirect-origins', 'safe-to-rollback', 'show-response-body'], // of a smoke suite
  'base', // of Vite
]);

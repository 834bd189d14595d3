import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { copyRepository, type RepositoryCopy } from './repository-copy.ts';

let copy: RepositoryCopy;
const generate = (...options: readonly string[]) => copy.run('npm', 'run', '--silent', 'generate', '--', ...options);

beforeAll(() => {
  copy = copyRepository(readdirSync('.').filter((name) => !['node_modules', 'lib', '.git'].includes(name)));
});
afterAll(() => copy.close());

describe('a name that will not do', () => {
  test.each([
    [['new-action'], 'Usage: npm run generate, or npm run generate -- new-action NAME'],
    [['new-action', 'list-stacks', 'twice'], 'Usage: npm run generate, or npm run generate -- new-action NAME'],
    [['old-action', 'list-stacks'], 'Usage: npm run generate, or npm run generate -- new-action NAME'],
    [['new-action', 'ListStacks'], '"ListStacks" cannot be src/actions/ListStacks: the name of an action is a verb'],
    [['new-action', '../outside'], '"../outside" cannot be src/actions/../outside'],
    [['new-action', 'seed-rds'], 'src/actions/seed-rds: is there already, so the name seed-rds is taken.'],
  ])('%j: %s', (options, message) => {
    const { exitCode, output } = generate(...options);
    expect(exitCode).toBe(1);
    expect(output).toContain(message);
  });

  test('one whose README is there already', () => {
    copy.add('actions/list-stacks/README.md', '# list-stacks\n');
    expect(generate('new-action', 'list-stacks').output).toContain('actions/list-stacks: is there already');
    copy.remove('actions/list-stacks');
  });
});

test('a new action is one folder and one line: after npm run generate, the checks and its tests are green', () => {
  const before = readFileSync(join(copy.folder, 'src/actions/index.ts'), 'utf8');
  const { exitCode, output } = generate('new-action', 'list-stacks');
  expect([exitCode, output]).toEqual([0, expect.stringContaining('src/actions/list-stacks/contract.ts\n')]);
  const after = readFileSync(join(copy.folder, 'src/actions/index.ts'), 'utf8');
  const line = "  'list-stacks': () => import('./list-stacks/index.ts'),\n";
  expect(after).toBe(before.replace("  'list-targets'", `${line}  'list-targets'`));
  expect(copy.run('npm', 'run', 'check')).toMatchObject({
    exitCode: 1,
    output: expect.stringContaining(
      'actions/list-stacks/action.yml: is not what the contracts say. Run npm run generate.',
    ),
  });
  expect(generate()).toEqual({ exitCode: 0, output: '' });
  const checked = copy.run('npm', 'run', 'check');
  expect([checked.exitCode, checked.output]).toEqual([
    0,
    expect.stringContaining('ok: actions, generated files and licences'),
  ]);
  const tested = copy.run('npm', 'test', '--', 'test/actions/list-stacks');
  expect([tested.exitCode, tested.output]).toEqual([0, expect.stringContaining('3 passed, 0 failed, 0 skipped')]);
}, 240_000);

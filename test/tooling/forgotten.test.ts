import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { copyRepository, type RepositoryCopy } from './repository-copy.ts';

let copy: RepositoryCopy;

beforeEach(() => {
  copy = copyRepository([
    'src',
    'actions',
    'docs',
    '.github',
    'infra',
    'dist',
    'package.json',
    'LICENSE',
    'action.yml',
    'webapp.schema.json',
  ]);
});
afterEach(() => copy.close());

/** The part of `npm run check` that looks for what was forgotten: its exit code and its lines. */
function check() {
  const { exitCode, output } = copy.run(process.execPath, 'src/tooling/check-actions.ts');
  return [exitCode, ...output.split('\n').filter(Boolean)];
}

test('nothing is forgotten here', () => {
  expect(check()).toEqual([0]);
});

/** How something is forgotten, and the lines that say so. */
const forgotten: Readonly<Record<string, readonly [forget: (copy: RepositoryCopy) => void, ...problems: string[]]>> = {
  'the registry line of an action': [
    (copy) => copy.replace('src/actions/index.ts', "  'pr-comment': () => import('./pr-comment/index.ts'),\n", ''),
    'src/actions/pr-comment: is not registered. Add its line to src/actions/index.ts.',
    'actions/pr-comment: no action of src/actions/index.ts has this name.',
  ],
  'the folder of an action': [
    (copy) => copy.remove('src/actions/pr-comment'),
    'src/actions/index.ts: registers pr-comment, but there is no src/actions/pr-comment/index.ts.',
  ],
  'one name for an action': [
    (copy) => copy.replace('src/actions/pr-comment/contract.ts', "name: 'pr-comment'", "name: 'comment'"),
    'src/actions/pr-comment/contract.ts: says the name comment, but src/actions/index.ts says pr-comment.',
  ],
  'to generate after a contract changed': [
    (copy) => copy.replace('src/actions/seed-rds/contract.ts', 'description: ', "description: 'Other. ' + "),
    'actions/seed-rds/action.yml: is not what the contracts say. Run npm run generate.',
    'webapp.schema.json: is not what the contracts say. Run npm run generate.',
  ],
  'the stub of an action': [
    (copy) => copy.remove('dist/seed-rds.js'),
    'dist/seed-rds.js: is not what the contracts say. Run npm run generate.',
  ],
  'action.yml': [
    (copy) => copy.remove('actions/seed-rds/action.yml'),
    'actions/seed-rds/action.yml: is not what the contracts say. Run npm run generate.',
  ],
  'to read an input': [
    (copy) => {
      copy.replace(
        'src/actions/list-targets/contract.ts',
        'inputs: {',
        "inputs: { 'left-out': lines({ description: 'None.' }),",
      );
      copy.run(process.execPath, 'src/tooling/generate.ts');
    },
    'src/actions/list-targets/contract.ts: declares the input left-out, which no code reads.',
  ],
  'to read an input of every action': [
    (copy) => {
      copy.replace(
        'src/contract/common.ts',
        'export const deadlineInput = {',
        "export const deadlineInput = { 'never-read': flag({ description: 'None.' }),",
      );
      copy.run(process.execPath, 'src/tooling/generate.ts');
    },
    'src/actions/deploy/contract.ts: declares the input never-read, which no code reads.',
    'src/actions/list-targets/contract.ts: declares the input never-read, which no code reads.',
  ],
  README: [(copy) => copy.remove('actions/seed-rds/README.md'), 'actions/seed-rds/README.md: is missing.'],
  'the markers of a README': [
    (copy) => copy.replace('actions/seed-rds/README.md', '<!-- END outputs -->', ''),
    'actions/seed-rds/README.md: has no lines <!-- BEGIN outputs --> and <!-- END outputs --> for its table.',
  ],
  permissions: [
    (copy) => copy.remove('actions/seed-rds/iam-policy.json'),
    'actions/seed-rds/iam-policy.json: is missing. List the permissions that the action needs.',
  ],
  'permissions of a dry run': [
    (copy) => copy.remove('actions/smoke-test/iam-policy-dry-run.json'),
    'actions/smoke-test/iam-policy-dry-run.json: is missing. List the permissions that the action needs.',
  ],
  'the licence of a package': [
    (copy) => {
      copy.remove('node_modules');
      copy.add('node_modules/none/package.json', '{ "name": "none", "version": "1.0.0" }');
      copy.run(
        'sh',
        '-c',
        `ln -s "${process.cwd()}"/node_modules/* "${process.cwd()}"/node_modules/.bin node_modules/`,
      );
      copy.add('src/machine/none.ts', "import { none } from 'none';\nexport const nothing = none;\n");
    },
    'none is in the bundle, and its licence undefined is not one of 0BSD, Apache-2.0, BSD-2-Clause, BSD-3-Clause, ISC, MIT. If its terms can be kept, add it in src/tooling/licenses.ts.',
  ],
};

test.each(Object.entries(forgotten))('it says that this was forgotten: %s', (_, [forget, ...problems]) => {
  forget(copy);
  const [exitCode, ...told] = check();
  expect(exitCode).toBe(1);
  expect(told).toEqual(expect.arrayContaining(problems));
});

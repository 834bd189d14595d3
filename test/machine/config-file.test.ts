import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { configFileText } from '../../src/machine/config-file.ts';

let workspace: string;

beforeEach(() => {
  workspace = mkdtempSync(join(tmpdir(), 'workspace-'));
});
afterEach(() => rmSync(workspace, { recursive: true }));

const write = (...names: readonly string[]) => {
  for (const name of names) writeFileSync(join(workspace, name), `app: ${name}\n`);
};
const refusal = (path: string) => configFileText(workspace, path, false).then(String, (error: Error) => error.message);

test('its text; nothing where there is none and none is needed', async () => {
  expect(await configFileText(workspace, 'webapp.yml', true)).toBeUndefined();
  write('webapp.yml');
  expect(await configFileText(workspace, './webapp.yml', false)).toBe('app: webapp.yml\n');
});

test.each([
  ['webapp.yml', 'webapp.yaml'],
  ['webapp.yml', 'WebApp.yml'],
  ['webapp.yml', '.webapp.yml'],
  ['config/webapp.yaml', 'webapp.yml'],
  ['config/webapp.yaml', 'config/webapp.yml'],
])('one that is missing is told as it was written, with the one that was probably meant: %s, %s', async (path, near) => {
  mkdirSync(join(workspace, 'config'));
  write('README.md', near);
  expect(await refusal(path)).toBe(
    `There is no config file ${path}. There is ${near}: rename it, or say \`config: ${near}\`.`,
  );
});

test('without such a one, and without a checkout', async () => {
  expect(await refusal('webapp.yml')).toBe(
    'There is no config file webapp.yml. The workspace is empty. Check out the repository first (actions/checkout).',
  );
  write('README.md');
  expect(await refusal('webapp.yml')).toBe(
    'There is no config file webapp.yml. Add it, or correct the input `config`; it is a path from the root of the repository.',
  );
});

test('a folder is not one', async () => {
  mkdirSync(join(workspace, 'webapp.yml'));
  expect(await refusal('webapp.yml')).toMatch(
    /^The config file webapp\.yml could not be read\. .*EISDIR.* Correct the input `config`\.$/,
  );
});

import { spawnSync } from 'node:child_process';
import { globSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from '@jest/globals';
import { linter } from '../support/machine.ts';
import { describeWith } from '../support/requires.ts';

const workflows = globSync(['.github/workflows/*.yml', 'examples/*/.github/workflows/*.yml']).toSorted();
const updates = globSync(['.github/dependabot.yml', 'examples/*/.github/dependabot.yml']).toSorted();
const actions = globSync(['action.yml', 'actions/*/action.yml']).toSorted();
const unsound = 'test/workflows/fixtures/.github/workflows/unsound.yml';

function findings(command: string, options: readonly string[], files: readonly string[]) {
  const { status, stdout, stderr } = spawnSync(command, [...options, ...files], { encoding: 'utf8' });
  return { clean: status === 0, text: `${stdout}${stderr}` };
}

describeWith('zizmor', 'zizmor, at its strictest', () => {
  const zizmor = (files: readonly string[]) =>
    findings(
      'zizmor',
      ['--persona=auditor', '--offline', '--quiet', '--color=never', '--config=.github/zizmor.yml'],
      files,
    );

  test('finds nothing in the workflows, their examples, the actions and the rules of Dependabot', () => {
    expect(workflows.length).toBeGreaterThan(10);
    expect(updates.length).toBeGreaterThan(1);
    const { clean, text } = zizmor([...workflows, ...actions, ...updates]);
    expect({ clean, text: text.replace(/ \(\d+ ignored\)$/m, '') }).toEqual({
      ...{ clean: true, text: 'No findings to report. Good job!\n' },
    });
  }, 300_000);

  test('finds what is unsound', () => {
    const { clean, text } = zizmor([unsound]);
    expect(clean).toBe(false);
    for (const audit of ['dangerous-triggers', 'template-injection', 'unpinned-uses', 'artipacked'])
      expect(text).toContain(`[${audit}]`);
  });
});

describeWith('actionlint', 'actionlint', () => {
  const actionlint = (files: readonly string[]) =>
    findings('actionlint', ['-config-file', '.github/actionlint.yaml', '-shellcheck=', '-pyflakes='], files);

  test('finds nothing in the workflows and their examples', () => {
    expect(actionlint(workflows)).toEqual({ clean: true, text: '' });
  }, 300_000);

  test('finds what is unsound', () => {
    const { clean, text } = actionlint([unsound]);
    expect(clean).toBe(false);
    expect(text).toContain('potentially untrusted');
    expect(text).toContain('property "absent" is not defined');
  });
});

describeWith('checkov', "checkov's rules for workflows", () => {
  const checkov = (folder: string) => {
    const options = ['--config-file', '.github/checkov.yml', '--skip-download', '--quiet', '--compact', '-o', 'json'];
    const { stdout } = spawnSync(linter('checkov') ?? '', [...options, '-d', folder], { encoding: 'utf8' });
    const { results, summary } = JSON.parse(stdout) as CheckovReport;
    return { ...summary, failed: results.failed_checks.map(({ check_id }) => check_id) };
  };

  test.each(['.github', 'examples'])('find nothing below %s', (folder) => {
    const { failed, passed, parsing_errors } = checkov(folder);
    expect({ failed, parsing_errors }).toEqual({ failed: [], parsing_errors: 0 });
    expect(passed).toBeGreaterThan(40);
  }, 300_000);

  test('find what is unsound', () => {
    expect(checkov('test/workflows/fixtures').failed).toEqual(['CKV_GHA_2', 'CKV2_GHA_1']);
  }, 300_000);
});

interface CheckovReport {
  readonly results: { readonly failed_checks: readonly { readonly check_id: string }[] };
  readonly summary: { readonly passed: number; readonly parsing_errors: number };
}

describeWith('check-jsonschema', "SchemaStore's schemas", () => {
  const folder = mkdtempSync(join(tmpdir(), 'schema-'));
  afterAll(() => rmSync(folder, { recursive: true }));
  const check = (schema: string, files: readonly string[]) =>
    findings(linter('check-jsonschema') ?? '', ['--builtin-schema', `vendor.${schema}`], files);

  test('know all that the rules of Dependabot say', () => {
    expect(check('dependabot', updates)).toMatchObject({ clean: true });
    writeFileSync(
      join(folder, 'wrong.yml'),
      readFileSync('.github/dependabot.yml', 'utf8').replaceAll('default-days', 'days'),
    );
    expect(check('dependabot', [join(folder, 'wrong.yml')])).toMatchObject({ clean: false });
  }, 120_000);

  test('know all that the workflows and their examples say', () => {
    expect(check('github-workflows', workflows)).toMatchObject({ clean: true });
    expect(check('github-workflows', ['test/act/fixtures/unknown-key.yml'])).toMatchObject({ clean: false });
  }, 120_000);

  test('know the rules of Renovate that the page on versions shows', () => {
    const [, rules = ''] = /```json\n([^]*?)```/.exec(readFileSync('docs/versions.md', 'utf8')) ?? [];
    writeFileSync(join(folder, 'renovate.json'), rules);
    expect(rules).toContain('minimumReleaseAge');
    expect(check('renovate', [join(folder, 'renovate.json')])).toMatchObject({ clean: true });
  }, 120_000);
});

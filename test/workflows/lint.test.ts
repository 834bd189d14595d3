import { spawnSync } from 'node:child_process';
import { globSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { describeWith } from '../support/requires.ts';

const workflows = globSync(['.github/workflows/*.yml', 'examples/*/.github/workflows/*.yml']).toSorted();
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
      ['--persona=pedantic', '--offline', '--quiet', '--color=never', '--config=.github/zizmor.yml'],
      files,
    );

  test('finds nothing in the workflows, their examples and the actions', () => {
    expect(workflows.length).toBeGreaterThan(10);
    const { clean, text } = zizmor([...workflows, ...actions]);
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

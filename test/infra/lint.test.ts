import { spawnSync } from 'node:child_process';
import { readdirSync, statSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { linter } from '../support/machine.ts';
import { describeWith } from '../support/requires.ts';

const templates = readdirSync('infra').filter((name) => name.endsWith('.yml'));
/** Those that the templates of an environment replace, one by one, are as they are. */
const replaced = ['account.yml', 'webapp.yml'];

test.each(templates)('CloudFormation takes %s without a bucket', (name) => {
  expect(statSync(`infra/${name}`).size).toBeLessThanOrEqual(51_200);
});

describeWith('cfn-lint', 'CloudFormation templates', () => {
  test.each(templates)('cfn-lint has nothing to say about %s', (name) => {
    const options = ['--include-checks', 'I', '--', `infra/${name}`];
    const { stdout, stderr, status } = spawnSync(linter('cfn-lint') ?? '', options, { encoding: 'utf8' });
    expect(stdout + stderr).toBe('');
    expect(status).toBe(0);
  }, 60_000);
});

interface CheckovReport {
  readonly results: {
    readonly failed_checks: readonly { readonly check_id: string; readonly resource: string }[];
    readonly skipped_checks: readonly { readonly check_result: { readonly suppress_comment?: string } }[];
  };
}

describeWith('checkov', 'checkov', () => {
  test.each(
    templates.filter((name) => !replaced.includes(name)),
  )('finds nothing in %s, and each exception is explained where it stands', (name) => {
    const options = ['--framework', 'cloudformation', '--skip-download', '--compact', '-o', 'json'];
    const { stdout } = spawnSync(linter('checkov') ?? '', [...options, '-f', `infra/${name}`], { encoding: 'utf8' });
    const { results } = JSON.parse(stdout) as CheckovReport;
    expect(results.failed_checks.map(({ check_id, resource }) => `${check_id} ${resource}`)).toEqual([]);
    for (const { check_result } of results.skipped_checks) expect(check_result.suppress_comment).toMatch(/\w+ .+\./);
  }, 120_000);
});

import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { describeWith } from '../support/requires.ts';

describeWith('cfn-lint', 'CloudFormation templates', () => {
  test.each(readdirSync('infra'))('cfn-lint has nothing to say about %s', (name) => {
    const { stdout, stderr, status } = spawnSync('cfn-lint', ['--include-checks', 'I', '--', `infra/${name}`], {
      encoding: 'utf8',
    });
    expect(stdout + stderr).toBe('');
    expect(status).toBe(0);
  }, 60_000);
});

import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';

test('a missing need skips the suite with the reason in its title', () => {
  const { status, output } = runSuite({ REQUIRE: '' });
  expect(output).toContain('pushes [skipped: docker: no engine answers the docker CLI]');
  expect(output).toContain('"numPendingTests":1');
  expect(status).toBe(0);
});

test('a missing need that REQUIRE names fails', () => {
  const { status, output } = runSuite({ REQUIRE: 'mysql, docker' });
  expect(output).toContain('REQUIRE=mysql, docker asks for what this machine does not have');
  expect(status).toBe(1);
});

/** Runs jest on a one-test suite that needs an engine, with a docker CLI that finds none. */
function runSuite(env: Record<string, string>): { status: number | null; output: string } {
  const root = new URL('../..', import.meta.url).pathname;
  const folder = mkdtempSync(join(root, 'node_modules/.requires-'));
  try {
    mkdirSync(join(folder, 'bin'));
    writeFileSync(join(folder, 'bin/docker'), '#!/bin/sh\nexit 1\n', { mode: 0o755 });
    writeFileSync(join(folder, 'package.json'), '{"type":"module"}');
    writeFileSync(join(folder, 'suite.test.js'), suite);
    const { status, stdout, stderr } = spawnSync(
      process.execPath,
      [
        join(root, 'node_modules/jest/bin/jest.js'),
        '--rootDir',
        root,
        '--runTestsByPath',
        join(folder, 'suite.test.js'),
        ...flags,
      ],
      {
        cwd: root,
        env: { PATH: `${folder}/bin:/usr/bin:/bin`, NODE_OPTIONS: '--experimental-vm-modules --no-warnings', ...env },
        encoding: 'utf8',
      },
    );
    return { status, output: stdout + stderr };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const suite = `
  import { test } from '@jest/globals';
  import { describeWith } from '../../test/support/requires.ts';
  describeWith('docker', 'pushes', () => test('an image', () => undefined));
`;

const flags = [
  '--json',
  '--coverage=false',
  '--testPathIgnorePatterns',
  '^$',
  '--modulePathIgnorePatterns',
  '^$',
  '--testMatch',
  '**/*.test.js',
];

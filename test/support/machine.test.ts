import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { available, programPath } from './machine.ts';

describe('available', () => {
  test('says by what PostgreSQL is met', () => {
    expect(available('postgres')).toEqual({ met: true, by: expect.stringMatching(/\/bin$/) });
  });

  test('gives a reason where a program is missing', () => {
    expect(checkedElsewhere('skopeo')).toEqual({ met: false, reason: 'skopeo is not installed' });
    expect(checkedElsewhere('docker')).toEqual({ met: false, reason: 'no engine answers the docker CLI' });
  });
});

test('programPath finds what is on the PATH and nothing else', () => {
  expect(programPath('sh')).toMatch(/\/sh$/);
  expect(programPath('no-such-program-here')).toBeUndefined();
});

/** Asks a process whose PATH holds an empty folder only. */
function checkedElsewhere(need: string): unknown {
  const folder = mkdtempSync(join(tmpdir(), 'requires-'));
  const script = `
    import { available } from ${JSON.stringify(new URL('./machine.ts', import.meta.url).href)};
    console.log(JSON.stringify(available(${JSON.stringify(need)})));`;
  try {
    const { stdout, stderr } = spawnSync(process.execPath, ['--no-warnings', '--input-type=module', '--eval', script], {
      env: { PATH: folder },
      encoding: 'utf8',
    });
    if (!stdout) throw new Error(stderr);
    return JSON.parse(stdout) as unknown;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

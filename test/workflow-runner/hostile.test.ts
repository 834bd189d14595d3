import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { runFixture } from './run-fixture.ts';

test('names, refs and messages are never executed, nor do they become paths of the runner', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'hostile-'));
  try {
    const pwned = join(folder, 'pwned');
    const attack = `$(touch ${pwned})\`touch ${pwned}\`;touch ${pwned}`;
    const result = await runFixture('hostile.yml', {
      event: { name: 'push', payload: { head_commit: { message: `"; touch ${pwned}; "\n::error::${attack}` } } },
      ref: `refs/heads/${attack}`,
      env: { PWNED: pwned },
    });
    expect(result.conclusion).toBe('success');
    expect(existsSync(pwned)).toBe(false);
    expect(result.artifacts).toEqual([
      { name: '$(touch $PWNED)', files: [{ path: '$(touch "$PWNED")', sizeBytes: attack.length + 1 }] },
    ]);
    expect(result.jobs[0]?.steps.find(({ name }) => name === 'escapes')?.outcome).toBe('failure');
  } finally {
    rmSync(folder, { recursive: true });
  }
});

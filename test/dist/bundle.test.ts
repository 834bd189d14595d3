import { createHash } from 'node:crypto';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';

const maxBytes = 4_000_000;

test('dist is what the sources build to, byte for byte (npm run build)', () => {
  const fresh = mkdtempSync(join(tmpdir(), 'dist-'));
  try {
    execFileSync(process.execPath, ['src/tooling/build.ts', fresh], { stdio: ['ignore', 'ignore', 'inherit'] });
    expect(contents('dist')).toEqual(contents(fresh));
  } finally {
    rmSync(fresh, { recursive: true });
  }
}, 120_000);

test('all of dist is at most 4 MB', () => {
  const bytes = readdirSync('dist').reduce((sum, name) => sum + statSync(join('dist', name)).size, 0);
  expect(bytes).toBeLessThanOrEqual(maxBytes);
});

/** The SHA-256 of each file, by name. */
function contents(folder: string): Readonly<Record<string, string>> {
  const entries = readdirSync(folder).map((name) => [name, createHash('sha256').update(readFileSync(join(folder, name))).digest('hex')] as const);
  return Object.fromEntries(entries.toSorted(([a], [b]) => (a < b ? -1 : 1)));
}

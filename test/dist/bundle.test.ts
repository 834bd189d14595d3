import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';

const maxBytes = 4_500_000;

test('dist is what the sources build to, byte for byte (npm run build)', () => {
  const fresh = mkdtempSync(join(tmpdir(), 'dist-'));
  try {
    execFileSync(process.execPath, ['src/tooling/build.ts', fresh], { stdio: ['ignore', 'ignore', 'inherit'] });
    expect(contents('dist')).toEqual(contents(fresh));
  } finally {
    rmSync(fresh, { recursive: true });
  }
}, 240_000);

test('licenses.txt lists every package of which the bundler included a module, each with the text of its licence', () => {
  const { modules } = JSON.parse(readFileSync('lib/statistics.json', 'utf8')) as {
    readonly modules: readonly Module[];
  };
  const files = modules
    .filter(({ chunks }) => chunks.length > 0)
    .flatMap((module) => [module, ...(module.modules ?? [])]);
  // What stands in the place of a package is written by the build itself.
  const foreign = files.filter((file) => !file.nameForCondition?.endsWith('/absent.js'));
  const packages = foreign.map((file) => packageOf(file.nameForCondition)).filter((name) => name !== undefined);
  const text = readFileSync('dist/licenses.txt', 'utf8');
  const sections = text.split(`${'-'.repeat(80)}\n`);
  expect([...text.matchAll(/^(\S+) \d+\.\d+\.\d+\S* \([\w.-]+\)$/gm)].map(([, name]) => name).toSorted()).toEqual(
    [...new Set(packages)].toSorted(),
  );
  expect(packages).toEqual(expect.arrayContaining(['@actions/core', '@aws-sdk/core', 'mysql2', 'pg', 'yaml']));
  for (const section of sections) expect(section).toMatch(/WARRANT/i);
});

interface Module {
  readonly nameForCondition?: string | null;
  readonly chunks: readonly unknown[];
  readonly modules?: readonly Module[];
}

/** The package that a file of a node_modules folder belongs to. */
function packageOf(path: string | null | undefined): string | undefined {
  const [first = '', second] = (path ?? '').split('/node_modules/').slice(1).at(-1)?.split('/') ?? [];
  return first.startsWith('@') ? `${first}/${second}` : first || undefined;
}

test('all of dist is at most 4.5 MB', () => {
  const bytes = readdirSync('dist').reduce((sum, name) => sum + statSync(join('dist', name)).size, 0);
  expect(bytes).toBeLessThanOrEqual(maxBytes);
});

/** The SHA-256 of each file, by name. */
function contents(folder: string): Readonly<Record<string, string>> {
  const entries = readdirSync(folder).map(
    (name) =>
      [
        name,
        createHash('sha256')
          .update(readFileSync(join(folder, name)))
          .digest('hex'),
      ] as const,
  );
  return Object.fromEntries(entries.toSorted(([a], [b]) => (a < b ? -1 : 1)));
}

import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

// Runs all tests, lists what this machine could not run and why, and ends with one line of counts.
const folder = mkdtempSync(join(tmpdir(), 'test-'));
const results = join(folder, 'results.json');
process.exitCode = await runJest(['--json', `--outputFile=${results}`, ...process.argv.slice(2)]);
tell(JSON.parse(readFileSync(results, 'utf8')) as Results);
rmSync(folder, { recursive: true });

interface Results {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly numPendingTests: number;
  readonly numRuntimeErrorTestSuites: number;
  readonly testResults: readonly {
    readonly assertionResults: readonly { readonly status: string; readonly ancestorTitles: readonly string[] }[];
  }[];
}

function runJest(options: readonly string[]): Promise<number> {
  const jest = 'node_modules/jest/bin/jest.js';
  const flags = ['--experimental-vm-modules', '--disable-warning=ExperimentalWarning'];
  const environment = { ...process.env, NODE_OPTIONS: flags.join(' ') };
  const child = spawn(process.execPath, [jest, ...options], { stdio: 'inherit', env: environment });
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => child.kill(signal));
  return new Promise((resolve) => child.on('exit', (code) => resolve(code ?? 1)));
}

function tell(jest: Results): void {
  const skipped = jest.testResults.flatMap(({ assertionResults }) =>
    assertionResults.filter(({ status }) => status === 'pending'),
  );
  const suites = new Set(skipped.map(({ ancestorTitles }) => ancestorTitles[0] ?? ''));
  if (suites.size > 0) console.log(`\nSkipped here:\n${[...suites].map((title) => `  - ${title}`).join('\n')}`);
  const failed = jest.numFailedTests + jest.numRuntimeErrorTestSuites;
  console.log(`\n${jest.numPassedTests} passed, ${failed} failed, ${jest.numPendingTests} skipped`);
}

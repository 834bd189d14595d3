import { spawnSync } from 'node:child_process';

// Runs the suites that ask somebody who did not write this, with all their cases: `npm test` takes a sample of each.
const environment = { ...process.env, ORACLES: 'all' };
const { status } = spawnSync(
  process.execPath,
  ['src/tooling/test.ts', 'test/oracles', '--maxWorkers=1', ...process.argv.slice(2)],
  { stdio: 'inherit', env: environment },
);
process.exitCode = status ?? 1;

import { spawnSync } from 'node:child_process';

// Runs the suites that take long, most of which ask somebody who did not write this, with all their cases: `npm test` takes a
// sample of each.
const suites = [
  ...['test/oracles', 'test/builds', 'test/dist/endings', 'test/dist/leases', 'test/dist/runner-troubles'],
  'test/workflows/rerun',
  ...[
    'test/deployment/timelines',
    'test/dist/timelines',
    'test/machine/source-bundle',
    'test/container/archive/mutated',
  ],
];
const environment = { TIMELINES: '10000', ...process.env, ORACLES: 'all' };
const { status } = spawnSync(
  process.execPath,
  ['src/tooling/test.ts', ...suites, '--maxWorkers=1', ...process.argv.slice(2)],
  { stdio: 'inherit', env: environment },
);
process.exitCode = status ?? 1;

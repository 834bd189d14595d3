import { spawn } from 'node:child_process';
import { existsSync, globSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { type Lanes, lanes } from './lanes.ts';

// Runs all tests in two lanes side by side, or those that are named, lists what this machine could not run and why, and
// ends with one line of counts.
/** A lane that was ended from outside has failed, and the other one is told all the same. */
const broken: Results = {
  numPassedTests: 0,
  numFailedTests: 0,
  numPendingTests: 0,
  numRuntimeErrorTestSuites: 1,
  testResults: [],
};

/** Suites of a lane side by side: much of what they do is waiting. */
const atOnce: Readonly<Record<keyof Lanes, number>> = { machine: 1, node: 2 };

const worthTelling = { suites: 25, milliseconds: 20_000 };

const folder = mkdtempSync(join(tmpdir(), 'test-'));
const given = process.argv.slice(2);
const runs = given.some((argument) => !argument.startsWith('-')) ? [runJest('named', given)] : allLanes(given);
const ended = await Promise.all(runs);
process.exitCode = Math.max(...ended.map(({ exitCode }) => exitCode));
tell(ended.map(({ results }) => results));
rmSync(folder, { recursive: true });

interface Results {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly numPendingTests: number;
  readonly numRuntimeErrorTestSuites: number;
  readonly testResults: readonly {
    readonly name: string;
    /** Of the suite, in milliseconds since 1970. */
    readonly startTime: number;
    readonly endTime: number;
    readonly assertionResults: readonly { readonly status: string; readonly ancestorTitles: readonly string[] }[];
  }[];
}

interface Ended {
  readonly exitCode: number;
  readonly results: Results;
}

function allLanes(options: readonly string[]): readonly Promise<Ended>[] {
  return Object.entries(lanes(globSync('test/**/*.test.ts'))).map(([name, paths]) =>
    runJest(name, [`--maxWorkers=${atOnce[name as keyof Lanes]}`, ...options, '--runTestsByPath', ...paths]),
  );
}

async function runJest(name: string, options: readonly string[]): Promise<Ended> {
  const file = join(folder, `${name}.json`);
  const jest = 'node_modules/jest/bin/jest.js';
  const flags = ['--experimental-vm-modules', '--disable-warning=ExperimentalWarning'];
  const environment = { ...process.env, NODE_OPTIONS: flags.join(' ') };
  const child = spawn(process.execPath, [jest, '--json', `--outputFile=${file}`, ...options], {
    stdio: 'inherit',
    env: environment,
  });
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => child.kill(signal));
  const exitCode = await new Promise<number>((resolve) => child.on('exit', (code) => resolve(code ?? 1)));
  const results = existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Results) : broken;
  return { exitCode, results };
}

function tell(all: readonly Results[]): void {
  const skipped = all.flatMap(({ testResults }) =>
    testResults.flatMap(({ assertionResults }) => assertionResults.filter(({ status }) => status === 'pending')),
  );
  const suites = new Set(skipped.map(({ ancestorTitles }) => ancestorTitles[0] ?? ''));
  if (suites.size > 0) console.log(`\nSkipped here:\n${[...suites].map((title) => `  - ${title}`).join('\n')}`);
  const slowest = slowestSuites(all);
  if (slowest.length > 0) console.log(`\nSlowest:\n${slowest.join('\n')}`);
  const sum = (count: (results: Results) => number) => all.reduce((total, results) => total + count(results), 0);
  const passed = sum(({ numPassedTests }) => numPassedTests);
  const failed = sum(({ numFailedTests, numRuntimeErrorTestSuites }) => numFailedTests + numRuntimeErrorTestSuites);
  console.log(`\n${passed} passed, ${failed} failed, ${sum(({ numPendingTests }) => numPendingTests)} skipped`);
}

/** The suites that a person waits for, with their seconds, so that what grows is seen. */
function slowestSuites(all: readonly Results[]): readonly string[] {
  return all
    .flatMap(({ testResults }) => testResults)
    .map(({ name, startTime, endTime }) => ({ name: relative('', name), milliseconds: endTime - startTime }))
    .filter(({ milliseconds }) => milliseconds >= worthTelling.milliseconds)
    .toSorted((a, b) => b.milliseconds - a.milliseconds)
    .slice(0, worthTelling.suites)
    .map(({ name, milliseconds }) => `  - ${(milliseconds / 1_000).toFixed(0)} s ${name}`);
}

import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { workflowInputs } from '../../src/github/inputs.ts';
import { runnerState, writeOutputs } from '../../src/github/outputs.ts';
import { currentRun } from '../../src/github/run.ts';
import { savedState } from '../../src/github/state.ts';
import { appendSummary } from '../../src/github/summary.ts';

let folder: string;
const kept = { ...process.env };

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'github-'));
  for (const name of ['OUTPUT', 'STATE', 'STEP_SUMMARY']) {
    process.env[`GITHUB_${name}`] = join(folder, name);
    writeFileSync(join(folder, name), '');
  }
});

afterEach(() => {
  for (const name of Object.keys(process.env)) if (!(name in kept)) delete process.env[name];
  Object.assign(process.env, kept);
  rmSync(folder, { recursive: true });
});

describe('inputs', () => {
  test('are found under the names of the runner; empty ones count as left out', () => {
    process.env['INPUT_KEEP-DAYS'] = '3';
    process.env['INPUT_BUCKET'] = '  ';
    expect(workflowInputs(['keep-days', 'bucket', 'prefix'])).toEqual(new Map([['keep-days', '3']]));
  });
});

describe('outputs and state', () => {
  test('lists become lines, false and zero are values, and what is unknown stays unset', () => {
    writeOutputs({ paths: ['/a', '/b'], changed: false, bytes: 0, image: undefined, text: 'EOF\nx=y' });
    expect(entries('OUTPUT')).toEqual({ paths: '/a\n/b', changed: 'false', bytes: '0', text: 'EOF\nx=y' });
  });

  test('what the main phase saves, the post phase reads', () => {
    runnerState(() => {}).save('lock', 'a=b\nc');
    expect(entries('STATE')).toEqual({ lock: 'a=b\nc' });
    expect(savedState({ STATE_lock: 'a', OTHER: 'b' })).toEqual(new Map([['lock', 'a']]));
  });
});

describe('the summary', () => {
  test('is appended to, for steps that write more than one section', async () => {
    await appendSummary(process.env['GITHUB_STEP_SUMMARY'], '## One\n');
    await appendSummary(process.env['GITHUB_STEP_SUMMARY'], '## Two\n');
    expect(readFileSync(join(folder, 'STEP_SUMMARY'), 'utf8')).toBe('## One\n## Two\n');
  });

  test('ends before the 1 MiB at which the runner drops it all, at the end of a line, and says so', async () => {
    await appendSummary(join(folder, 'STEP_SUMMARY'), `## Ää\n\n${'| ünïcödé row |\n'.repeat(100_000)}`);
    const text = readFileSync(join(folder, 'STEP_SUMMARY'), 'utf8');
    expect(Buffer.byteLength(text)).toBeLessThan(1024 * 1024);
    expect(Buffer.byteLength(text)).toBeGreaterThan(800 * 1024);
    expect(text).toMatch(/\| ünïcödé row \|\n\n_Shortened: the full text is in the log\._\n$/);
    expect(text).not.toContain('\ufffd');
  });

  test('outside a runner there is none', async () => {
    await expect(appendSummary(undefined, '## One\n')).resolves.toBeUndefined();
  });
});

describe('the run', () => {
  test('is what the runner says', () => {
    const environment = {
      ...{ GITHUB_REPOSITORY: 'o/r', GITHUB_SHA: 'abc', GITHUB_SERVER_URL: 'https://ghe.test', GITHUB_RUN_ID: '7' },
      ...{ GITHUB_RUN_ATTEMPT: '2', GITHUB_ACTOR: 'me', GITHUB_WORKSPACE: '/w', RUNNER_TEMP: '/t' },
      ...{ GITHUB_REF: 'refs/heads/main', GITHUB_ACTION_REPOSITORY: 'o/actions' },
    };
    expect(currentRun(environment)).toEqual({
      ...{ repository: 'o/r', commit: 'abc', url: 'https://ghe.test/o/r/actions/runs/7', attempt: '7-2' },
      ...{ head: 'abc', ref: 'refs/heads/main', actionRepository: 'o/actions' },
      ...{ actor: 'me', workspace: '/w', temporary: '/t' },
    });
  });
});

/** A file of the runner as it reads it: `name<<delimiter`, lines, delimiter. */
function entries(file: string): Readonly<Record<string, string>> {
  const text = readFileSync(join(folder, file), 'utf8');
  const found = text.matchAll(/^([^\n]+?)<<(ghadelimiter_[\w-]+)\n([\s\S]*?)\n\2$/gm);
  return Object.fromEntries([...found].map(([, name = '', , value = '']) => [name, value]));
}

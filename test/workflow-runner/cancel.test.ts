import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { endOf } from './end-of-process.ts';
import { conclusions, jobNamed, outputOf, runFixture, stepNamed } from './run-fixture.ts';
import type { LogEntry } from './run-options.ts';
import type { RunResult } from './run-result.ts';

let folder: string;
let result: RunResult;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'cancel-'));
  const cancel = new AbortController();
  const waiting = new Set<string>();
  const log = ({ job, line }: LogEntry): void => {
    if (line.startsWith('waiting ')) waiting.add(job);
    if (waiting.size === 3) cancel.abort();
    if (job === 'deaf' && line === 'main got SIGTERM') writeFileSync(join(folder, 'go'), '');
  };
  result = await runFixture('cancel.yml', {
    signal: cancel.signal,
    log,
    env: { GO_FILE: join(folder, 'go') },
    delays: { interruptMs: 2500, terminateMs: 1500, orphanMs: 1000 },
  });
});
afterAll(() => rmSync(folder, { recursive: true }));

test('a cancelled run stops its jobs, except those whose condition still holds', () => {
  expect(conclusions(result)).toEqual({
    polite: 'cancelled',
    deaf: 'cancelled',
    stays: 'success',
    next: 'skipped',
    'cleans-up': 'success',
  });
  expect(result.conclusion).toBe('cancelled');
});

test('an action gets SIGINT and can end in order; its child gets nothing', () => {
  const polite = jobNamed(result, 'polite');
  const lines = outputOf(stepNamed(polite, 'work')).slice(1);
  expect(lines).toEqual(['main got SIGINT', 'child got SIGKILL', '##[error]The operation was canceled.']);
});

test('an action that does not end gets SIGTERM, and then its whole tree is killed', async () => {
  const lines = outputOf(stepNamed(jobNamed(result, 'deaf'), 'work'));
  expect(lines.slice(1)).toEqual(['main got SIGINT', 'main got SIGTERM', '##[error]The operation was canceled.']);
  const child = Number(lines[0]?.split(' ').at(-1));
  await expect(endOf(child)).resolves.toBe('ended');
});

test('posts, cancelled() and always() steps run after a cancellation', () => {
  const polite = jobNamed(result, 'polite');
  expect(stepNamed(polite, 'not reached').conclusion).toBe('skipped');
  expect(outputOf(stepNamed(polite, 'if cancelled'))).toEqual(['cancelled cancelled']);
  expect(stepNamed(polite, 'always').conclusion).toBe('success');
  expect(stepNamed(polite, 'Post acme/suite/actions/stubborn@v1').log).toEqual(['post finishes op-1']);
});
